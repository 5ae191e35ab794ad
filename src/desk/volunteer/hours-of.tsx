import { dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { hours } from '../../../cloudfunctions/volunteer/hours/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { minutesWords } from '../../shared/shift-words'
import { useList } from '../../shared/use-list'
import { Card } from '../../shared/ui/card'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { List, Row } from '../../shared/ui/row'
import { YesOrBack } from '../pledge/yes-or-back'

type Item = Output<typeof hours.listHoursToConfirm>['items'][number]

/** 补时 Minutes that were noted by hand and wait for a second person, the oldest first. */
export function HoursOf({ place }: { place: string }) {
  const list = useList(hours.listHoursToConfirm, { place })
  if (!list.value) return <Coming from={list} heights={[120, 120]} />
  return (
    <>
      {list.items.length === 0 && <Empty title="没有等核的补时" say="同事补记的时长，由另一位来核" />}
      <Pieces items={list.items} part={(each) => <OneHand key={each.id} each={each} refresh={list.reload} />} />
      <ListEnd {...list} />
    </>
  )
}

function OneHand({ each, refresh }: { each: Item; refresh: () => Promise<void> }) {
  const { id, name, title, day, minutes, reason, at } = each
  return (
    <Card name="submitted">
      <List label={name}>
        <Row title={name} note={dotted([title, longDate(day)])} side={minutesWords(minutes)} />
        <Row title={reason} note={`${dayAndTime(at)} 补记`} />
      </List>
      <YesOrBack
        label="不对的话，写一句为什么"
        rule={hours.refuseHours.input.entries.reason}
        yes="没错，记上"
        back="不记"
        onYes={() => call(hours.confirmHours, { hours: id })}
        onBack={(why) => call(hours.refuseHours, { hours: id, reason: why })}
        refresh={refresh}
      />
    </Card>
  )
}
