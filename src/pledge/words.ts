import type { Card } from '../../cloudfunctions/pledge/board/contract'
import type { Bead, BeadState } from '../../cloudfunctions/pledge/rhythm/contract'
import type { PledgeState } from '../../cloudfunctions/pledge/promise/contract'
import { longDate, type CalendarDate } from '../../cloudfunctions/shared/shanghai'

/** The pages of 说到做到 that anybody reads. */
export const promiseTabs = [
  { value: 'board', label: '公示' },
  { value: 'items', label: '清单' },
  { value: 'rounds', label: '评诺' },
  { value: 'figures', label: '数字' },
] as const

export const stateWords: Record<PledgeState, string> = {
  draft: '草稿',
  submitted: '等支部看',
  returned: '退回改一改',
  approved: '定诺了',
  public: '公开了，还没开始',
  active: '正在做',
  done: '做到了',
  unfulfilled: '没做到',
  excused: '不用做了',
  reviewed: '评过了',
  closed: '结束了',
}

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
  if (state !== 'active') return stateWords[state]
  if (beads.some(isLate)) return '晚了'
  if (nextDue === undefined) return stateWords.active
  return nextDue === today ? '今天' : `下次 ${longDate(nextDue)}`
}
