import { booleanIntersects } from '@turf/boolean-intersects'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { isPlainObject } from '../../protocol/ejson'
import { crossings } from './segments'
import type { MultiPolygon, Polygon, Position, Shape } from './shapes'

/** How deep the coordinates of each type are nested, and how many positions its innermost lists need. */
const TYPES: Readonly<Record<string, readonly [depth: number, positions: number]>> = {
  Point: [0, 1],
  MultiPoint: [1, 1],
  LineString: [1, 2],
  MultiLineString: [2, 2],
  Polygon: [2, 4],
  MultiPolygon: [3, 4],
}

function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length < 2) return false
  const [longitude, latitude] = value as unknown[]
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return false
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
}

function isNested(value: unknown, depth: number, positions: number): boolean {
  if (depth === 0) return isPosition(value)
  if (!Array.isArray(value) || value.length === 0) return false
  if (depth === 1 && value.length < positions) return false
  if (depth === 1 && positions === 4 && String(value[0]) !== String(value.at(-1))) return false
  return value.every((item) => isNested(item, depth - 1, positions))
}

/** Reads a value as a shape: GeoJSON, or a pair of numbers as a point; null when it is neither or out of bounds. */
export function asShape(value: unknown): Shape | null {
  if (isPosition(value) && value.length === 2) return { type: 'Point', coordinates: value }
  if (!isPlainObject(value) || typeof value['type'] !== 'string') return null
  const form = Object.hasOwn(TYPES, value['type']) ? TYPES[value['type']] : undefined
  return form && isNested(value['coordinates'], ...form) ? (value as unknown as Shape) : null
}

/** All positions of a shape. */
export function positionsOf(shape: Shape): Position[] {
  if (shape.type === 'Point') return [shape.coordinates]
  return shape.coordinates.flat(TYPES[shape.type]?.[0] === 3 ? 2 : (TYPES[shape.type]?.[0] ?? 1) - 1) as Position[]
}

/** The lines of a shape, rings of polygons among them. */
export function linesOf(shape: Shape): Position[][] {
  if (shape.type === 'LineString') return [shape.coordinates]
  if (shape.type === 'MultiLineString' || shape.type === 'Polygon') return shape.coordinates
  return shape.type === 'MultiPolygon' ? shape.coordinates.flat() : []
}

/** Whether a shape lies wholly inside an area, its border included. Edges are straight in longitude and latitude. */
export function isWithin(shape: Shape, area: Polygon | MultiPolygon): boolean {
  const inside = (position: Position) => booleanPointInPolygon(position, area)
  if (!positionsOf(shape).every(inside)) return false
  const borders = linesOf(area)
  for (const line of linesOf(shape)) {
    for (const [i, to] of line.entries()) {
      const from = line[i - 1]
      // Between two borders it crosses an edge is wholly inside or wholly outside: its middle tells.
      if (from && !crossings(from, to, borders).every(inside)) return false
    }
  }
  if (shape.type !== 'Polygon' && shape.type !== 'MultiPolygon') return true
  // A hole of the area that lies inside the shape is not part of the area.
  const holes = area.type === 'Polygon' ? area.coordinates.slice(1) : area.coordinates.flatMap((one) => one.slice(1))
  return !holes.some((hole) => hole.some((at) => booleanPointInPolygon(at, shape, { ignoreBoundary: true })))
}

/** Whether two shapes have a point in common. */
export function intersects(one: Shape, other: Shape): boolean {
  return booleanIntersects(one, other)
}

/** Whether a position lies in a shape that is an area. */
export function covers(shape: Shape, position: Position): boolean {
  if (shape.type !== 'Polygon' && shape.type !== 'MultiPolygon') return false
  return booleanPointInPolygon(position, shape)
}
