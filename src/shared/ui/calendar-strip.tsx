import { ScrollView, View } from '@tarojs/components'
import { longDate, weekdayOf, type CalendarDate } from '../../../cloudfunctions/shared/shanghai'
import { role, tapRole } from '../aria'
import './calendar-strip.scss'

interface Day {
  date: CalendarDate
  /** Absent: nothing is on. */
  state?: 'some' | 'full' | 'closed'
}
interface Props {
  label: string
  days: readonly Day[]
  today: CalendarDate
  chosen: CalendarDate
  onChoose: (date: CalendarDate) => void
}

const weekdays = ['', '一', '二', '三', '四', '五', '六', '日']
const stateWords = { some: '有', full: '满', closed: '停' }

/** Days in a row to choose one from; a word below each says what is on. */
export const CalendarStrip = ({ label, days, today, chosen, onChoose }: Props) => (
  <ScrollView className="days-scroll" scrollX enhanced showScrollbar={false}>
    <View className="days" {...role('radiogroup')} aria-label={label}>
      {days.map(({ date, state }) => {
        const [, month = '', day = ''] = date.split('-').map(Number)
        const weekday = date === today ? '今天' : `周${weekdays[weekdayOf(date)] ?? ''}`
        const word = state ? stateWords[state] : ''
        return (
          <View
            key={date}
            className={`day day-${state ?? 'none'}${date === chosen ? ' day-chosen' : ''}`}
            {...tapRole('radio', date === chosen)}
            aria-label={`${longDate(date)} ${word}`}
            onClick={() => onChoose(date)}
          >
            <View className="day-week">{weekday}</View>
            <View className="day-date">{day === 1 ? `${String(month)}月` : day}</View>
            <View className="day-word">{word}</View>
          </View>
        )
      })}
    </View>
  </ScrollView>
)
