import type { CalendarDate } from '../../shared/shanghai'
import { tokensOf, type Counts } from '../figures/rules'

/** What one promise came to in a year; `open` nobody met, whether or not its day is past. */
export interface YearOf extends Counts {
  open: number
}

const none: YearOf = { due: 0, onTime: 0, late: 0, excused: 0, open: 0 }
const meanings: Readonly<Record<string, keyof YearOf>> = { t: 'onTime', l: 'late', x: 'excused', o: 'open' }

/** Whether a day lies in somebody's time: `until` belongs to the next one. */
interface Time {
  from?: CalendarDate | undefined
  until?: CalendarDate | undefined
}

const dayOf = (token: string): string => `20${token.slice(0, 2)}-${token.slice(2, 4)}-${token.slice(4, 6)}`

/** What counts of a promise in a year, or in somebody's time of it, from the very signs that the figures were counted by. */
export function yearOf(counted: string, year: number, { from, until }: Time = {}): YearOf {
  const sum = { ...none }
  for (const token of tokensOf(counted)) {
    const day = dayOf(token)
    if (Number(day.slice(0, 4)) !== year) continue
    if ((from !== undefined && day < from) || (until !== undefined && day >= until)) continue
    sum.due += 1
    sum[meanings[token.charAt(6)] ?? 'open'] += 1
  }
  return sum
}

/** Several together. */
export const together = (all: readonly YearOf[]): YearOf =>
  all.reduce(
    (sum, each) => ({
      due: sum.due + each.due,
      onTime: sum.onTime + each.onTime,
      late: sum.late + each.late,
      excused: sum.excused + each.excused,
      open: sum.open + each.open,
    }),
    none,
  )

/** What each who had a promise came to in a year: whoever it was handed on from keeps what was due in their time. */
export function sharesOf(
  {
    member,
    by,
    counted = '',
    hands = [],
  }: {
    member: string
    by: string
    counted?: string
    hands?: readonly { member: string; by: string; until: CalendarDate }[]
  },
  year: number,
): Share[] {
  const holders = [...hands, { member, by, until: undefined }]
  return holders.map((holder, index) => ({
    ...{ member: holder.member, by: holder.by },
    ...yearOf(counted, year, { from: hands[index - 1]?.until, until: holder.until }),
  }))
}

/** What one person did of a promise in a year. */
export interface Share extends YearOf {
  /** openid, to tell two of one name apart; no column shows it. */
  member: string
  by: string
}
