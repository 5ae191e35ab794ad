import type { EventKind, Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'

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
