import type { Card } from '../../cloudfunctions/pledge/board/contract'
import type { Bead, BeadState } from '../../cloudfunctions/pledge/rhythm/contract'
import type { ListKind, PledgeState, Review } from '../../cloudfunctions/pledge/promise/contract'
import { pledgeStateWords } from '../shared/pledge-words'
import { longDate, type CalendarDate } from '../../cloudfunctions/shared/shanghai'

/** The pages of 说到做到 that anybody reads. */
export const promiseTabs = [
  { value: 'board', label: '公示' },
  { value: 'items', label: '清单' },
  { value: 'rounds', label: '评诺' },
  { value: 'figures', label: '数字' },
] as const

export const listWords: Record<ListKind, string> = {
  problem: '问题清单',
  need: '需求清单',
  task: '任务清单',
  own: '自己想的',
}

const reviewWords: Record<Review, string> = { reviewed: '评过了', closed: '评过了，结束了' }

/** Where a promise stands, and whether what it came to was judged. */
export const standsIn = ({ state, review }: { state: PledgeState; review?: Review | undefined }): string =>
  review === undefined ? pledgeStateWords[state] : `${pledgeStateWords[state]}，${reviewWords[review]}`

/** Whether its member still writes it. */
export const isToWrite = (state: PledgeState): boolean => state === 'draft' || state === 'returned'

export const beadWords: Record<BeadState, string> = {
  ahead: '还没到',
  due: '该做了',
  late: '晚了',
  veryLate: '晚了很久',
  kept: '做到了',
  keptLate: '补上了',
  excused: '免了',
  paused: '暂停',
}

const signs: Record<BeadState, string> = {
  ahead: '○',
  due: '◎',
  late: '△',
  veryLate: '△',
  kept: '●',
  keptLate: '◐',
  excused: '－',
  paused: '－',
}

/** 珠 The times of a promise as signs in a line. */
export const beadSigns = (beads: readonly Bead[]): string => beads.map(({ state }) => signs[state]).join('')

const isLate = ({ state }: Bead): boolean => state === 'late' || state === 'veryLate'

/** What is next of a promise, or what it came to. */
export function standsAt({ state, nextDue, beads }: Pick<Card, 'state' | 'nextDue' | 'beads'>, today: CalendarDate) {
  if (state !== 'active') return pledgeStateWords[state]
  if (beads.some(isLate)) return '晚了'
  if (nextDue === undefined) return pledgeStateWords.active
  return nextDue === today ? '今天' : `下次 ${longDate(nextDue)}`
}
