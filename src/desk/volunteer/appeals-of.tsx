import { View } from '@tarojs/components'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { standing } from '../../../cloudfunctions/volunteer/standing/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { whenOf } from '../../shared/shift-words'
import { useAct } from '../../shared/use-act'
import { useList } from '../../shared/use-list'
import { useReason } from '../../shared/use-reason'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'

type Item = Output<typeof standing.listMissedAppeals>['items'][number]

/** 申诉 Who says that they were there, or why they were not: the oldest shift first. */
export function AppealsOf({ place }: { place: string }) {
  const list = useList(standing.listMissedAppeals, { place })
  if (!list.value) return <Coming from={list} heights={[120, 120]} />
  return (
    <>
      {list.items.length === 0 && <Empty title="没有等着的申诉" say="有人觉得记错了，说明原因，就排在这里" />}
      <Pieces items={list.items} part={(each) => <OneAppeal key={each.absence} each={each} refresh={list.reload} />} />
      <ListEnd {...list} />
    </>
  )
}

function OneAppeal({ each, refresh }: { each: Item; refresh: () => Promise<void> }) {
  const { name, title, role, at, appeal, yours } = each
  return (
    <Card name="submitted">
      <List label={name}>
        <Row title={name} note={`${dotted([title, role])}\n${whenOf(each)}`} />
        <Row title={appeal?.words ?? ''} note={`${dayAndTime(at)} ${each.reason ?? '没签到'}`} />
      </List>
      {yours ? <Notice look="tell" say="这次请另一位同事来裁定" /> : <Rule each={each} refresh={refresh} />}
    </Card>
  )
}

/** Both ways need a word that the other reads. */
function Rule({ each: { shift, absence }, refresh }: { each: Item; refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const reason = useReason(standing.ruleMissed.input.entries.reason)
  const rule = (ruling: 'excused' | 'upheld') =>
    void reason.send((words) => act(() => call(standing.ruleMissed, { shift, absence, ruling, reason: words })))
  return (
    <>
      <Field label="理由" {...reason.field} hint="对方会读到" max={60} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="desk-yes">
        <Button look="filled" label="有道理，这次不算" disabled={busy} onTap={() => rule('excused')} />
        <Button look="quiet" label="不通过，照算一次" disabled={busy} onTap={() => rule('upheld')} />
      </View>
    </>
  )
}
