import { isPlainObject } from '../../protocol/ejson'
import { refusals } from '../../protocol/errors'
import type { Collection } from '../catalog'
import { anyAt, withField } from '../paths'
import { distanceOf, readCenter, readDistances } from './conditions'
import type { Position } from './shapes'

type Document = Record<string, unknown>

/** A `$geoNear` stage as one read, nearest first, and what it adds to each row. */
export interface GeoNear {
  filter: Document
  limit: number
  /** The stage says itself how many rows it wants. */
  limited: boolean
  measured: (document: Document) => Document
}

// MongoDB's own, up to version 4.0, where the stage says nothing.
const DEFAULT_ROWS = 100

const refuse = refusals.badRequest

/** The field a stage without `key` means: that of the collection's only geo index. */
function onlyKey(collection: Collection): string {
  const paths = collection.indexes.flatMap(({ keys }) =>
    keys.filter(([, direction]) => direction === '2dsphere').map(([path]) => path),
  )
  const [path, ...more] = new Set(paths)
  if (path === undefined)
    throw refuse('$geoNear requires a 2d or 2dsphere index, but none were found; or name the field as key')
  if (more.length > 0) {
    throw refuse('There is more than one 2dsphere index; unsure which to use for query: $geoNear needs a key')
  }
  return path
}

/** The value at a path that lies nearest to a point, and how far away it is in metres. */
function nearest(document: Document, path: string, center: Position): { distance: number; value: unknown } {
  let best = { distance: Infinity, value: undefined as unknown }
  const test = (value: unknown) => {
    const distance = distanceOf(value, center)
    if (distance !== undefined && distance < best.distance) best = { distance, value }
    return false
  }
  anyAt(document, path.split('.'), 0, { spread: true, test })
  return best
}

/** Metres from a point to what a document holds at a path; Infinity when it holds no shape there. */
export function distanceAt(document: Document, path: string, center: Position): number {
  return nearest(document, path, center).distance
}

function readCount(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw refuse('$geoNear: limit must be a positive whole number')
}

/** Reads a `$geoNear` stage. */
export function readGeoNear(stage: unknown, collection: Collection): GeoNear {
  if (!isPlainObject(stage)) throw refuse('$geoNear needs an object')
  const { near, distanceField, includeLocs, query = {}, key, distanceMultiplier = 1 } = stage
  if (typeof distanceField !== 'string' || distanceField === '') {
    throw refuse("$geoNear requires a 'distanceField' option as a String")
  }
  if (includeLocs !== undefined && typeof includeLocs !== 'string') {
    throw refuse("$geoNear requires that 'includeLocs' option is a String")
  }
  if (!isPlainObject(query)) throw refuse("$geoNear: 'query' must be an object")
  if (typeof distanceMultiplier !== 'number' || distanceMultiplier < 0) {
    throw refuse('$geoNear: distanceMultiplier must be a non-negative number')
  }
  if (key !== undefined && (typeof key !== 'string' || key === ''))
    throw refuse("$geoNear: 'key' must be a field's path")
  const path = key ?? onlyKey(collection)
  const center = readCenter('$geoNear', near)
  const { nearest: minimum, farthest } = readDistances('$geoNear', stage['minDistance'], stage['maxDistance'])
  const limit = readCount(stage['limit'] ?? stage['num'])
  const $nearSphere = {
    $geometry: near,
    $minDistance: minimum,
    ...(farthest === Infinity ? {} : { $maxDistance: farthest }),
  }
  return {
    filter: { $and: [{ [path]: { $nearSphere } }, query] },
    limit: limit ?? DEFAULT_ROWS,
    limited: limit !== undefined,
    measured: (document) => {
      const found = nearest(document, path, center)
      const row = withField(document, distanceField, found.distance * distanceMultiplier)
      return includeLocs === undefined ? row : withField(row, includeLocs, found.value)
    },
  }
}
