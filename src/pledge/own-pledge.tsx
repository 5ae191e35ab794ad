import { View } from '@tarojs/components'
import { evidence, type Evidence } from '../../cloudfunctions/pledge/evidence/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { rhythmsWords } from '../shared/rhythm-words'
import { go } from '../shared/routes'
import { useList } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Pieces } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { Beads } from './beads'
import { ShowForm } from './show-form'
import { isToWrite, standsIn } from './words'

type Own = Output<typeof evidence.myEvidence>['items'][number]

const stateWords: Record<Evidence['state'], string> = {
  shown: '等人看',
  verified: '核实过了',
  back: '退回来了',
  excused: '免了',
}

/** One promise of the reader's: where it stands, what to show now, what was shown, and who said yes to it. */
export function OwnPledge({ pledge }: { pledge: string }) {
  const mine = useList(promise.mine)
  const shown = useServer(evidence.myEvidence, { pledge })
  if (!mine.value || !shown.value) return <Waiting from={mine.value ? shown : mine} heights={[96, 120, 120]} />
  const it = mine.items.find(({ id }) => id === pledge)
  if (!it) return <Older pledge={pledge} />
  const refresh = async () => void (await Promise.all([mine.reload(), shown.reload()]))
  const { words, whom, rhythm, beads, state, say, toShow, publishedAt } = it
  const { folder, items } = shown.value
  return (
    <Page seenAt={mine.seenAt}>
      <Title words={words} />
      {say !== undefined && <Notice look={state === 'returned' ? 'warn' : 'tell'} say={say} />}
      <List label="承诺">
        <Row icon="calendar" title={standsIn(it)} note={rhythmsWords(rhythm)} />
        <Row icon="place" title={whom} note="为谁、在哪" />
        {it.activity && <Row icon="heart" title={it.activity.title} note="在这个活动签到，就算做了一次" />}
        {publishedAt !== undefined && <Row icon="share" title="邻居看到的样子" onTap={() => go.pledge(pledge)} />}
      </List>
      {isToWrite(state) && <Button look="filled" label="改一改" onTap={() => go.writePledge(pledge)} />}
      {publishedAt !== undefined && <Beads beads={beads} />}
      {toShow.length > 0 && folder !== undefined && <ShowForm pledge={pledge} folder={folder} refresh={refresh} />}
      {items.length > 0 && <Title of="part" words="晒过的" />}
      <Pieces items={items} part={(each) => <OneShown shown={each} pledge={pledge} />} />
    </Page>
  )
}

/** One that was made so long ago that it does not stand among the latest any more. */
const Older = ({ pledge }: { pledge: string }) => (
  <Page>
    <Empty
      title="这是以前的承诺"
      say="做过的、评过的，都在公示栏上"
      action={{ label: '看这一条', onTap: () => go.pledge(pledge) }}
    />
  </Page>
)

const OneShown = ({
  shown: { words, due, at, state, hint, confirmed, code },
  pledge,
}: {
  shown: Own
  pledge: string
}) => (
  <View>
    <List label={words}>
      <Row
        title={words}
        note={hint ?? `${longDate(due)}这一次，${dayAndTime(at)} 晒的`}
        tone={state === 'back' ? 'due' : state === 'verified' ? 'good' : undefined}
        side={confirmed ? '对方确认了' : stateWords[state]}
      />
    </List>
    {code !== undefined && !confirmed && (
      <Button look="quiet" label="请对方来确认" onTap={() => go.confirmPledge(pledge, code)} />
    )}
  </View>
)
