interface Degrees {
  latitude: number
  longitude: number
}

/** The ellipsoid of Krasovsky, which Chinese maps count on: its long half axis in metres, and its eccentricity squared. */
const axis = 6_378_245
const flat = 0.006_693_421_622_965_943

const radians = (degrees: number): number => (degrees * Math.PI) / 180
/** A wave over degrees that repeats each `turn` of them. */
const wave = (degrees: number, turn: number): number => Math.sin((2 * Math.PI * degrees) / turn)

/** What both directions have of the shift in common, in metres. */
const ripple = (x: number): number => (2 * (20 * wave(x, 1 / 3) + 20 * wave(x, 1))) / 3

/** How far north a point lies shifted, in metres; x and y are degrees from 105 E, 35 N. */
function northward(x: number, y: number): number {
  const slope = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
  const waves = 20 * wave(y, 2) + 40 * wave(y, 6) + 160 * wave(y, 24) + 320 * wave(y, 60)
  return slope + ripple(x) + (2 * waves) / 3
}

/** How far east, likewise. */
function eastward(x: number, y: number): number {
  const slope = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
  const waves = 20 * wave(x, 2) + 40 * wave(x, 6) + 150 * wave(x, 24) + 300 * wave(x, 60)
  return slope + ripple(x) + (2 * waves) / 3
}

/** Mainland China lies within; elsewhere maps count as browsers do. */
const within = ({ latitude, longitude }: Degrees): boolean =>
  longitude > 73.66 && longitude < 135.05 && latitude > 3.86 && latitude < 53.55

/**
 * A point as browsers and satellites give it (WGS-84), as WeChat's map counts (GCJ-02). The law's own transformation is
 * not public; this is the approximation in general use, as coordtransform and eviltransform compute it, right to a metre.
 */
export function toGcj(point: Degrees): Degrees {
  if (!within(point)) return point
  const [x, y] = [point.longitude - 105, point.latitude - 35]
  const bulge = 1 - flat * Math.sin(radians(point.latitude)) ** 2
  const perNorth = radians((axis * (1 - flat)) / (bulge * Math.sqrt(bulge)))
  const perEast = radians((axis / Math.sqrt(bulge)) * Math.cos(radians(point.latitude)))
  return {
    latitude: point.latitude + northward(x, y) / perNorth,
    longitude: point.longitude + eastward(x, y) / perEast,
  }
}
