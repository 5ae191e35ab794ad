import type { Card } from '../../cloudfunctions/pledge/board/contract'
import type { Bead, BeadState, EventKind, Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import type { PledgeState } from '../../cloudfunctions/pledge/promise/contract'
import { longDate, type CalendarDate } from '../../cloudfunctions/shared/shanghai'

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

export const eventWords: Record<EventKind, string> = {
  rainstorm: '暴雨',
  heat: '高温',
  freeze: '冰冻',
  blackout: '停电',
  festival: '过节',
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** How often, as people say it. */
export function rhythmWords(rhythm: Rhythm): string {
  switch (rhythm.kind) {
    case 'once':
      return `${longDate(rhythm.by)}前一次`
    case 'week':
      return `每周${weekdays[rhythm.weekday - 1] ?? ''}`
    case 'month':
      return `每月 ${String(rhythm.day)} 号`
    case 'quarter':
      return `每季度第 ${String(rhythm.month)} 个月 ${String(rhythm.day)} 号`
    case 'year':
      return `每年 ${String(rhythm.month)} 月 ${String(rhythm.day)} 号`
    case 'event':
      return rhythm.within === 0
        ? `每次${eventWords[rhythm.event]}当天`
        : `每次${eventWords[rhythm.event]} ${String(rhythm.within)} 天内`
  }
}

export const rhythmsWords = (all: readonly Rhythm[]): string => all.map(rhythmWords).join('，')

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
