import { maskPhone, shownAsOf, shownName, whyNotShownAs } from '../../cloudfunctions/member/profile/rules'

test.each([
  [{}, '邻居'],
  [{ name: '阿梅' }, '阿梅'],
  [{ fullName: '石小磊' }, '石**'],
  [{ fullName: '石磊' }, '石**'],
  [{ fullName: '欧阳小磊' }, '欧阳**'],
  [{ fullName: '欧阳磊' }, '欧阳**'],
  [{ fullName: '司马' }, '司**'],
  [{ fullName: '𬭩磊' }, '𬭩**'],
  [{ fullName: '阿依古丽·买买提' }, '阿**'],
  [{ fullName: 'Jane Doe' }, 'J**'],
  [{ name: '阿梅', fullName: '石小梅' }, '阿梅'],
  [{ name: '阿梅', fullName: '石小梅', shownAs: 'surname' }, '石**'],
  [{ name: '阿梅', fullName: '石小梅', shownAs: 'nickname' }, '阿梅'],
  [{ name: '阿梅', fullName: '石小梅', shownAs: 'full' }, '石小梅'],
  [{ fullName: '石小梅', shownAs: 'nickname' }, '邻居'],
  [{ name: '阿梅', shownAs: 'full' }, '阿梅'],
  [{ name: '阿梅', shownAs: 'surname' }, '阿梅'],
  [{ shownAs: 'full' }, '邻居'],
] as const)('%j is read as %s', (facts, expected) => {
  expect(shownName(facts)).toBe(expected)
})

test('nobody’s full name is shown unless they chose so', () => {
  for (const shownAs of ['surname', 'nickname', undefined] as const)
    for (const name of ['阿梅', undefined])
      expect(
        shownName({ fullName: '石小梅', ...(name ? { name } : {}), ...(shownAs ? { shownAs } : {}) }),
      ).not.toContain('小梅')
  expect(shownAsOf({ fullName: '石小梅' })).toBe('surname')
  expect(shownAsOf({ name: '阿梅', fullName: '石小梅' })).toBe('nickname')
})

test.each([
  ['nickname', {}, 'NAME_MISSING'],
  ['nickname', { name: '阿梅' }, null],
  ['surname', { name: '阿梅' }, 'FULL_NAME_MISSING'],
  ['full', {}, 'FULL_NAME_MISSING'],
  ['full', { fullName: '石小梅' }, null],
] as const)('choosing %s with %j: %s', (wanted, facts, expected) => {
  expect(whyNotShownAs(wanted, facts)).toBe(expected)
})

test('a phone number shows its start and end, or its end alone when it cannot be opened', () => {
  expect(maskPhone('13800138000', '8000')).toBe('138****8000')
  expect(maskPhone(null, '8000')).toBe('*******8000')
  expect(maskPhone('8000', '8000')).toBe('*******8000')
})
