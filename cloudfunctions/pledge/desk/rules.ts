import { tokensOf, type Counts } from '../figures/rules'

/** What one promise came to in a year; `open` nobody met, whether or not its day is past. */
export interface YearOf extends Counts {
  open: number
}

const none: YearOf = { due: 0, onTime: 0, late: 0, excused: 0, open: 0 }
const meanings: Readonly<Record<string, keyof YearOf>> = { t: 'onTime', l: 'late', x: 'excused', o: 'open' }

/** What counts of a promise in a year, from the very signs that the figures were counted by. */
export function yearOf(counted: string, year: number): YearOf {
  const sum = { ...none }
  for (const token of tokensOf(counted)) {
    if (2000 + Number(token.slice(0, 2)) !== year) continue
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
