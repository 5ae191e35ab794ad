import { clockTime, dateOf, longDate } from '../../shared/shanghai'

/** When a shift begins, as people read it: `11月29日 周日 08:30`. */
export const shiftTime = ({ startsAt }: { startsAt: Date }): string => {
  const date = dateOf(startsAt)
  return `${longDate(date)} ${clockTime(startsAt, date)}`
}
