import { covers, linesOf, positionsOf } from './geometry'
import type { Position, Shape } from './shapes'
import { angleOf, cosine, sine } from './trigonometry'

/** The earth's radius in metres, as MongoDB takes it. */
export const EARTH_RADIUS = 6_378_100

// MongoDB's sphere multiplies by this; dividing by 180 afterwards differs in the last digits of a distance.
const RADIANS = Math.PI / 180

type Vector = readonly [x: number, y: number, z: number]

function toVector([longitude = 0, latitude = 0]: Position): Vector {
  const [lambda, phi] = [longitude * RADIANS, latitude * RADIANS]
  return [cosine(phi) * cosine(lambda), cosine(phi) * sine(lambda), sine(phi)]
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const length = (a: Vector) => Math.sqrt(dot(a, a))

/** The angle between two directions; exact for tiny ones too. */
function angle(a: Vector, b: Vector): number {
  return angleOf(length(cross(a, b)), dot(a, b))
}

/** The angle from a direction to the nearest point of the great circle's arc between two others. */
function angleToArc(point: Vector, from: Vector, to: Vector): number {
  const ends = Math.min(angle(point, from), angle(point, to))
  const normal = cross(from, to)
  const size = length(normal)
  if (size === 0) return ends
  const between = dot(cross(normal, from), point) >= 0 && dot(cross(to, normal), point) >= 0
  return between ? Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(normal, point) / size)))) : ends
}

/** Metres on the sphere from a position to the nearest point of a shape; 0 inside an area. */
export function distanceTo(shape: Shape, position: Position): number {
  if (covers(shape, position)) return 0
  const point = toVector(position)
  const angles = linesOf(shape).flatMap((line) =>
    line.slice(1).map((to, i) => angleToArc(point, toVector(line[i] ?? to), toVector(to))),
  )
  if (angles.length === 0) angles.push(...positionsOf(shape).map((at) => angle(point, toVector(at))))
  return Math.min(...angles) * EARTH_RADIUS
}
