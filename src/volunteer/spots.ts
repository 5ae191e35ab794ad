import type { PointItem, PointKind } from '../../cloudfunctions/volunteer/point/contract'
import { offset, walks } from '../../cloudfunctions/volunteer/point/rules'
import type { ShiftItem } from '../../cloudfunctions/volunteer/shift/contract'

interface Degrees {
  latitude: number
  longitude: number
}

/** Something on the map: a service point, or a shift that is to come. */
export type Spot = Degrees & { name: string } & ({ point: PointItem } | { shift: ShiftItem })

/** What is drawn around a middle; a tap picks one, or several that lie together. */
export interface CircleMapProps {
  middle: Degrees
  spots: readonly Spot[]
  onPick: (spots: readonly Spot[]) => void
}

export const spotsOf = (points: readonly PointItem[], shifts: readonly ShiftItem[]): Spot[] => [
  ...points.map((point): Spot => ({ name: point.name, latitude: point.latitude, longitude: point.longitude, point })),
  ...shifts.map((shift): Spot => ({ name: shift.title, latitude: shift.latitude, longitude: shift.longitude, shift })),
]

const signs: Readonly<Record<PointKind, string>> = {
  party: '办',
  station: '驿',
  barber: '剪',
  tools: '借',
  repair: '修',
  books: '书',
  care: '健',
  rest: '歇',
}

/** One sign that says what a spot is. */
export const signOf = (spot: Spot): string => ('point' in spot ? signs[spot.point.kind] : '活')

/** How far from the middle something is drawn, the walk of 15 minutes being 1: by minutes, so that rings are evenly apart. */
export function reach(metres: number): number {
  let [from, drawn] = [0, 0]
  for (const walk of walks) {
    if (metres <= walk.metres) return drawn + (metres - from) / (walk.metres - from) / walks.length
    ;[from, drawn] = [walk.metres, drawn + 1 / walks.length]
  }
  return outside
}
/** Where all is drawn that is farther than a walk. */
const outside = 1.15

/** Spots that are drawn as one: to the right of the middle and above it, the walk of 15 minutes being 1. */
export interface Gathered {
  right: number
  up: number
  spots: Spot[]
}

/**
 * Spots as they lie around a middle; those that a thumb could not tell apart lie together.
 * @param gap how far apart two are drawn at least
 */
export function gathered(spots: readonly Spot[], middle: Degrees, gap: number): Gathered[] {
  const all: Gathered[] = []
  for (const spot of spots) {
    const { east, north } = offset(middle, spot)
    const far = Math.hypot(east, north)
    const drawn = far === 0 ? 0 : reach(far) / far
    const [right, up] = [east * drawn, north * drawn]
    const there = all.find((each) => Math.hypot(each.right - right, each.up - up) < gap)
    if (there) there.spots.push(spot)
    else all.push({ right, up, spots: [spot] })
  }
  return all
}
