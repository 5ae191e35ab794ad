import { counted, dotted, fromTo, phrased } from '../../src/shared/phrases'
import { hoursWords } from '../../src/volunteer/words'

test.each([
  ['我们留着什么，为什么', 7, true],
  ['我们留着什么，为什么', 6, false],
  ['炸串摊主 桃花井社区的摊主', 8, true],
  ['订摊、身份、照片有了结果，都会送到这里', 7, true],
  ['真的要走吗？', 6, true],
  ['真的要走吗？', 5, false],
  ['', 1, true],
  ['社区服务中心二楼\u00a0· 每周日', 8, false],
  ['社区服务中心二楼\u00a0· 每周日', 10, true],
  ['2026年11月6日 到2027年2月4日', 8, true],
  [`11月27日 周五 ${fromTo('09:30', '11:30')}`, 8, true],
  [`11月27日 周五 ${fromTo('09:30', '11:30')}`, 7, false],
])('“%s” with %i signs at most on a line', (words, most, fit) =>
  expect(phrased(words, most)).toBe(fit ? ' in-phrases' : ''),
)

test('facts stand in one line, those that there are, and no line begins with a dot', () => {
  expect(dotted(['罗**', undefined, '每周日', false, ''])).toBe('罗**\u00a0· 每周日')
})

test.each([
  ['周一到周五 8:30–17:30', `周一到周五 ${fromTo('8:30', '17:30')}`],
  ['8:30-12:00，14:00 - 17:30', `${fromTo('8:30', '12:00')}，${fromTo('14:00', '17:30')}`],
  ['全天', '全天'],
])('opening hours typed as “%s” do not end a line between two times', (typed, shown) =>
  expect(hoursWords(typed)).toBe(shown),
)

test('a number stays beside what it counts, and a time before what is said of it', () => {
  expect(counted('近 90 天有 1 次没到，12月2日 18:30 前可以申诉')).toBe(
    '近\u00a090\u00a0天有 1\u00a0次没到，12月2日 18:30\u00a0前可以申诉',
  )
})
