import type { Sheet } from '../../shared/xlsx'
import type { HoursEntry } from '../documents'
import type { HoursKind } from './contract'
import type { statementOf } from './rules'

const kindWords: Record<HoursKind, string> = { scan: '扫码', hand: '补记', wish: '微心愿', reversal: '冲正' }

const hoursOf = (minutes: number): number => Math.round((minutes / 60) * 10) / 10

/** A year's hours: what they come to by month, and each line. */
export const sheetsOf = (
  { year, minutes, months }: ReturnType<typeof statementOf>,
  lines: readonly Pick<HoursEntry, 'minutes' | 'day' | 'title' | 'kind'>[],
): Sheet[] => [
  {
    name: `${String(year)}年`,
    columns: [
      { title: '月份', kind: 'text' },
      { title: '小时', kind: 'number' },
    ],
    rows: [
      ...months.map(({ month, minutes }) => [`${String(month)}月`, hoursOf(minutes)] as const),
      ['全年', hoursOf(minutes)] as const,
    ],
    sums: true,
  },
  {
    name: '明细',
    columns: [
      { title: '日期', kind: 'date' },
      { title: '活动', kind: 'text', width: 24 },
      { title: '小时', kind: 'number' },
      { title: '怎么记的', kind: 'text' },
    ],
    rows: lines.map(({ day, title, minutes, kind }) => [day, title, hoursOf(minutes), kindWords[kind]]),
  },
]
