import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { activity, type ActivityRow, type ShortShift } from '../../../cloudfunctions/volunteer/activity/contract'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { whenOf } from '../../shared/shift-words'
import { useList } from '../../shared/use-list'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Empty } from '../../shared/ui/empty'
import { Grouped, Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import type { Held } from '../authority'
import { Serving } from '../serving'
import { CallHelp } from './call-help'
import { stateWords } from './words'

/** 志愿活动 What an organiser runs: what lacks people, what waits, every activity. */
export default function Activities() {
  return <Serving as="staff" show={(held) => <ActivitiesOf held={held} />} />
}

function ActivitiesOf({ held: { place, placeName } }: { held: Held }) {
  const list = useList(activity.listActivities, { place })
  if (!list.value) return <Waiting from={list} heights={[48, 72, 72, 72]} />
  const { short = [] } = list.value
  return (
    <Page seenAt={list.seenAt} foot={<Button look="filled" label="办一个活动" onTap={() => go.planActivity()} />}>
      <Title words={placeName} />
      {short.length > 0 && <Title of="part" words="两天内还缺人" />}
      {short.length > 0 && (
        <Pieces items={short} part={(each) => <OneShort key={each.shift} each={each} refresh={list.reload} />} />
      )}
      <List label="等您办的">
        <Row title="等您办的" note="补时、申诉、证件" icon="tick" onTap={go.deskVolunteering} />
      </List>
      <Title of="part" words="办的活动" />
      {list.items.length === 0 && <Empty title="还没有活动" say="办一个，邻居就能报名" />}
      <Grouped label="办的活动" items={list.items} row={(each) => <OneActivity each={each} />} />
      <ListEnd {...list} />
    </Page>
  )
}

/** 缺人 A shift that begins soon and lacks people: one tap calls for help. */
const OneShort = ({ each, refresh }: { each: ShortShift; refresh: () => Promise<void> }) => (
  <Card>
    <List label={each.title}>
      <Row
        title={each.title}
        note={`${whenOf(each)}\n还差 ${String(each.missing)} 人`}
        tone="due"
        onTap={() => go.deskActivity(each.activity)}
      />
    </List>
    <CallHelp shift={each.shift} help={each.help} refresh={refresh} />
  </Card>
)

const OneActivity = ({ each }: { each: ActivityRow }) => (
  <Row
    title={each.title}
    note={dotted([
      each.next === undefined ? `共 ${String(each.shifts)} 班` : `下一班 ${dayAndTime(each.next)}`,
      each.organiser,
    ])}
    tone={each.state === 'draft' || each.state === 'ended' ? 'due' : undefined}
    side={stateWords[each.state]}
    onTap={() => go.deskActivity(each.id)}
  />
)
