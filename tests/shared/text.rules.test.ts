import * as v from 'valibot'
import { isReadable, line, visibleLength } from '../../cloudfunctions/shared/text'

test.each([
  ['阿梅', 2],
  ['🔥炸串🔥', 4],
  ['👩‍🌾种菜', 3],
  ['👨‍👩‍👧‍👦', 1],
  ['👍🏽', 1],
  ['❤️‍🔥', 1],
  ['🏳️‍🌈', 1],
  ['☕️', 1],
  ['é'.normalize('NFD'), 1],
  ['𬭩', 1],
])('%s can be read, and an eye counts %i', (text, signs) => {
  expect(isReadable(text)).toBe(true)
  expect(visibleLength(text)).toBe(signs)
})

test.each([
  ['a line break', '阿\n梅'],
  ['a tab', '阿\t梅'],
  ['nothing', '阿\u0000梅'],
  ['a zero-width space', '阿\u200b梅'],
  ['a joiner between letters', '阿\u200d梅'],
  ['a joiner at the end of an emoji', '👩\u200d'],
  ['a turn to the left', '\u202e梅阿'],
  ['a turn that isolates', '\u2067梅阿\u2069'],
  ['a mark of order', '\ufeff阿梅'],
  ['a soft hyphen', '阿\u00ad梅'],
  ['a Hangul filler', '\u3164'],
  ['an empty pattern of Braille', '\u2800'],
  ['tags', '🏴\u{e0067}\u{e007f}'],
  ['private use', '\ue000'],
  ['marks in a heap', `阿${'\u0301'.repeat(3)}`],
  ['half a sign', '阿\ud83d'],
  ['the other half', '\ude00阿'],
])('%s makes a text one that hides something', (_, text) => {
  expect(isReadable(text)).toBe(false)
})

const schema = line('昵称', { max: 20 })
const parse = (text: unknown) => v.safeParse(schema, text)

test('a line is trimmed, of 1 to so many visible signs', () => {
  expect(parse('  阿梅\u3000').output).toBe('阿梅')
  expect(parse('梅'.repeat(20)).success).toBe(true)
  expect(parse('👨‍👩‍👧‍👦'.repeat(20)).success).toBe(true)
  for (const wrong of ['', '   ', '梅'.repeat(21), '🔥'.repeat(21), '🔥'.repeat(10_000), '长'.repeat(10_000), 7, null])
    expect(parse(wrong).success).toBe(false)
})

test.each([
  ['', '写 2 到 4 个字'],
  ['  短 ', '写 2 到 4 个字'],
  ['太长的话写在这里', '写 2 到 4 个字'],
  ['长'.repeat(100), '写 2 到 4 个字'],
  ['阿\u200b梅', '里面有看不见的符号，删掉重写一遍'],
])('what is wrong with %j is told in words that the page shows', (text, say) => {
  const said = v.safeParse(line('原因', { min: 2, max: 4 }), text).issues?.map(({ message }) => message)
  expect(said).toEqual([say])
})
