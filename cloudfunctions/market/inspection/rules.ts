import { nightState, type NightFacts } from '../night/rules'
import { aspects, type Aspect, type Mark, type Marks } from './contract'

/** Points taken off for one mark. */
const pointsOfMark: Record<Mark, number> = { fine: 0, mend: 1, bad: 3 }

/** How much more an aspect weighs: fire endangers others. */
const weights: Record<Aspect, number> = { hygiene: 1, fire: 2, noise: 1, footprint: 1 }

/** The points that one mark takes off. */
export const pointsOfAspect = (aspect: Aspect, mark: Mark): number => pointsOfMark[mark] * weights[aspect]

/** The points that marks take off. */
export const pointsOf = (marks: Marks): number =>
  aspects.reduce((sum, aspect) => sum + pointsOfAspect(aspect, marks[aspect]), 0)

/** How often a stall is seen in one night at most. */
export const mostSeen = 6

interface AtStall {
  vendor: string
  arrived?: object
}

/** Why this stall cannot be marked so now, or null. @param seen how often it was seen this night */
export function whyNotInspect(
  night: NightFacts,
  look: { booking: AtStall | undefined; seen: number; marks: Marks; words: string | undefined; openid: string },
  now: Date,
) {
  const { booking, seen, marks, words, openid } = look
  const running = now >= night.startsAt && now < night.endsAt && nightState(night, now) !== 'cancelled'
  if (!running) return 'NOT_RUNNING'
  if (!booking?.arrived) return 'NOBODY_HERE'
  if (booking.vendor === openid) return 'OWN_STALL'
  if (words === undefined && aspects.some((aspect) => marks[aspect] === 'bad')) return 'WORDS_OWED'
  return seen >= mostSeen ? 'SEEN_ENOUGH' : null
}

export const aspectWords: Record<Aspect, string> = { hygiene: '卫生', fire: '用火', noise: '噪音', footprint: '占道' }
export const markWords: Record<Mark, string> = { fine: '合格', mend: '要改', bad: '不合格' }

/** What was found wanting: `占道不合格、卫生要改`; the worst first. */
export function foundWords(seen: Marks): string {
  const found = (mark: Mark) =>
    aspects.filter((aspect) => seen[aspect] === mark).map((aspect) => `${aspectWords[aspect]}${markWords[mark]}`)
  const all = [...found('bad'), ...found('mend')]
  return all.length === 0 ? '样样都好' : all.join('、')
}
