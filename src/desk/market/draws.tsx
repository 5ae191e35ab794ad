import { View } from '@tarojs/components'
import { draw as contract, type Round, type RoundState } from '../../../cloudfunctions/market/draw/contract'
import { profile } from '../../../cloudfunctions/member/profile/contract'
import { dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { dotted } from '../../shared/phrases'
import { useList } from '../../shared/use-list'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Sheet } from '../../shared/ui/sheet'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { ListEnd } from '../../shared/ui/list-end'
import { NotYours } from '../not-yours'
import { useDrawDecision, type Deciding } from './use-draw-decision'

const blank = ' '

const stateWords: Record<RoundState, (round: Round) => string> = {
  coming: ({ opensAt }) => `${dayAndTime(opensAt)} 开始报名`,
  open: ({ closesAt }) => `正在报名，${dayAndTime(closesAt)} 截止`,
  freezing: () => '名单马上公布',
  frozen: ({ numberAt, revealBy }) => `${dayAndTime(numberAt)} 起录数字，${dayAndTime(revealBy)} 前开签`,
  late: () => '过了时间，马上作废',
  drawn: () => '已开签',
  void: ({ voided }) => `已作废：${voided ?? ''}`,
}

/** 夜市摇号 What the auditor looks after: public numbers to enter, rounds to make void. */
export default function Draws() {
  const me = useServer(profile.me, {})
  const mine = me.value?.roles.some(({ role }) => role === 'auditor') === true
  const list = useList(contract.listDraws, mine ? {} : null)
  const deciding = useDrawDecision(list.reload)
  if (!me.value) return <Waiting from={me} heights={[72, 72, 72]} />
  if (!mine)
    return (
      <Page seenAt={me.seenAt}>
        <NotYours who="监督员" />
      </Page>
    )
  if (!list.value) return <Waiting from={list} heights={[72, 72, 72]} />
  return (
    <Page seenAt={list.seenAt} over={<DecideSheet deciding={deciding} />}>
      {deciding.done !== undefined && <Notice look="done" say={deciding.done} />}
      {list.items.length === 0 && <Empty title="现在没有摇号" say="夜市有摊位要摇号时，每一轮都列在这里" />}
      <List label="每一轮摇号">
        {list.items.map((round) => (
          <Row
            key={round.id}
            title={`${longDate(round.date)} ${round.name}`}
            note={dotted([
              `第 ${String(round.number)} 轮`,
              `${String(round.entrants)} 位`,
              stateWords[round.state](round),
            ])}
            tone={round.state === 'frozen' ? 'due' : undefined}
            onTap={round.state === 'void' ? undefined : () => deciding.ask(round)}
          />
        ))}
      </List>
      <ListEnd {...list} />
    </Page>
  )
}

function DecideSheet({ deciding }: { deciding: Deciding }) {
  const { round, open, number, origin, reason, wrong, refusal, busy, write, reveal, cancel, close } = deciding
  return (
    <Sheet open={open} label="开签或作废" onClose={close}>
      <View className="desk-title">{round ? `${longDate(round.date)} 第 ${String(round.number)} 轮` : blank}</View>
      <View className="desk-say">{round?.source ?? blank}</View>
      {refusal !== undefined && <Notice say={refusal} />}
      {round?.state === 'frozen' && (
        <>
          <Field label="公共数字" value={number} onInput={write('number')} type="digit" max={40} error={wrong.number} />
          <Field
            label="在哪里查得到"
            value={origin}
            onInput={write('origin')}
            placeholder="中国福彩网 第 2026314 期"
            max={80}
            error={wrong.origin}
          />
          <View className="desk-do">
            <Button
              look="filled"
              label={busy ? '正在开签…' : '录入并开签'}
              disabled={busy}
              onTap={() => void reveal()}
            />
          </View>
        </>
      )}
      <Field
        label="要作废的话，为什么"
        value={reason}
        onInput={write('reason')}
        hint="大家会读到这段话"
        max={60}
        error={wrong.reason}
      />
      <Button look="quiet" label="作废这一轮" disabled={busy} onTap={() => void cancel()} />
    </Sheet>
  )
}
