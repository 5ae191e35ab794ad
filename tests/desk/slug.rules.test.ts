import { suggestSlug } from '../../src/desk/slug'

test.each([
  ['grid', '第一网格', [], 'g1'],
  ['grid', '第十网格', [], 'g10'],
  ['grid', '第十二网格', [], 'g12'],
  ['grid', '第二十网格', [], 'g20'],
  ['grid', '第九十九网格', [], 'g99'],
  ['unit', '时代倾城3栋邻', [], 'u3'],
  ['unit', '12号邻', [], 'u12'],
] as const)('a %s called %s takes its number', (kind, name, taken, slug) => {
  expect(suggestSlug(kind, name, taken)).toBe(slug)
})

test.each([
  ['no number', '夜市北门邻', [], 'u1'],
  ['a number that only belongs to a word', '三里屯邻', [], 'u1'],
  ['the next one where some are there', '夜市北门邻', ['u1', 'u2'], 'u3'],
  ['the number is taken', '第一邻', ['u1'], 'u2'],
  ['a number that came out of turn', '夜市南门邻', ['u2'], 'u3'],
  ['a year is no number of a place', '1998邻', [], 'u1'],
] as const)('the next free short name: %s', (_, name, taken, slug) => {
  expect(suggestSlug('unit', name, taken)).toBe(slug)
})
