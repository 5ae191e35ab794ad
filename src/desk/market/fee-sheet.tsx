import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import * as v from 'valibot'
import { fees as contract, FeeReason, type FeeLine } from '../../../cloudfunctions/market/fees/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Sheet } from '../../shared/ui/sheet'
import { feeWords, yuan } from './words'

interface Props {
  line: FeeLine | undefined
  open: boolean
  /** After each answer. */
  onAsked: () => Promise<void>
  onClose: () => void
}

/** Keeps a text's place in the page, so that a tap sends the text alone. */
const blank = ' '

interface Written {
  of: string | undefined
  reason: string
  wrong: string | undefined
}
const nothing: Written = { of: undefined, reason: '', wrong: undefined }

/** What can be done about one fee: taken in cash, let go, or given back; the latter two say why. */
export function FeeSheet({ line, open, onAsked, onClose }: Props) {
  const [written, setWritten] = useState<Written>(nothing)
  const shop = line?.shop
  // What was written about one vendor says nothing about another.
  const { reason, wrong } = written.of === shop ? written : nothing
  const { busy, refusal, act, forget } = useAct(onAsked)
  const write = useCallback((reason: string) => setWritten({ of: shop, reason, wrong: undefined }), [shop])
  const shut = () => {
    forget()
    onClose()
  }
  const settle = (ask: () => Promise<unknown>) => void act(ask).then((done) => done && shut())
  const ask = { night: line?.night ?? '', shop: shop ?? '' }
  const withReason = (capability: typeof contract.waiveFee | typeof contract.refundFee, amount: number) => {
    if (!v.is(FeeReason, reason))
      return setWritten({ of: shop, reason, wrong: '用 2 到 60 个字说清为什么，摊主看得到' })
    return settle(() => call(capability, { ...ask, amount, reason }))
  }
  const back = line?.state === 'toRefund'
  const [toPay, toRefund, toWaive] = line ? [line.toPay, line.toRefund, line.fee - line.waived] : [0, 0, 0]
  return (
    <Sheet open={open} label="摊位费" onClose={shut}>
      <View className="desk-title">{line ? `${line.stall ?? ''} ${line.name}`.trim() : blank}</View>
      <View className="desk-say">
        {line ? `${feeWords[line.state]} ${yuan(toPay || toRefund || line.fee)} 元` : blank}
      </View>
      <Field label="原因" value={reason} onInput={write} hint="免收、退款要写，摊主会读到" error={wrong} max={60} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="filled"
          label={back ? '退款' : '收现金'}
          disabled={busy || line?.state === 'paid'}
          onTap={() =>
            back
              ? withReason(contract.refundFee, toRefund)
              : settle(() => call(contract.takeCash, { ...ask, amount: toPay }))
          }
        />
        <Button
          look="quiet"
          label="免收"
          disabled={busy || back}
          onTap={() => withReason(contract.waiveFee, toWaive)}
        />
      </View>
    </Sheet>
  )
}
