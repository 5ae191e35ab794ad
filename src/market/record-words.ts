import type { AbsenceView, record } from '../../cloudfunctions/market/record/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'

export type MyRecord = Output<typeof record.myRecord>

/** What the absences that count lead to, and what comes next, in one sentence each. */
export function standingWords({ count, step, pausedTo }: MyRecord): { say: string; look: 'done' | 'tell' | 'warn' } {
  if (count === 0) return { say: '近 90 天每次都到了，记录是干净的', look: 'done' }
  const times = `近 90 天有 ${String(count)} 次没到`
  if (pausedTo !== undefined) return { say: `${times}，先歇一歇：${longDate(pausedTo)} 起又能订摊`, look: 'warn' }
  if (step === 'warning') return { say: `${times}，还能照常订。再有一次，停订一周`, look: 'tell' }
  return { say: `${times}，现在能订。再有一次，停订一个月`, look: 'tell' }
}

const stateWords: Record<Exclude<AbsenceView['state'], 'counts'>, string> = {
  came: '后来到了，不算',
  excused: '申诉通过，不算',
  cancelled: '那晚没有出摊，不算',
}

/** Where one absence stands: its appeal comes before all else. */
export function absenceWords({ state, appeal, appealBy }: AbsenceView): string {
  if (state === 'excused' && appeal?.reason !== undefined) return `${stateWords.excused}：${appeal.reason}`
  if (state !== 'counts') return stateWords[state]
  if (appeal?.state === 'open') return '申诉交上去了，有结果就通知您'
  if (appeal?.state === 'upheld') return `申诉没通过：${appeal.reason ?? ''}`
  return appealBy === undefined ? '算一次。申诉的时间过了' : `算一次。有原因的话，${dayAndTime(appealBy)} 前可以申诉`
}
