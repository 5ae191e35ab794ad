import fc from 'fast-check'
import { placesAbove } from '../../cloudfunctions/shared/region'
import { pointKinds } from '../../cloudfunctions/volunteer/point/contract'
import {
  middleOf,
  offset,
  pointList,
  pointLists,
  walkMetres,
  walkOf,
  walks,
} from '../../cloudfunctions/volunteer/point/rules'

test.each([
  [0, 5],
  [300, 5],
  [300.1, 10],
  [500, 10],
  [501, 15],
  [1000, 15],
  [1000.1, undefined],
])('%d metres are a walk of %s minutes', (metres, minutes) => expect(walkOf(metres)).toBe(minutes))

test('the longest walk is as far as lists look', () => expect(walks.at(-1)?.metres).toBe(walkMetres))

test('a point stands in the list of each place above it, of all kinds and of its own, and in no other', () => {
  const place = 'wangcheng.yueliangdao.taohuajing.g1'
  for (const kind of pointKinds) {
    const lists = pointLists(place, kind)
    for (const above of [place, ...placesAbove(place), undefined])
      expect(lists).toEqual(expect.arrayContaining([pointList(above), pointList(above, kind)]))
    expect(new Set(lists).size).toBe(10)
  }
})

const degrees = fc.record({
  latitude: fc.double({ min: 18, max: 50, noNaN: true }),
  longitude: fc.double({ min: 75, max: 130, noNaN: true }),
})
const step = fc.double({ min: -0.02, max: 0.02, noNaN: true })

/** Metres between two points on a ball, as geo indexes count. */
function metresBetween(one: { latitude: number; longitude: number }, other: { latitude: number; longitude: number }) {
  const rad = (each: number) => (each * Math.PI) / 180
  const half = (each: number) => Math.sin(rad(each) / 2) ** 2
  const part =
    half(other.latitude - one.latitude) +
    Math.cos(rad(one.latitude)) * Math.cos(rad(other.latitude)) * half(other.longitude - one.longitude)
  return 2 * 6_378_100 * Math.asin(Math.sqrt(part))
}

test('east and north are as far as the index says, within a hundredth; the middle of one point is itself', () => {
  fc.assert(
    fc.property(degrees, step, step, (from, up, right) => {
      const to = { latitude: from.latitude + up, longitude: from.longitude + right }
      const { east, north } = offset(from, to)
      const far = metresBetween(from, to)
      expect(Math.abs(Math.hypot(east, north) - far)).toBeLessThanOrEqual(far / 100 + 0.01)
      expect(middleOf([from])).toEqual(from)
      expect(middleOf([])).toBeUndefined()
    }),
    { numRuns: 200 },
  )
})
