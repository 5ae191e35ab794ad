import { approval } from '../../../cloudfunctions/pledge/approval/contract'
import type { PledgeView } from '../../../cloudfunctions/pledge/promise/contract'
import { dateInFull } from '../../../cloudfunctions/shared/shanghai'
import { rhythmsWords } from '../../shared/rhythm-words'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { useList } from '../../shared/use-list'
import { Card } from '../../shared/ui/card'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { YesOrBack } from './yes-or-back'

/** Promises that wait to be approved in a branch, who waits longest first. */
export function SubmittedOf({ branch }: { branch: string }) {
  const list = useList(approval.listSubmitted, { branch })
  if (!list.value) return <Coming from={list} heights={[120, 120]} />
  return (
    <>
      {list.items.length === 0 && <Empty title="没有等定诺的" say="党员交上来的承诺会排在这里" />}
      <Pieces items={list.items} part={(each) => <Submitted pledge={each} refresh={list.reload} />} />
      <ListEnd {...list} />
    </>
  )
}

function Submitted({ pledge, refresh }: { pledge: PledgeView; refresh: () => Promise<void> }) {
  const { id, rev, words, by, whom, rhythm, from, until, vague } = pledge
  return (
    <Card name="submitted">
      <List label={words}>
        <Row title={words} note={dotted([by, whom])} />
        <Row title={rhythmsWords(rhythm)} note={`${dateInFull(from)} 到 ${dateInFull(until)}`} />
        {pledge.activity && <Row title={pledge.activity.title} note="在这个活动签到，就算做了一次" />}
      </List>
      {vague.map((each) => (
        <Notice key={each.words} look="tell" say={`「${each.words}」：${each.hint}`} />
      ))}
      <YesOrBack
        label="要改的话，写一句怎么改"
        rule={approval.returnPledge.input.entries.hint}
        yes="定诺，公开"
        back="退回，请对方改"
        onYes={() => call(approval.approvePledge, { pledge: id, rev })}
        onBack={(hint) => call(approval.returnPledge, { pledge: id, rev, hint })}
        refresh={refresh}
      />
    </Card>
  )
}
