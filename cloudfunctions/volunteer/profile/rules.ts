import type { Code } from '../../shared/contract'
import { placesAbove, regionKind, type Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { PaperKind, Skill } from '../shift/contract'
import type { profile } from './contract'

/** What happens to a registration. */
export type VolunteerEvent = 'enrolled' | 'resigned' | 'skills' | 'contact' | 'paper' | 'approved' | 'refused'

/** A place of the tree, as far as it decides who may be of it. */
interface PlaceFacts {
  place: Place
  retired?: unknown
}

/** Why nobody can be a volunteer of this place, or null. */
export function whyNotEnroll({ place, retired }: PlaceFacts): Code<typeof profile.enroll> | null {
  if (retired !== undefined) return 'PLACE_RETIRED'
  const kind = regionKind(place)
  return kind === 'district' || kind === 'street' ? 'PLACE_TOO_WIDE' : null
}

/** Who can do something at a place or below; `any` is whoever is a volunteer. */
export const canAt = (skill: Skill | 'any', place: Place): string => `${skill}@${place}`

/** Every list of `canAt` that somebody of this place with these skills stands in. */
export const canOf = (place: Place, skills: readonly Skill[]): string[] =>
  [place, ...placesAbove(place)].flatMap((at) => (['any', ...skills] as const).map((skill) => canAt(skill, at)))

interface OfKind {
  kind: PaperKind
}

/** Papers with one more, in the place of any other of its kind. */
export const withPaper = <P extends OfKind>(papers: readonly P[], paper: P): P[] => [
  ...papers.filter(({ kind }) => kind !== paper.kind),
  paper,
]

/** Who is to look at papers, and since when: nobody while none waits. */
export function waitsOf(
  place: Place,
  offered: readonly { at: Date; refused?: string }[],
): { waitsAt: Place[]; waitsSince: Date } | null {
  const waiting = offered.filter(({ refused }) => refused === undefined)
  if (waiting.length === 0) return null
  return { waitsAt: [place, ...placesAbove(place)], waitsSince: new Date(Math.min(...waiting.map(({ at }) => +at))) }
}

/** Why a paper cannot be approved now, or null. @param photo what WeChat said of its photo */
export function whyNotApprove(
  { until }: { until: CalendarDate },
  photo: 'checking' | 'fine' | 'refused' | undefined,
  today: CalendarDate,
): 'PAPER_EXPIRED' | 'PHOTO_NOT_CHECKED' | null {
  if (until < today) return 'PAPER_EXPIRED'
  return photo === 'fine' ? null : 'PHOTO_NOT_CHECKED'
}
