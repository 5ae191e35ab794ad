import { readTokens, type Tokens } from '../../config/taro/theme'

/** A channel's share of light, of 0–255, as WCAG 2.2 has it. */
function light(channel: number): number {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = (/^#(..)(..)(..)$/.exec(colour) ?? [])
    .slice(1)
    .map((hex) => parseInt(hex, 16))
  return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue)
}

function contrast(one: string, other: string): number {
  const [dark = NaN, bright = NaN] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

/** Which colours words have, by the ground that they stand on. */
const words: Record<string, readonly string[]> = {
  paper: ['ink', 'soft', 'lantern', 'leaf', 'amber', 'indigo'],
  card: ['ink', 'soft', 'lantern', 'leaf', 'amber', 'indigo'],
  peach: ['ink', 'soft', 'lantern', 'leaf', 'amber', 'indigo'],
  line: ['soft'],
  lantern: ['on-lantern'],
  leaf: ['on-lantern'],
}
const schemes: [name: string, tokens: Tokens][] = Object.entries(readTokens())
const cases = schemes.flatMap(([scheme, tokens]) =>
  Object.entries(words).flatMap(([ground, colours]) => colours.map((colour) => ({ scheme, tokens, ground, colour }))),
)

test.each(cases)('in $scheme, words in $colour on $ground read well', ({ tokens, colour, ground }) => {
  expect(contrast(tokens[colour] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
})

test('the contrast of black on white is 21', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21))

test('each colour of the light has its counterpart in the dark', () => {
  const [[, day = {}] = [], [, night = {}] = []] = schemes
  const colours = Object.entries(day).flatMap(([name, value]) => (value.startsWith('#') ? [name] : []))
  expect(colours.length).toBeGreaterThan(10)
  expect(colours.filter((name) => night[name] === undefined)).toEqual([])
})
