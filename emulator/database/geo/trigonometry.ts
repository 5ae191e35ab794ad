/*
 * Angles to the last bit. V8's functions miss it once in three to thirty times, these once in hundreds, as a C library's,
 * which the service's distances come from; and code compares such distances with `===`.
 *
 * A value is kept as a pair: a number, and what it lost when it was rounded.
 */

type Pair = readonly [high: number, low: number]

const QUARTER: Pair = [Math.PI / 2, 6.123233995736766e-17]
const SIXTH: Pair = [1 / 6, 9.25185853854297e-18]
// What follows x - x³/6, and 1 - x²/2, without its powers: 1/5!, -1/7!, … and 1/4!, -1/6!, …
const AFTER_SINE = [120, -5040, 362_880, -39_916_800, 6_227_020_800, -1_307_674_368_000, 355_687_428_096_000]
const AFTER_COSINE = [24, -720, 40_320, -3_628_800, 479_001_600, -87_178_291_200, 20_922_789_888_000]

function series(divisors: readonly number[], x: number): number {
  let value = 0
  for (let i = divisors.length - 1; i >= 0; i--) value = value * x + 1 / (divisors[i] ?? 1)
  return value
}

function sum(a: number, b: number): Pair {
  const high = a + b
  const other = high - a
  return [high, a - (high - other) + (b - other)]
}

/** The first half of a number's digits. */
function half(value: number): number {
  const large = value * (2 ** 27 + 1)
  return large - (large - value)
}

function product(a: number, b: number): Pair {
  const [a1, b1] = [half(a), half(b)]
  const [a2, b2, high] = [a - a1, b - b1, a * b]
  return [high, a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2]
}

function times([a, aLost]: Pair, [b, bLost]: Pair): Pair {
  const [high, low] = product(a, b)
  return [high, low + aLost * b + a * bLost]
}

/** For angles of at most an eighth of a circle. */
function smallSine(x: Pair): Pair {
  const square = times(x, x)
  const third = times(times(x, square), SIXTH)
  const rest = square[0] * square[0] * x[0] * series(AFTER_SINE, square[0])
  const [first, lost] = sum(x[0], -third[0])
  const [value, lostToo] = sum(first, rest)
  return sum(value, lostToo + (lost - third[1] + x[1]))
}

function smallCosine(x: Pair): Pair {
  const square = times(x, x)
  const [first, lost] = sum(1, -square[0] / 2)
  const [value, lostToo] = sum(first, square[0] * square[0] * series(AFTER_COSINE, square[0]))
  return sum(value, lostToo + (lost - square[1] / 2))
}

/** The sine of an angle that is so many quarters of a circle further. */
function ahead(radians: number, quarters: number): Pair {
  const turns = Math.round(radians / QUARTER[0])
  const [taken, lost] = times([turns, 0], QUARTER)
  const [high, low] = sum(radians, -taken)
  const angle = sum(high, low - lost)
  const quadrant = (((turns + quarters) % 4) + 4) % 4
  const value = quadrant % 2 === 0 ? smallSine(angle) : smallCosine(angle)
  return quadrant < 2 ? value : [-value[0], -value[1]]
}

export const sine = (radians: number) => ahead(radians, 0)[0]
export const cosine = (radians: number) => ahead(radians, 1)[0]

/** The angle whose sine and cosine these are. */
export function angleOf(opposite: number, adjacent: number): number {
  const angle = Math.atan2(opposite, adjacent)
  const [up, aside] = [times([opposite, 0], ahead(angle, 1)), times([adjacent, 0], ahead(angle, 0))]
  return angle + (up[0] - aside[0] + (up[1] - aside[1]))
}
