import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import * as v from 'valibot'
import { OutOfUse } from '../../../cloudfunctions/market/layout/contract'
import { schedule as contract, type KeptStall } from '../../../cloudfunctions/market/schedule/contract'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { Button } from '../../shared/ui/button'
import { Chips } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Sheet } from '../../shared/ui/sheet'
import type { KeptNight } from './night'
import { useAct } from '../../shared/use-act'
import { kindWords, modeWords, yuan } from './words'

interface Props {
  kept: KeptNight
  stall: string | undefined
  open: boolean
  onDone: () => void
  onClose: () => void
}

/** Keeps a text's place in the page, so that a tap sends the text alone. */
const blank = ' '
/** As many choices as a thumb looks through. */
const choices = 8

interface Written {
  of: string | undefined
  reason: string
  /** What is wrong with the reason. */
  wrong: string | undefined
  /** Where whoever has the stall is moved. */
  to: string
}

const nothing: Written = { of: undefined, reason: '', wrong: undefined, to: '' }

/** Takes one stall out of use for this night, or puts it back; whoever has it is moved first. */
export function CloseStallSheet({ kept: { night, rows }, stall: code, open, onDone, onClose }: Props) {
  const [written, setWritten] = useState<Written>(nothing)
  // What was written about one stall says nothing about another.
  const { reason, wrong, to } = written.of === code ? written : nothing
  const { busy, refusal, act } = useAct()
  const put = (news: Partial<Written>) => setWritten({ reason, wrong, to, ...news, of: code })
  const write = useCallback(
    (reason: string) =>
      setWritten((now) => ({ to: now.of === code ? now.to : '', wrong: undefined, of: code, reason })),
    [code],
  )
  const all = rows.flatMap(({ stalls }) => stalls)
  const stall = all.find((each) => each.code === code)
  const closed = stall?.outOfUse !== undefined
  const alive = night.state !== 'cancelled' && night.state !== 'ended'
  const free = stall?.vendor ? all.filter((each) => fits(each, stall)).map((each) => each.code) : []
  const ask = { night: night.id, stall: code ?? '' }
  const settle = (doing: Promise<boolean>) => void doing.then((done) => done && onDone())
  const shut = () => {
    if (!v.is(OutOfUse, reason)) return put({ wrong: '用 2 到 40 个字说清为什么，摊主看得到' })
    const then = !stall?.vendor ? {} : free.length === 0 ? { end: true } : free.includes(to) ? { to } : {}
    return settle(act(() => call(contract.closeStall, { ...ask, reason, ...then })))
  }
  return (
    <Sheet open={open} label="摊位" state={alive && !closed ? '' : 'no-place'} onClose={onClose}>
      <View className="desk-title">{stall ? `${stall.code} ${kindWords[stall.kind]}` : blank}</View>
      <View className="desk-say">{stall ? factsOf(stall) : blank}</View>
      <View className="place-way">
        <Button
          look="quiet"
          label={stall?.vendor ? '给摊主换个摊位' : '安排一位摊主'}
          onTap={() => stall && go.deskPlace(night.id, stall.code)}
        />
      </View>
      {stall?.vendor && (
        <View className="desk-say">
          {free.length > 0 ? '这里有摊主，先选一个空摊位给他换过去' : '没有同类的空摊位了：停用会取消他的订摊，不收费'}
        </View>
      )}
      {free.length > 0 && (
        <Chips
          label="换到哪个摊位"
          options={free.slice(0, choices).map((value) => ({ value, label: value }))}
          chosen={[to]}
          onTap={(to) => put({ to })}
        />
      )}
      {!closed && <Field label="为什么停用" value={reason} onInput={write} hint="摊主会读到" error={wrong} max={40} />}
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="filled"
          label={busy ? '请稍等…' : closed ? '这一晚恢复使用' : '这一晚停用'}
          disabled={busy}
          onTap={closed ? () => settle(act(() => call(contract.reopenStall, ask))) : shut}
        />
      </View>
    </Sheet>
  )
}

/** Whether whoever has `from` could be moved to this stall. */
const fits = (stall: KeptStall, from: KeptStall): boolean =>
  stall.kind === from.kind && stall.mode === 'pick' && stall.outOfUse === undefined && stall.vendor === undefined

const factsOf = ({ mode, water, power, fee, outOfUse, vendor }: KeptStall): string =>
  dotted([
    vendor && `${vendor.name}${vendor.until === undefined ? '' : '（还没确认）'}`,
    modeWords[mode],
    water ? '有水' : '没水',
    power ? '有电' : '没电',
    `${yuan(fee)} 元`,
    outOfUse !== undefined && `停用：${outOfUse}`,
  ])
