import { canDrawBefore, firstDraw, type DrawRule, type DrawTimes, type StoredState } from '../draw/rules'
import type { CalendarDate } from '../../shared/shanghai'
import type { Collision, CollisionKind } from './contract'
import { collisions, type StoredStall } from './rules'

interface TakingNight {
  date: CalendarDate
  startsAt: Date
  cancelled?: string
  stalls: readonly StoredStall[]
  bookings: readonly { stall: string; name: string; until?: Date }[]
  draw?: KeptDraw
}
interface KeptDraw {
  source: string
  bonusMax?: number
  round: number
  times: DrawTimes
  listed?: number
  over?: true
}

/** What else stands in a night's stalls. */
export interface Around {
  /** The market's rule for draws. */
  rule?: DrawRule | undefined
  /** The latest round of this night. */
  round?: { number: number; state: StoredState; entries: readonly Entry[]; frozen?: { list: string } } | undefined
  seasons: readonly { stall: string; rights: readonly { from: CalendarDate; until: CalendarDate }[] }[]
}
interface Entry {
  choices: readonly string[]
  out?: true
}

/** A night as it would be under another layout, and what stands in the way of that. */
export interface Taken {
  stalls: StoredStall[]
  /** The draw that it would owe; absent: none. */
  draw?: KeptDraw
  hits: Collision[]
}

/** The stalls that are somebody's for the season on this date. */
const seasonStalls = ({ seasons }: Around, date: CalendarDate): Set<string> =>
  new Set(
    seasons
      .filter(({ rights }) => rights.some(({ from, until }) => from <= date && date <= until))
      .map(({ stall }) => stall),
  )

/**
 * A night under another layout. What is out of use this night alone stays so; a season's stall that its holder freed
 * stays to be picked; stalls are drawn for only where there is a draw to come.
 */
export function takenBy(night: TakingNight, layout: readonly StoredStall[], around: Around, now: Date): Taken {
  const before = new Map(night.stalls.map((stall) => [stall.code, stall]))
  const held = seasonStalls(around, night.date)
  const draw = drawUnder(night, layout, around, now)
  const draws = draw !== undefined && draw.over !== true
  const stalls = layout.map((stall): StoredStall => {
    const was = before.get(stall.code)
    const freed = stall.mode === 'fixed' && was?.mode === 'pick' && held.has(stall.code)
    const mode = freed || (stall.mode === 'draw' && !draws) ? 'pick' : stall.mode
    const closed = was?.tonight && was.outOfUse !== undefined ? { outOfUse: was.outOfUse, tonight: true as const } : {}
    return { ...stall, mode, ...closed }
  })
  const booked = collisions(night, stalls, now)
  const rest = [...seasonHits(night, stalls, held), ...drawHits(night, stalls, around)]
  const hits = [...booked, ...rest.filter(({ stall }) => !booked.some((each) => each.stall === stall))]
  return { stalls, ...(draw ? { draw } : {}), hits }
}

/** The draw of a night under another layout: the one that it has, or, while there is time, the one of the market's rule. */
function drawUnder(
  night: TakingNight,
  layout: readonly StoredStall[],
  { rule }: Around,
  now: Date,
): KeptDraw | undefined {
  const { draw, date, startsAt } = night
  const wanted = layout.some(({ mode }) => mode === 'draw')
  if (draw) return wanted || draw.over === true || draw.times.opensAt <= now ? draw : undefined
  if (!rule || !wanted) return undefined
  const first = firstDraw(rule, date, startsAt)
  return first.times.closesAt > now && canDrawBefore(first.times, startsAt) ? first : undefined
}

/** Fixed stalls of a season that would be fixed no more, whether or not its holder has the booking already. */
const seasonHits = (night: TakingNight, after: readonly StoredStall[], held: ReadonlySet<string>): Collision[] =>
  night.stalls
    .filter(({ code, mode }) => mode === 'fixed' && held.has(code))
    .filter(
      ({ code, kind }) => !after.some((each) => each.code === code && each.mode === 'fixed' && each.kind === kind),
    )
    .map(({ code }) => ({ stall: code, why: 'season' }))

/** The stalls of a draw to come that somebody counts on: those on its list, or those that people wish for before. */
function countedOn({ draw, stalls }: TakingNight, { round }: Around): { codes: string[]; why: CollisionKind } | null {
  if (!draw || draw.over === true) return null
  const list = round?.number === draw.round ? round.frozen?.list : undefined
  // The list is being made, or stands since this was read: whatever can be drawn for may be on it.
  const drawable = stalls.filter(({ mode }) => mode === 'draw').map(({ code }) => code)
  if (draw.listed === draw.round) return { codes: list === undefined ? drawable : codesIn(list), why: 'listed' }
  if (round?.number !== draw.round || round.state === 'void') return null
  if (round.state !== 'open') return { codes: codesIn(list ?? ''), why: 'listed' }
  return { codes: round.entries.filter(({ out }) => !out).flatMap(({ choices }) => choices), why: 'wished' }
}

const codesIn = (list: string): string[] => [...list.matchAll(/^stall (\S+)/gm)].map(([, code = '']) => code)

/** Stalls that people take part in the draw for, and that would be drawn for no more. */
function drawHits(night: TakingNight, after: readonly StoredStall[], around: Around): Collision[] {
  const counted = countedOn(night, around)
  if (!counted) return []
  const usable = ({ code, kind, outOfUse }: StoredStall): boolean => {
    const next = after.find((each) => each.code === code)
    return next?.mode === 'draw' && next.kind === kind && (next.outOfUse === undefined || outOfUse !== undefined)
  }
  return night.stalls
    .filter((stall) => counted.codes.includes(stall.code) && !usable(stall))
    .map(({ code }) => ({ stall: code, why: counted.why }))
}

/** Why a night may not take another layout now, or null. */
export function whyNotTake(
  night: Pick<TakingNight, 'startsAt' | 'cancelled'>,
  hits: readonly Collision[],
  now: Date,
): 'NIGHT_BEGUN' | 'LAYOUT_COLLIDES' | null {
  if (night.cancelled !== undefined || now >= night.startsAt) return 'NIGHT_BEGUN'
  return hits.length > 0 ? 'LAYOUT_COLLIDES' : null
}

const ofNobody = { season: '固定摊', listed: '摇号名单', wished: '摇号报名' } as const
const named = 5

/** What stands in the way, stall by stall. */
export function collideWords(hits: readonly Collision[]): string {
  const words = hits
    .slice(0, named)
    .map(({ stall, name, why }) => `${stall}（${name ?? (why in ofNobody ? ofNobody[why as 'season'] : '')}）`)
  const more = hits.length > named ? `等 ${String(hits.length)} 个摊位` : ''
  return `${words.join('、')}${more}挡着，先办好这些，再换布局`
}
