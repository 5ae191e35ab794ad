import type { Category } from '../../cloudfunctions/volunteer/shift/contract'
import { clockTime, dateOf, longDate } from '../../cloudfunctions/shared/shanghai'
import { fromTo } from './phrases'

export const categoryWords: Record<Category, string> = {
  clean: '打扫',
  care: '关爱',
  civility: '文明',
  safety: '平安',
  health: '健康',
  handy: '便民',
  study: '助学',
  culture: '文体',
  market: '夜市',
}

/** `11月28日 周六 09:00 – 11:00` */
export function whenOf({ starts, ends }: { starts: string; ends: string }): string {
  const date = dateOf(new Date(starts))
  return `${longDate(date)} ${fromTo(clockTime(starts, date), clockTime(ends, date))}`
}

/** Minutes as hours: `2 小时`, `1.5 小时`, `45 分钟`. */
export const minutesWords = (minutes: number): string =>
  Math.abs(minutes) < 60 ? `${String(minutes)} 分钟` : `${String(Math.round(minutes / 6) / 10)} 小时`
