import * as v from 'valibot'
import { fields } from '../../cloudfunctions/shared/contract'
import { readCursor, writeCursor } from '../../cloudfunctions/shared/cursor'
import { parseInput } from '../../cloudfunctions/shared/input'
import type { Refusal } from '../../cloudfunctions/shared/refusal'

const schema = fields({
  stall: v.pipe(v.string(), v.regex(/^[A-Z]\d{2}$/), v.title('摊位号')),
  note: v.optional(v.pipe(v.string(), v.maxLength(10), v.title('备注'))),
})

const refusalOf = (attempt: () => unknown): Refusal => {
  try {
    attempt()
  } catch (error) {
    return error as Refusal
  }
  throw new Error('nothing was refused')
}

test('what the schema asks for passes', () => {
  expect(parseInput(schema, { stall: 'A01', note: '要靠电' })).toEqual({ stall: 'A01', note: '要靠电' })
})

test.each([
  ['an operator instead of words', { stall: { $ne: '' } }, '摊位号'],
  ['a number', { stall: 1 }, '摊位号'],
  ['a list', { stall: ['A01'] }, '摊位号'],
  ['nothing', {}, '摊位号'],
  ['text that is too long', { stall: 'A01', note: '长'.repeat(10_000) }, '备注'],
  ['an operator as a field', { stall: 'A01', $where: '1' }, '$where'],
  ['a dotted key', { stall: 'A01', 'note.x': 1 }, 'note.x'],
  ['a name that every object has', { stall: 'A01', constructor: 1 }, 'constructor'],
  ['a prototype', JSON.parse('{"stall":"A01","__proto__":{"note":"x"}}') as unknown, '__proto__'],
  ['not an object', 'A01', '填写的内容'],
  ['a list', [{ stall: 'A01' }], '填写的内容'],
  ['null', null, '填写的内容'],
])('%s is refused, and the field is named', (_, value, field) => {
  const { code, say } = refusalOf(() => parseInput(schema, value))
  expect(code).toBe('BAD_INPUT')
  expect(say).toContain(field)
})

test('a cursor is read back as it was written, and any other text is refused', () => {
  const position = v.strictObject({ after: v.string() })
  expect(readCursor(position, writeCursor({ after: 'x' }))).toEqual({ after: 'x' })
  for (const forged of ['e30', 'bm9uc2Vuc2U', writeCursor({ after: 'x', more: 'y' }), writeCursor({ before: 'x' })])
    expect(refusalOf(() => readCursor(position, forged)).code).toBe('BAD_INPUT')
})
