import { ScrollView, View } from '@tarojs/components'
import type { FigureId, MonthFigures, Values } from '../../../cloudfunctions/market/figures/contract'
import { weekdayOf } from '../../../cloudfunctions/shared/shanghai'
import { role, tapRole } from '../../shared/aria'
import { Pieces } from '../../shared/ui/grouped'
import './month-table.scss'
import { weekdayWords, yuan } from './words'

const columns: { id: FigureId; head: string }[] = [
  { id: 'booked', head: '订出' },
  { id: 'came', head: '到场' },
  { id: 'noShows', head: '没来' },
  { id: 'paid', head: '收到' },
  { id: 'toPay', head: '未收' },
]

const isMoney = (id: FigureId): boolean => id === 'paid' || id === 'toPay'

const numberOf = (values: Values, id: FigureId): string => (isMoney(id) ? yuan(values[id]) : String(values[id]))

interface Props extends Pick<MonthFigures, 'nights' | 'totals'> {
  onNight: (night: string) => void
}

/** A row for each night, their sums first. Where words are large it goes further to the right. */
export const MonthTable = ({ nights, totals, onNight }: Props) => (
  <ScrollView className="month-scroll" scrollX enhanced showScrollbar={false}>
    <View className="month-table" {...role('table')} aria-label="每一晚">
      <View className="month-row month-head" {...role('row')}>
        <Cell of="columnheader" words="哪晚" />
        {columns.map(({ id, head }) => (
          <Cell key={id} id={id} of="columnheader" words={head} />
        ))}
      </View>
      <View className="month-row month-sums" {...role('row')}>
        <Cell of="rowheader" words="合计" />
        {columns.map(({ id }) => (
          <Cell key={id} id={id} of="cell" words={numberOf(totals, id)} />
        ))}
      </View>
      <Pieces
        items={nights}
        part={({ night, date, cancelled, values }) => (
          <View className="month-row" {...role('row')}>
            <View className="month-cell month-night" {...role('rowheader')}>
              <View
                className="month-open"
                hoverClass="pressed"
                {...tapRole()}
                onClick={() => onNight(night)}
              >{`${String(Number(date.slice(8)))}日 周${weekdayWords[weekdayOf(date)] ?? ''}`}</View>
            </View>
            {cancelled === undefined ? (
              columns.map(({ id }) => <Cell key={id} id={id} of="cell" words={numberOf(values, id)} />)
            ) : (
              <View className="month-off" {...role('cell')}>
                取消了
              </View>
            )}
          </View>
        )}
      />
    </View>
  </ScrollView>
)

const Cell = ({ of, id, words }: { of: 'columnheader' | 'rowheader' | 'cell'; id?: FigureId; words: string }) => (
  <View className={id && isMoney(id) ? 'month-cell month-money' : 'month-cell'} {...role(of)}>
    {words}
  </View>
)
