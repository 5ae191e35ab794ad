import type { Code } from '../../shared/contract'
import type { DrawRule } from '../draw/rules'
import { bonusMost, type drawRule, type Rule } from './contract'

const day = 24 * 60
const shortest = { window: 60, freeze: 15, reveal: 30 }

/** A rule as it is stored: minutes after midnight that begins the night's date, before it negative. */
export const storedRule = (rule: Rule): DrawRule => ({
  opensAt: rule.opensAt - rule.opensDaysBefore * day,
  closesAt: rule.closesAt - rule.closesDaysBefore * day,
  numberAt: rule.numberAt - rule.numberDaysBefore * day,
  revealBy: rule.revealAt - rule.revealDaysBefore * day,
  source: rule.source,
  bonusMax: rule.bonusMax,
})

const days = (minutes: number): number => Math.max(0, -Math.floor(minutes / day))
const clock = (minutes: number): number => minutes + days(minutes) * day

/** The same as its operator edits it. */
export const editedRule = ({
  opensAt,
  closesAt,
  numberAt,
  revealBy,
  source,
  bonusMax = bonusMost,
}: DrawRule): Rule => ({
  opensDaysBefore: days(opensAt),
  opensAt: clock(opensAt),
  closesDaysBefore: days(closesAt),
  closesAt: clock(closesAt),
  numberDaysBefore: days(numberAt),
  numberAt: clock(numberAt),
  revealDaysBefore: days(revealBy),
  revealAt: clock(revealBy),
  source,
  bonusMax,
})

/** When nights of these hours begin at the earliest, in minutes after midnight. */
export const earliestStart = (hours: readonly { startsAt: number }[]): number | undefined =>
  hours.length === 0 ? undefined : Math.min(...hours.map(({ startsAt }) => startsAt))

/** Why a market cannot draw by this rule, or null. The list stands before anybody knows the number: the timer makes it. */
export function whyNotDrawRule(
  rule: Rule,
  startsAt: number | undefined,
): Exclude<Code<typeof drawRule.saveDrawRule>, 'NO_SUCH_MARKET' | 'DRAW_MOVED_ON'> | null {
  const { opensAt, closesAt, numberAt, revealBy } = storedRule(rule)
  if (closesAt - opensAt < shortest.window) return 'WINDOW_TOO_SHORT'
  if (numberAt - closesAt < shortest.freeze) return 'FREEZE_TOO_LATE'
  if (revealBy - numberAt < shortest.reveal) return 'REVEAL_TOO_SOON'
  return startsAt !== undefined && revealBy > startsAt ? 'REVEAL_AFTER_START' : null
}
