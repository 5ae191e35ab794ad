import { placesAbove, type Place } from '../../shared/region'
import type { PointKind } from './contract'

/**
 * 15分钟生活圈 How far one gets on foot: the walking distances of GB 50180-2018 (城市居住区规划设计标准), table 3.0.4,
 * measured as the crow flies.
 */
export const walks = [
  { minutes: 5, metres: 300 },
  { minutes: 10, metres: 500 },
  { minutes: 15, metres: 1000 },
] as const

/** As far as a walk of 15 minutes leads, in metres. */
export const walkMetres = 1000

/** Within how many minutes on foot something is; undefined: it is farther than a walk. */
export const walkOf = (metres: number): number | undefined => walks.find((walk) => metres <= walk.metres)?.minutes

const everywhere = '*'

/** The list of the points at a place and below, or everywhere; of one kind where told. */
export const pointList = (place: Place = everywhere, kind?: PointKind): string => (kind ? `${kind}@${place}` : place)

/** Every list that an open point stands in. */
export const pointLists = (place: Place, kind: PointKind): string[] =>
  [place, ...placesAbove(place), everywhere].flatMap((each) => [pointList(each), pointList(each, kind)])

interface Degrees {
  latitude: number
  longitude: number
}

const mean = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0) / all.length

/** The middle of what a list shows; undefined: it shows nothing. */
export const middleOf = (all: readonly Degrees[]): Degrees | undefined =>
  all.length === 0
    ? undefined
    : { latitude: mean(all.map((each) => each.latitude)), longitude: mean(all.map((each) => each.longitude)) }

const metresPerDegree = 111_320

/** How far east and north of a middle something is, in metres; right to a metre within a walk. */
export const offset = (from: Degrees, to: Degrees): { east: number; north: number } => ({
  east: (to.longitude - from.longitude) * metresPerDegree * Math.cos((from.latitude * Math.PI) / 180),
  north: (to.latitude - from.latitude) * metresPerDegree,
})
