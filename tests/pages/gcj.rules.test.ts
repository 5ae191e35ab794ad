import fc from 'fast-check'
import { toGcj } from '../../src/shared/gcj'

test('a known point of Beijing is where coordtransform puts it', () => {
  const { latitude, longitude } = toGcj({ latitude: 39.915, longitude: 116.404 })
  expect(longitude).toBeCloseTo(116.41024449916938, 9)
  expect(latitude).toBeCloseTo(39.91640428150164, 9)
})

test('in China it moves a point by less than two kilometres, and never leaves one where it is', () => {
  const inland = fc.record({
    latitude: fc.double({ min: 20, max: 50, noNaN: true }),
    longitude: fc.double({ min: 75, max: 134, noNaN: true }),
  })
  fc.assert(
    fc.property(inland, (point) => {
      const moved = toGcj(point)
      const far = Math.hypot(moved.latitude - point.latitude, moved.longitude - point.longitude) * 111_320
      expect(far).toBeGreaterThan(1)
      expect(far).toBeLessThan(2000)
    }),
    { numRuns: 300 },
  )
})

test('outside it stays', () => {
  const paris = { latitude: 48.8584, longitude: 2.2945 }
  expect(toGcj(paris)).toBe(paris)
})
