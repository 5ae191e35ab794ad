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
