import { fitField, messageValues, isMessageKind, labelOf, type NoticeKind } from '../../cloudfunctions/shared/notices'

test.each([
  ['thing1', '摊位空出来了', '摊位空出来了'],
  ['thing1', '一二三四五六七八九十一二三四五六七八九十', '一二三四五六七八九十一二三四五六七八九十'],
  ['thing1', '一二三四五六七八九十一二三四五六七八九十一', '一二三四五六七八九十一二三四五六七八九…'],
  ['thing1', '一二三四五六七八九十一二三四五六七八🔥十一', '一二三四五六七八九十一二三四五六七八…'],
  ['thing1', '两行\n  字', '两行 字'],
  ['thing1', ' ', '请到小程序里看'],
  ['phrase3', '待确认', '待确认'],
  ['phrase3', '等您今晚确认', '等您今晚确'],
  ['phrase3', 'OK 2!', '请查看'],
  ['character_string5', 'A01 号', 'A01'],
  ['character_string5', '摊位', '-'],
  ['time2', '2026年11月27日 18:30', '2026年11月27日 18:30'],
])('%s takes %j as %j', (field, text, fitted) => {
  expect(fitField(field, text)).toBe(fitted)
})

test('a kind’s template is filled by what the notice tells; a kind without one is not', () => {
  const told = { title: '摊位空出来了', words: '桃花井 A01', when: new Date('2026-11-27T10:30:00Z'), state: '待确认' }
  expect(messageValues('market', told)).toEqual({
    thing1: '摊位空出来了',
    time2: '2026年11月27日 18:30',
    phrase3: '待确认',
    thing4: '桃花井 A01',
  })
  expect(messageValues('role', told)).toBeUndefined()
})

test('a phone with an older version shows kinds that it does not know', () => {
  const newer = 'pledge-of-tomorrow' as NoticeKind
  expect(labelOf(newer)).toBe('其他通知')
  expect(isMessageKind(newer)).toBe(false)
})
