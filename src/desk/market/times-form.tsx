import { Picker } from '@tarojs/components'
import { List, Row } from '../../shared/ui/row'
import { minuteWords } from './words'

/** Minutes after midnight by their name. */
export type NightTimes = Record<'closesAt' | 'cancelBy' | 'startsAt' | 'occupyBy' | 'endsAt', number>

const names: [keyof NightTimes, string][] = [
  ['startsAt', '出摊'],
  ['occupyBy', '最晚到场'],
  ['endsAt', '收摊'],
  ['closesAt', '订摊截止'],
  ['cancelBy', '退摊截止'],
]

const stepMinutes = 15
/** Each quarter of an hour until six on the next morning. */
const choices = Array.from({ length: (30 * 60) / stepMinutes + 1 }, (_, index) => index * stepMinutes)
const words = choices.map(minuteWords)

interface Props {
  times: NightTimes
  onChange: (times: NightTimes) => void
}

/** When a night happens, a line for each time; a tap on one turns a wheel. */
export const TimesForm = ({ times, onChange }: Props) => (
  <List label="几点">
    {names.map(([name, label]) => (
      <Picker
        key={name}
        mode="selector"
        range={words}
        value={Math.round(times[name] / stepMinutes)}
        onChange={({ detail }) => onChange({ ...times, [name]: choices[Number(detail.value)] ?? times[name] })}
      >
        <Row title={label} side={minuteWords(times[name])} />
      </Picker>
    ))}
  </List>
)
