import type { Code } from '../../shared/contract'
import { dateOf, instantOf, longDate, type CalendarDate } from '../../shared/shanghai'
import type { StallKind } from '../night/contract'
import type { Pause } from '../record/rules'
import type { draw, RoundState } from './contract'

/** What is stored of where a round stands. */
export type StoredState = 'open' | 'frozen' | 'drawn' | 'void'
export type RoundEvent = 'freeze' | 'reveal' | 'void'

/** What may follow on what: nothing else may. */
export const moves: Readonly<Record<StoredState, Partial<Record<RoundEvent, StoredState>>>> = {
  open: { freeze: 'frozen', void: 'void' },
  frozen: { reveal: 'drawn', void: 'void' },
  drawn: { void: 'void' },
  void: {},
}

/** Whether this may happen to a round in this state. */
export const may = (state: StoredState, event: RoundEvent): boolean => moves[state][event] !== undefined

/** When a market draws, in minutes after midnight that begins the night's date; before it they are negative. */
export interface DrawRule {
  opensAt: number
  closesAt: number
  /** When the public number will be known; not before `closesAt`. */
  numberAt: number
  revealBy: number
  /** Which public number, as 福彩3D 开奖号码. */
  source: string
  /** How much service may add to a chance, in hundredths; absent: 50. */
  bonusMax?: number
}

export interface DrawTimes {
  opensAt: Date
  closesAt: Date
  numberAt: Date
  revealBy: Date
}

/** The instants of a night's first round. */
export const drawTimes = (rule: DrawRule, date: CalendarDate): DrawTimes => ({
  opensAt: instantOf(date, rule.opensAt),
  closesAt: instantOf(date, rule.closesAt),
  numberAt: instantOf(date, rule.numberAt),
  revealBy: instantOf(date, rule.revealBy),
})

/** What a night owes to its market's rule: its first round, over when the night begins. */
export function firstDraw(rule: DrawRule, date: CalendarDate, startsAt: Date) {
  const { source, bonusMax } = rule
  const times = drawTimes(rule, date)
  const revealBy = times.revealBy < startsAt ? times.revealBy : startsAt
  return { source, ...(bonusMax === undefined ? {} : { bonusMax }), round: 1, times: { ...times, revealBy } }
}

/** How long the window of a round that is drawn again stands open, in milliseconds. */
const againMs = 60 * 60_000
const dayMs = 24 * 60 * 60_000

/** The instants of a round after one that is void: its number is the next that its source gives, day by day; null when the night begins before. */
export function timesAgain(before: DrawTimes, startsAt: Date, now: Date): DrawTimes | null {
  const closesAt = new Date(+now + againMs)
  const days = Math.max(1, Math.ceil((+closesAt - +before.numberAt) / dayMs))
  const numberAt = new Date(+before.numberAt + days * dayMs)
  const revealBy = new Date(Math.min(+numberAt + (+before.revealBy - +before.numberAt), +startsAt))
  return numberAt < revealBy ? { opensAt: now, closesAt, numberAt, revealBy } : null
}

/** What it takes at least to enter the number once it is known, in milliseconds. */
const revealMs = 30 * 60_000

/** Whether a round with these instants can be drawn before a night that begins then. */
export const canDrawBefore = ({ numberAt }: DrawTimes, startsAt: Date): boolean => +startsAt - +numberAt >= revealMs

/** Which public number a round takes, with its day: `福彩3D 开奖号码（2026年11月25日 周三）`. */
export const sourceWords = (source: string, { numberAt }: DrawTimes): string => {
  const date = dateOf(numberAt)
  return `${source}（${date.slice(0, 4)}年${longDate(date)}）`
}

/** The night that a round belongs to. */
export const nightOfRound = (round: string): string => round.slice(0, round.lastIndexOf('-'))

interface RoundFacts {
  state: StoredState
  times: DrawTimes
}

/** Where a round stands now. */
export function roundState({ state, times }: RoundFacts, now: Date): RoundState {
  if (state === 'open') return now < times.opensAt ? 'coming' : now < times.closesAt ? 'open' : 'freezing'
  if (state === 'frozen') return now < times.revealBy ? 'frozen' : 'late'
  return state
}

