import { Picker } from '@tarojs/components'
import { memo, useState } from 'react'
import { addDays, dateOf, longDate, weekdayOf, type CalendarDate } from '../../../cloudfunctions/shared/shanghai'
import { activity as contract } from '../../../cloudfunctions/volunteer/activity/contract'
import { seriesOf, whyNotAdd } from '../../../cloudfunctions/volunteer/activity/rules'
import { phoneTime } from '../../shared/device'
import { Chips } from '../../shared/ui/chip'
import { List, Row } from '../../shared/ui/row'
import { minuteWords, weekdayWords } from '../market/words'

/** When shifts are: on one day, or on these weekdays until another. */
interface Times {
  day: CalendarDate
  weekly: boolean
  until: CalendarDate
  weekdays: number[]
  startsAt: number
  endsAt: number
}

const weeks = 4

/** What is asked of the cloud about it. */
const seriesFrom = ({ day, weekly, until, weekdays, startsAt, endsAt }: Times) => ({
  from: day,
  until: weekly ? until : day,
  weekdays: weekly ? weekdays : [weekdayOf(day)],
  startsAt,
  endsAt,
})

/** The times that somebody chooses; `whyNot` says what is wrong with them before they are sent. */
export function useSeries(already: readonly { starts: string; ends: string }[] = []) {
  const today = dateOf(new Date(phoneTime()))
  const [times, setTimes] = useState<Times>(() => {
    const day = addDays(today, 1)
    const until = addDays(day, 7 * (weeks - 1))
    return { day, weekly: false, until, weekdays: [weekdayOf(day)], startsAt: 9 * 60, endsAt: 11 * 60 }
  })
  const series = seriesFrom(times)
  const there = already.map(({ starts, ends }) => ({ startsAt: new Date(starts), endsAt: new Date(ends) }))
  const whyNot = (): string | undefined => {
    const why = whyNotAdd(there, seriesOf(series), new Date(phoneTime()))
    return why === null ? undefined : contract.addShifts.refusals[why]
  }
  return { today, times, setTimes, series, whyNot }
}

const step = 15
const choices = Array.from({ length: (30 * 60) / step + 1 }, (_, index) => index * step)
const starts = choices.filter((minutes) => minutes < 24 * 60)
/** What they are called: the same array each time, so that the wheel is not sent anew. */
const called = new Map<readonly number[], string[]>([starts, choices].map((each) => [each, each.map(minuteWords)]))
const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: `周${weekdayWords[day] ?? ''}` }))

type FormProps = Pick<ReturnType<typeof useSeries>, 'today' | 'times' | 'setTimes'>

/** When shifts are, a line for each thing; a tap on one turns a wheel. What else changes on its page leaves it alone. */
export const SeriesForm = memo(function SeriesForm({ today, times, setTimes }: FormProps) {
  const { day, weekly, until, startsAt, endsAt } = times
  const change = (some: Partial<Times>) => setTimes({ ...times, ...some })
  const begin = (next: CalendarDate) =>
    change({
      day: next,
      weekdays: weekly ? times.weekdays : [weekdayOf(next)],
      until: until < next ? addDays(next, 7 * (weeks - 1)) : until,
    })
  const toggle = (value: string) => {
    const one = Number(value)
    const rest = times.weekdays.filter((each) => each !== one)
    const next = rest.length < times.weekdays.length ? rest : [...rest, one]
    if (next.length > 0) change({ weekdays: next })
  }
  return (
    <>
      <List label="什么时候">
        <Picker mode="date" value={day} start={today} onChange={({ detail }) => begin(detail.value)}>
          <Row title={weekly ? '从哪天起' : '哪天'} side={longDate(day)} />
        </Picker>
        <Minutes
          title="几点开始"
          from={starts}
          value={startsAt}
          onChange={(next) => change({ startsAt: next, endsAt: Math.max(endsAt, next + step) })}
        />
        <Minutes title="几点结束" from={choices} value={endsAt} onChange={(next) => change({ endsAt: next })} />
        <Row title="每周都办" note="选星期几，办到哪天" on={weekly} onTap={() => change({ weekly: !weekly })} />
      </List>
      {weekly && (
        <>
          <Chips label="星期几" options={weekdays} chosen={times.weekdays.map(String)} onTap={toggle} />
          <List label="办到哪天">
            <Picker mode="date" value={until} start={day} onChange={({ detail }) => change({ until: detail.value })}>
              <Row title="办到" side={longDate(until)} />
            </Picker>
          </List>
        </>
      )}
    </>
  )
})

interface MinutesProps {
  title: string
  from: readonly number[]
  value: number
  onChange: (minutes: number) => void
}

const Minutes = ({ title, from, value, onChange }: MinutesProps) => (
  <Picker
    mode="selector"
    range={called.get(from) ?? []}
    value={Math.max(0, from.indexOf(value))}
    onChange={({ detail }) => onChange(from[Number(detail.value)] ?? value)}
  >
    <Row title={title} side={minuteWords(value)} />
  </Picker>
)
