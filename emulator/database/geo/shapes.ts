/** Longitude and latitude in degrees. */
export type Position = number[]

export interface Point {
  type: 'Point'
  coordinates: Position
}

export interface Polygon {
  type: 'Polygon'
  coordinates: Position[][]
}

export interface MultiPolygon {
  type: 'MultiPolygon'
  coordinates: Position[][][]
}

/** The shapes of GeoJSON that the SDK can make. */
export type Shape =
  | Point
  | Polygon
  | MultiPolygon
  | { type: 'MultiPoint' | 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