/** What hours of service add to the 100 hundredths of a chance that everybody has: 2 each, 50 or `most` at most. */
export const weightOf = (hours: number, most = 50): number =>
  100 + Math.min(50, most, 2 * Math.floor(Math.max(0, hours)))

export type WhyNotEnter = Code<typeof draw.enterDraw>

/** What somebody who wants to take part is to this night. */
export interface EntrantFacts {
  approved: boolean
  /** What keeps them from this night for having missed others. */
  paused?: Pause
  /** Whether they have a stall this night already. */
  hasStall: boolean
  /** The shift that they serve in while this night lasts. */
  servesIn?: string
}

const whyNotInState: Partial<Record<RoundState, WhyNotEnter>> = {
  coming: 'DRAW_NOT_OPEN',
  freezing: 'DRAW_CLOSED',
  frozen: 'DRAW_CLOSED',
  late: 'DRAW_CLOSED',
  drawn: 'DRAW_CLOSED',
  void: 'DRAW_CLOSED',
}

/** Why this vendor cannot take part now, whatever they choose; null when they can. */
export function whyNotEnterAny(
  round: RoundFacts,
  night: { cancelled?: string },
  who: EntrantFacts,
  now: Date,
): WhyNotEnter | null {
  if (night.cancelled !== undefined) return 'NIGHT_CANCELLED'
  const why = whyNotInState[roundState(round, now)]
  if (why) return why
  if (!who.approved) return 'VENDOR_NOT_APPROVED'
  if (who.paused) return 'VENDOR_PAUSED'
  if (who.servesIn !== undefined) return 'SHIFT_CLASH'
  return who.hasStall ? 'ONE_STALL_EACH' : null
}

/**
 * Why these wishes cannot be, or null; the page offers only what can.
 * @param usable the kinds of theirs that their papers hold for that night
 */
export function whyNotChoices(
  choices: readonly string[],
  stalls: readonly { code: string; kind: StallKind }[],
  kinds: readonly StallKind[],
  usable: readonly StallKind[] = kinds,
): WhyNotEnter | null {
  for (const code of choices) {
    const stall = stalls.find((each) => each.code === code)
    if (!stall) return 'NO_SUCH_STALL'
    if (!kinds.includes(stall.kind)) return 'KIND_MISMATCH'
    if (!usable.includes(stall.kind)) return 'PAPERS_EXPIRED'
  }
  return null
}

/** Why the public number cannot be entered now, or null. */
export function whyNotReveal(
  round: RoundFacts,
  night: { cancelled?: string },
  now: Date,
): Code<typeof draw.revealDraw> | null {
  if (round.state === 'void') return 'DRAW_VOID'
  if (round.state === 'drawn') return 'ALREADY_DRAWN'
  if (night.cancelled !== undefined) return 'NIGHT_CANCELLED'
  if (!may(round.state, 'reveal')) return 'LIST_NOT_FROZEN'
  if (now < round.times.numberAt) return 'NUMBER_TOO_EARLY'
  return now < round.times.revealBy ? null : 'REVEAL_TOO_LATE'
}

/** Why a round cannot be made void now, or null. */
export function whyNotVoid(
  round: RoundFacts,
  night: { startsAt: Date; cancelled?: string },
  now: Date,
): Code<typeof draw.voidDraw> | null {
  if (!may(round.state, 'void')) return 'ALREADY_VOID'
  if (night.cancelled !== undefined) return 'NIGHT_CANCELLED'
  return now < night.startsAt ? null : 'NIGHT_BEGUN'
}

/** Why a vendor's entry cannot be taken back now, or null. */
export function whyNotWithdraw(round: RoundFacts, entered: boolean, now: Date): Code<typeof draw.withdrawDraw> | null {
  if (roundState(round, now) !== 'open') return 'DRAW_CLOSED'
  return entered ? null : 'NOT_ENTERED'
}
