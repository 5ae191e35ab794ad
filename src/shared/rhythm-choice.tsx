import { Picker } from '@tarojs/components'
import { eventKinds, type Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import { addDays, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { Choice } from './ui/chip'
import { List, Row } from './ui/row'
import { eventWords, rhythmWords } from './rhythm-words'

interface Props {
  rhythm: Rhythm
  today: CalendarDate
  onChange: (rhythm: Rhythm) => void
}

const kinds: readonly { value: Rhythm['kind']; label: string }[] = [
  { value: 'once', label: '做一次' },
  { value: 'week', label: '每周' },
  { value: 'month', label: '每月' },
  { value: 'quarter', label: '每季度' },
  { value: 'year', label: '每年' },
  { value: 'event', label: '遇到事' },
]

/** What each kind begins as, to be set below. */
const begins = (kind: Rhythm['kind'], today: CalendarDate): Rhythm =>
  ({
    once: { kind: 'once', by: addDays(today, 30) },
    week: { kind: 'week', weekday: 6 },
    month: { kind: 'month', day: 15 },
    quarter: { kind: 'quarter', month: 1, day: 15 },
    year: { kind: 'year', month: 9, day: 1 },
    event: { kind: 'event', event: 'rainstorm', within: 1 },
  })[kind] as Rhythm

const count = (most: number, words: (each: number) => string): string[] =>
  Array.from({ length: most }, (_, index) => words(index + 1))

const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const days = count(31, (day) => `${String(day)} 号`)
const months = count(12, (month) => `${String(month)} 月`)
const monthsOfQuarter = count(3, (month) => `第 ${String(month)} 个月`)
const events = eventKinds.map((event) => eventWords[event])
const within = ['当天', ...count(7, (day) => `${String(day)} 天内`)]

/** 多久一次 The kind of rhythm, and its day. */
export const RhythmChoice = ({ rhythm, today, onChange }: Props) => (
  <>
    <Choice label="多久一次" options={kinds} value={rhythm.kind} onChange={(kind) => onChange(begins(kind, today))} />
    <List label="哪一天">
      <When rhythm={rhythm} today={today} onChange={onChange} />
    </List>
  </>
)

function When({ rhythm, today, onChange }: Props) {
  const shown = <Row title="哪一天" side={rhythmWords(rhythm)} />
  switch (rhythm.kind) {
    case 'once':
      return (
        <Picker
          mode="date"
          value={rhythm.by}
          start={today}
          onChange={({ detail }) => onChange({ ...rhythm, by: detail.value })}
        >
          {shown}
        </Picker>
      )
    case 'week':
      return (
        <One range={weekdays} at={rhythm.weekday - 1} onChange={(at) => onChange({ ...rhythm, weekday: at + 1 })}>
          {shown}
        </One>
      )
    case 'month':
      return (
        <One range={days} at={rhythm.day - 1} onChange={(at) => onChange({ ...rhythm, day: at + 1 })}>
          {shown}
        </One>
      )
    case 'quarter':
      return (
        <Two
          range={[monthsOfQuarter, days]}
          at={[rhythm.month - 1, rhythm.day - 1]}
          onChange={(month, day) => onChange({ ...rhythm, month: month + 1, day: day + 1 })}
        >
          {shown}
        </Two>
      )
    case 'year':
      return (
        <Two
          range={[months, days]}
          at={[rhythm.month - 1, rhythm.day - 1]}
          onChange={(month, day) => onChange({ ...rhythm, month: month + 1, day: day + 1 })}
        >
          {shown}
        </Two>
      )
    case 'event':
      return (
        <Two
          range={[events, within]}
          at={[eventKinds.indexOf(rhythm.event), rhythm.within]}
          onChange={(event, most) => onChange({ ...rhythm, event: eventKinds[event] ?? rhythm.event, within: most })}
        >
          {shown}
        </Two>
      )
  }
}

interface OneProps {
  range: string[]
  at: number
  onChange: (at: number) => void
  children: JSX.Element
}
const One = ({ range, at, onChange, children }: OneProps) => (
  <Picker mode="selector" range={range} value={at} onChange={({ detail }) => onChange(Number(detail.value))}>
    {children}
  </Picker>
)

interface TwoProps {
  range: [string[], string[]]
  at: [number, number]
  onChange: (first: number, second: number) => void
  children: JSX.Element
}
const Two = ({ range, at, onChange, children }: TwoProps) => (
  <Picker
    mode="multiSelector"
    range={range}
    value={at}
    onChange={({ detail: { value } }) => onChange(value[0] ?? 0, value[1] ?? 0)}
  >
    {children}
  </Picker>
)
