import fc from 'fast-check'
import { compareValues, encodeComponent, encodeValue, invert, successor } from '../../emulator/database/key-encoding'

const text = fc.string({ unit: fc.constantFrom('\0', '\x01', 'a', 'b', 'é', '字', '\u{1F600}', '\uffff') })
const number = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }))
const date = fc.date({ noInvalidDate: true })
const value = fc.oneof(
  fc.constant(null),
  number,
  text,
  fc.boolean(),
  date,
  fc.array(number),
  fc.dictionary(text, number),
)

const sign = Math.sign

test('numbers are ordered as numbers, NaN before them all, and the two zeros are one', () => {
  fc.assert(fc.property(number, number, (a, b) => sign(compareValues(a, b)) === sign(a === b ? 0 : a < b ? -1 : 1)))
  expect(compareValues(NaN, -Infinity)).toBeLessThan(0)
  expect(compareValues(0, -0)).toBe(0)
})

test('texts are ordered by code point, as bytes of UTF-8', () => {
  fc.assert(
    fc.property(text, text, (a, b) => sign(compareValues(a, b)) === Buffer.compare(Buffer.from(a), Buffer.from(b))),
  )
})

test('dates are ordered as dates', () => {
  fc.assert(fc.property(date, date, (a, b) => sign(compareValues(a, b)) === sign(a.getTime() - b.getTime())))
})

test('types are ordered as MongoDB orders them', () => {
  const ordered = [null, -1, 1e9, '', 'z', {}, { a: 1 }, [], [1], false, true, new Date(-1), new Date(1), /a/]
  for (const [i, low] of ordered.entries()) {
    for (const high of ordered.slice(i + 1)) expect(compareValues(low, high)).toBeLessThan(0)
  }
})

test('no encoding is the beginning of another, so that they can be joined and inverted', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [x, y] = [encodeValue(a), encodeValue(b)]
      if (x.equals(y)) return true
      return (
        !y.subarray(0, x.length).equals(x) && sign(Buffer.compare(invert(x), invert(y))) === -sign(Buffer.compare(x, y))
      )
    }),
  )
})

test('the successor of a prefix lies after every key that begins with it and not after the next', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(bytes, bytes, bytes, (prefix, rest, other) => {
      if (prefix.every((byte) => byte === 0xff)) return true
      const end = successor(prefix)
      const inside = Buffer.compare(Buffer.concat([prefix, rest]), end) < 0
      const beyond = Buffer.compare(other, prefix) > 0 && !Buffer.from(other).subarray(0, prefix.length).equals(prefix)
      return inside && (!beyond || Buffer.compare(other, end) >= 0)
    }),
  )
})

test('a long value keeps its beginning and stays different from its neighbours', () => {
  const long = (end: string) => encodeComponent('x'.repeat(2000) + end, 100)
  expect(long('a').bytes).toHaveLength(116)
  expect(long('a').ordered).toBe(100)
  expect(long('a').bytes.equals(long('a').bytes)).toBe(true)
  expect(long('a').bytes.equals(long('b').bytes)).toBe(false)
})
