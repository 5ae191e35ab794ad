import type { AbsenceView, record } from '../../cloudfunctions/market/record/contract'
import { daysAfter, ladderWords, pauseWords } from '../../cloudfunctions/market/record/rules'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'

export type MyRecord = Output<typeof record.myRecord>

/** What the absences that count lead to, and what comes next, in one sentence each. */
export function standingWords({ count, paused, markets }: MyRecord): Said {
  if (count === 0) return { say: '近 90 天每次都到了，记录是干净的', look: 'done' }
  const times = `近 90 天有 ${String(count)} 次没到`
  if (paused)
    return {
      say: `${times}，停订 ${String(paused.days)} 天，先歇一歇：${longDate(paused.to)} 起又能订摊`,
      look: 'warn',
    }
  const [days, ...others] = [...new Set(markets.map(({ ladder }) => daysAfter(ladder, count + 1)))]
  // Where markets differ, their rules stand below.
  const next = days === undefined || others.length > 0 ? '' : `。再有一次，${pauseWords(days)}`
  return { say: `${times}，还能照常订${next}`, look: 'tell' }
}

/** 没到场的规则 What follows from absences; market by market only where they differ. */
export function ladderRows(markets: MyRecord['markets']): { title: string; note: string }[] {
  const rows = markets.map(({ name, ladder }) => ({ title: name, note: ladderWords(ladder) }))
  const [first] = rows
  if (first && rows.every(({ note }) => note === first.note)) return [{ ...first, title: '近 90 天没到场' }]
  return rows
}

interface Said {
  say: string
  look: 'done' | 'tell' | 'warn'
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
