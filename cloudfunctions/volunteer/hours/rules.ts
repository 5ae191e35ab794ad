/** 星级 How many hours each star takes (志愿服务星级, as the district counts them). */
export const starHours = [100, 300, 600, 1000, 1500] as const

/** How many stars so many minutes come to. */
export const starsOf = (minutes: number): number => starHours.filter((hours) => minutes >= hours * 60).length

/** What is missing to the next star; undefined with all five. */
export function nextStar(minutes: number): { stars: number; minutes: number } | undefined {
  const stars = starsOf(minutes)
  const hours = starHours[stars]
  return hours === undefined ? undefined : { stars: stars + 1, minutes: hours * 60 - minutes }
}

interface Span {
  startsAt: Date
  endsAt: Date
}

const minuteMs = 60_000

/** The milliseconds that two times share. */
const shared = (one: Span, other: Span): number =>
  Math.max(0, Math.min(+one.endsAt, +other.endsAt) - Math.max(+one.startsAt, +other.startsAt))

/**
 * The whole minutes of a shift that somebody served: from when they came to when they left, within the shift alone (the
 * way there and back is none), less the time that their own stall was open.
 */
export function minutesServed(shift: Span, there: Span, stalls: readonly Span[]): number {
  const within = {
    startsAt: new Date(Math.max(+shift.startsAt, +there.startsAt)),
    endsAt: new Date(Math.min(+shift.endsAt, +there.endsAt)),
  }
  const whole = shared(shift, there)
  const own = stalls.reduce((sum, stall) => sum + shared(stall, within), 0)
  return Math.max(0, Math.floor((whole - own) / minuteMs))
}

interface Line {
  minutes: number
  day: string
  title: string
}

/** A year's lines by month and by what was done; what was taken back is taken off again. */
export function statementOf(year: number, lines: readonly Line[]) {
  const months = Array.from({ length: 12 }, (_, index) => {
    const from = `${String(year)}-${String(index + 1).padStart(2, '0')}`
    return {
      month: index + 1,
      minutes: lines.filter(({ day }) => day.slice(0, 7) === from).reduce((sum, { minutes }) => sum + minutes, 0),
    }
  })
  const titles: Record<string, { times: number; minutes: number }> = {}
  for (const { title, minutes } of lines) {
    const { times, minutes: before } = titles[title] ?? { times: 0, minutes: 0 }
    titles[title] = { times: times + (minutes > 0 ? 1 : -1), minutes: before + minutes }
  }
  const activities = Object.keys(titles)
    .map((title) => ({ title, ...(titles[title] ?? { times: 0, minutes: 0 }) }))
    .filter(({ minutes }) => minutes !== 0)
    .sort((one, other) => other.minutes - one.minutes)
  return { year, minutes: months.reduce((sum, { minutes }) => sum + minutes, 0), months, activities }
}

/** Why somebody may not note these minutes by hand, or null. @param known what the person has of this shift already */
export function whyNotAdd(
  { shift, minutes, known }: { shift: Span; minutes: number; known: number },
  who: { isOwn: boolean },
  now: Date,
) {
  if (who.isOwn) return 'OWN_HOURS'
  if (now < shift.endsAt) return 'SHIFT_NOT_OVER'
  return whyNotSoMany({ minutes, known, lasted: minutesOfShift(shift) })
}

/** The minutes that a shift lasts. */
export const minutesOfShift = ({ startsAt, endsAt }: Span): number => (+endsAt - +startsAt) / minuteMs

/** Why minutes of a shift are too many, or null. @param hours.known what the person has of this shift already */
export const whyNotSoMany = ({ minutes, known, lasted }: { minutes: number; known: number; lasted: number }) =>
  known + minutes > lasted ? 'MORE_THAN_SHIFT' : null

/** Why somebody may not decide about minutes noted by hand, or null. */
export function whyNotDecide(
  hand: { person: string; state: 'waiting' | 'confirmed' | 'refused'; added: { by: string } },
  who: { openid: string; actor: string },
) {
  if (hand.person === who.openid) return 'OWN_HOURS'
  if (hand.added.by === who.actor) return 'SECOND_PERSON'
  return hand.state === 'waiting' ? null : 'ALREADY_DECIDED'
}

interface Sums {
  seq: number
  total: number
  byHand: number
}

/** The number of the line that follows another one, and the sums that it carries: of it and of all before. */
export function sumsAfter(
  last: Sums | undefined,
  { minutes, kind, ofHand }: { minutes: number; kind: string; ofHand?: true },
): Sums {
  const { seq, total, byHand } = last ?? { seq: 0, total: 0, byHand: 0 }
  return { seq: seq + 1, total: total + minutes, byHand: byHand + (kind === 'hand' || ofHand ? minutes : 0) }
}

/** How many of these minutes a shift has room for; none where zero or less. */
export const minutesLeft = ({ minutes, known, lasted }: { minutes: number; known: number; lasted: number }): number =>
  Math.min(minutes, lasted - known)
