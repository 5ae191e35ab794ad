import { isPlainObject, stringifyEjson } from '../../protocol/ejson'
import { refusals } from '../../protocol/errors'
import { type Box, boxesAround, boxOf, type Ring, WIDEST_RING } from './cells'
import { asShape, intersects, isWithin, positionsOf } from './geometry'
import { distanceTo, EARTH_RADIUS } from './sphere'
import type { MultiPolygon, Point, Polygon, Position, Shape } from './shapes'

/** A condition on the place of a document: the test of a value, and the rectangles a match must touch, if it has any. */
interface GeoCondition {
  spread: boolean
  test: (value: unknown) => boolean
  boxes: Box[] | null
}

const refuse = refusals.badRequest

/** Reads the shape of a query; an unknown or invalid one is refused. */
function readShape(operator: string, value: unknown): Shape {
  const shape = asShape(value)
  if (shape && !Array.isArray(value)) return shape
  throw refuse(`${operator}: unknown or invalid GeoJSON: ${stringifyEjson(value)}`)
}

function geometryOf(operator: string, operand: unknown): Shape {
  const { $geometry } = isPlainObject(operand) ? operand : {}
  if ($geometry !== undefined) return readShape(operator, $geometry)
  throw refuse(`${operator} without $geometry (flat coordinates) is not implemented by the local cloud yet`)
}

function isArea(shape: Shape): shape is Polygon | MultiPolygon {
  return shape.type === 'Polygon' || shape.type === 'MultiPolygon'
}

/** What `$near` and `$nearSphere` ask: a centre, and how far from it, in metres. */
export interface Near {
  center: Position
  nearest: number
  farthest: number
}

/** Reads the limits of a distance in metres. */
export function readDistances(operator: string, minimum: unknown, maximum: unknown): Omit<Near, 'center'> {
  for (const [name, value] of [
    ['minDistance', minimum],
    ['maxDistance', maximum],
  ] as const) {
    if (value === undefined || value === null) continue
    if (typeof value !== 'number') throw refuse(`${operator}: ${name} must be a number`)
    if (!(value >= 0)) throw refuse(`${operator}: ${name} must be non-negative`)
  }
  return {
    nearest: typeof minimum === 'number' ? minimum : 0,
    farthest: typeof maximum === 'number' ? maximum : Infinity,
  }
}

/** Reads the point a distance is measured from. */
export function readCenter(operator: string, value: unknown): Position {
  const shape = readShape(operator, value)
  if (shape.type === 'Point') return (shape satisfies Point).coordinates
  throw refuse(`${operator} requires a point, given ${stringifyEjson(value)}`)
}

function readNear(operator: string, operators: Record<string, unknown>): Near {
  const operand = operators[operator]
  const { $geometry, $minDistance, $maxDistance } = isPlainObject(operand) ? operand : {}
  if ($geometry === undefined) geometryOf(operator, operand)
  const minimum = $minDistance ?? operators['$minDistance']
  const maximum = $maxDistance ?? operators['$maxDistance']
  return { center: readCenter(operator, $geometry), ...readDistances(operator, minimum, maximum) }
}

/** Metres from a centre to a value that may be a shape; undefined when it is none. */
export function distanceOf(value: unknown, center: Position): number | undefined {
  const shape = asShape(value)
  return shape ? distanceTo(shape, center) : undefined
}

/** A condition by distance alone. */
export function nearCondition({ center, nearest, farthest }: Near): GeoCondition {
  return {
    spread: true,
    test: (value) => {
      const distance = distanceOf(value, center)
      return distance !== undefined && distance >= nearest && distance <= farthest
    },
    boxes: farthest === Infinity ? null : boxesAround(center, farthest),
  }
}

function isNear(position: Position, center: Position, metres: number): boolean {
  return distanceTo({ type: 'Point', coordinates: position }, center) <= metres
}

function sphereCondition(operand: unknown): GeoCondition {
  const [center, radius] = Array.isArray(operand) ? (operand as unknown[]) : []
  const point = asShape(center)
  if (point?.type !== 'Point' || typeof radius !== 'number' || !(radius >= 0)) {
    throw refuse(`$centerSphere needs a point and a radius in radians: ${stringifyEjson(operand)}`)
  }
  const metres = radius * EARTH_RADIUS
  return {
    spread: true,
    test: (value) => {
      const shape = asShape(value)
      // A circle bulges everywhere: what has all its corners inside lies inside.
      return shape !== null && positionsOf(shape).every((at) => isNear(at, point.coordinates, metres))
    },
    boxes: boxesAround(point.coordinates, metres),
  }
}

function withinCondition(operand: unknown): GeoCondition {
  if (isPlainObject(operand) && '$centerSphere' in operand) return sphereCondition(operand['$centerSphere'])
  const area = geometryOf('$geoWithin', operand)
  if (!isArea(area)) throw refuse(`$geoWithin not supported with provided geometry: ${stringifyEjson(operand)}`)
  return {
    spread: true,
    test: (value) => {
      const shape = asShape(value)
      return shape !== null && isWithin(shape, area)
    },
    boxes: [boxOf(area)],
  }
}

/** Makes the condition of a geo operator; undefined when it is none. */
export function geoCondition(operator: string, operators: Record<string, unknown>): GeoCondition | undefined {
  if (operator === '$near' || operator === '$nearSphere') return nearCondition(readNear(operator, operators))
  if (operator === '$geoWithin') return withinCondition(operators[operator])
  if (operator !== '$geoIntersects') return undefined
  const wanted = geometryOf(operator, operators[operator])
  return {
    spread: true,
    test: (value) => {
      const shape = asShape(value)
      return shape !== null && intersects(shape, wanted)
    },
    boxes: [boxOf(wanted)],
  }
}

/** The one condition of a query by which its rows are ordered: nearest first. */
export function nearOf(filter: Record<string, unknown>): (Near & { path: string }) | null {
  for (const [path, expression] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(expression)) {
      for (const part of expression) {
        const near = isPlainObject(part) ? nearOf(part) : null
        if (near) return near
      }
    }
    if (path.startsWith('$') || !isPlainObject(expression)) continue
    const operator = '$nearSphere' in expression ? '$nearSphere' : '$near' in expression ? '$near' : null
    if (operator) return { path, ...readNear(operator, expression) }
  }
  return null
}

/** The rectangles a match of a field's condition must touch, when it has a geo operator that says so. */
export function boxesOf(expression: Record<string, unknown>): readonly Box[] | null {
  for (const operator of ['$nearSphere', '$near', '$geoWithin', '$geoIntersects']) {
    const boxes = operator in expression ? geoCondition(operator, expression)?.boxes : undefined
    if (boxes) return boxes
  }
  return null
}

/** The ring that a match of a field's condition must touch, when it is one by distance and not too wide for cells of its own. */
export function ringOf(expression: Record<string, unknown>): Ring | null {
  const operator = '$nearSphere' in expression ? '$nearSphere' : '$near' in expression ? '$near' : null
  if (!operator) return null
  const { center, nearest: inner, farthest: outer } = readNear(operator, expression)
  return outer <= WIDEST_RING && Math.abs(center[1] ?? 0) < 80 && Math.abs(center[0] ?? 0) < 178
    ? { center, inner, outer }
    : null
}
