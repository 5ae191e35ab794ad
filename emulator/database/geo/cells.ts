import { positionsOf } from './geometry'
import { EARTH_RADIUS } from './sphere'
import type { Position, Shape } from './shapes'

/** A rectangle of degrees: west ≤ east, south ≤ north. */
export interface Box {
  west: number
  south: number
  east: number
  north: number
}

// About 38 m of longitude at the equator and half as much of latitude.
const FINEST = 20
// A search looks at cells a quarter as wide as itself, so that it reads little beyond its border.
const SEARCH_DETAIL = 2

const toRadians = (degrees: number) => (degrees * Math.PI) / 180
const toDegrees = (radians: number) => (radians * 180) / Math.PI

/** The rectangle around a shape, with room for the arcs of its edges, which bend towards the poles. */
export function boxOf(shape: Shape): Box {
  const box = { west: 180, south: 90, east: -180, north: -90 }
  for (const [longitude = 0, latitude = 0] of positionsOf(shape)) {
    box.west = Math.min(box.west, longitude)
    box.east = Math.max(box.east, longitude)
    box.south = Math.min(box.south, latitude)
    box.north = Math.max(box.north, latitude)
  }
  if (shape.type === 'Point' || shape.type === 'MultiPoint') return box
  const bend = Math.cos(toRadians(Math.min(box.east - box.west, 179) / 2))
  const towardsPole = (latitude: number) => toDegrees(Math.atan(Math.tan(toRadians(latitude)) / bend))
  if (box.north > 0) box.north = Math.min(90, towardsPole(box.north))
  if (box.south < 0) box.south = Math.max(-90, towardsPole(box.south))
  return box
}

/** The rectangles that hold every position within so many metres: two where the circle crosses the date line. */
export function boxesAround([longitude = 0, latitude = 0]: Position, metres: number): Box[] {
  // A little more than asked for: the distance itself is measured with rounding.
  const reach = (metres * (1 + 1e-9) + 0.001) / EARTH_RADIUS
  const south = latitude - toDegrees(reach)
  const north = latitude + toDegrees(reach)
  if (south <= -90 || north >= 90 || reach >= Math.PI / 2) {
    return [{ west: -180, east: 180, south: Math.max(south, -90), north: Math.min(north, 90) }]
  }
  const aside = toDegrees(Math.asin(Math.min(1, Math.sin(reach) / Math.cos(toRadians(latitude)))))
  const [west, east] = [longitude - aside, longitude + aside]
  if (west < -180)
    return [
      { west: -180, east, south, north },
      { west: west + 360, east: 180, south, north },
    ]
  if (east > 180)
    return [
      { west, east: 180, south, north },
      { west: -180, east: east - 360, south, north },
    ]
  return [{ west, east, south, north }]
}

/** The name of the cell at a column and row of a level: one digit of 0 to 3 per level, so that it begins with its parents'. */
function cellName(column: number, row: number, level: number): string {
  let name = ''
  for (let bit = level - 1; bit >= 0; bit--) name += String(((row >> bit) & 1) * 2 + ((column >> bit) & 1))
  return name
}

function cellsAt({ west, south, east, north }: Box, level: number): string[] {
  const size = 2 ** level
  const place = (degrees: number, range: number) =>
    Math.max(0, Math.min(size - 1, Math.floor(((degrees + range / 2) / range) * size)))
  const names: string[] = []
  for (let row = place(south, 180); row <= place(north, 180); row++) {
    for (let column = place(west, 360); column <= place(east, 360); column++) names.push(cellName(column, row, level))
  }
  return names
}

function levelOf({ west, south, east, north }: Box): number {
  const level = Math.log2(Math.min(360 / Math.max(east - west, 1e-9), 180 / Math.max(north - south, 1e-9)))
  return Math.max(0, Math.min(FINEST, Math.floor(level)))
}

/** The cells a shape is found under: one for a point, at most four for anything else. */
export function cellsOf(shape: Shape): string[] {
  const box = boxOf(shape)
  return cellsAt(box, levelOf(box))
}

/** What to look up for rectangles: cells with everything inside them, and the larger cells that hold those. */
export function searchCells(boxes: readonly Box[]): { within: string[]; above: string[] } {
  const within = new Set(boxes.flatMap((box) => cellsAt(box, Math.min(FINEST, levelOf(box) + SEARCH_DETAIL))))
  const above = new Set([...within].flatMap((name) => Array.from(name, (_, i) => name.slice(0, i))))
  return { within: [...within], above: [...above].filter((name) => !within.has(name)) }
}

/** What lies at least so far from a position and at most so far, in metres. */
export interface Ring {
  center: Position
  inner: number
  outer: number
}

/** A ring as wide as this, in metres, is looked up by rectangles: on it a cell is no longer as good as flat. */
export const WIDEST_RING = 100_000

// Cells of a ring are at most this many; what would need more is looked up by larger ones.
const RING_CELLS = 128
const METRES_PER_DEGREE = (EARTH_RADIUS * Math.PI) / 180

/** How far off a flat measure is at most within so many metres of a centre, as a part of the measure. */
const slackOf = (outer: number, latitude: number): number =>
  1e-6 + (outer / EARTH_RADIUS) * (Math.abs(Math.tan(toRadians(latitude))) + outer / EARTH_RADIUS)

/** How far the nearest and the farthest position of a cell are from a centre, in metres, as on a flat map. */
function reachOf(name: string, [longitude = 0, latitude = 0]: Position): { nearest: number; farthest: number } {
  let [west, south, width, height] = [-180, -90, 360, 180]
  for (const digit of name) {
    width /= 2
    height /= 2
    if (Number(digit) % 2 === 1) west += width
    if (digit >= '2') south += height
  }
  const squeeze = Math.cos(toRadians(latitude))
  const aside = [west - longitude, west + width - longitude].map((degrees) => degrees * squeeze)
  const along = [south - latitude, south + height - latitude]
  const least = ([from = 0, to = 0]: number[]) => (from > 0 ? from : to < 0 ? -to : 0)
  const most = ([from = 0, to = 0]: number[]) => Math.max(Math.abs(from), Math.abs(to))
  return {
    nearest: Math.hypot(least(aside), least(along)) * METRES_PER_DEGREE,
    farthest: Math.hypot(most(aside), most(along)) * METRES_PER_DEGREE,
  }
}

/** What to look up for a ring: the cells that touch it, as fine as it is wide, and the larger ones that hold those. */
export function ringCells({ center, inner, outer }: Ring): { within: string[]; above: string[] } {
  const slack = slackOf(outer, center[1] ?? 0)
  const touches = (name: string) => {
    const { nearest, farthest } = reachOf(name, center)
    return farthest * (1 + slack) >= inner && nearest * (1 - slack) <= outer + 1
  }
  let cells = boxesAround(center, outer)
    .flatMap((box) => cellsAt(box, Math.min(FINEST, levelOf(box))))
    .filter(touches)
  const wide = (names: readonly string[]) => {
    const level = names[0]?.length ?? FINEST
    return level < FINEST && (METRES_PER_DEGREE * 180) / 2 ** level > outer - inner
  }
  while (wide(cells)) {
    const finer = cells.flatMap((name) => ['0', '1', '2', '3'].map((digit) => name + digit)).filter(touches)
    if (finer.length > RING_CELLS) break
    cells = finer
  }
  const within = new Set(cells)
  const above = new Set(cells.flatMap((name) => Array.from(name, (_, i) => name.slice(0, i))))
  return { within: [...within], above: [...above].filter((name) => !within.has(name)) }
}
