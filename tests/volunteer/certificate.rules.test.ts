import { correctedOf, isCurrent } from '../../cloudfunctions/volunteer/certificate/rules'
import { certificateView } from '../../cloudfunctions/volunteer/certificate/views'
import { fridayMorning } from '../support/cloud'

const line = (seq: number, reversesSeq: number | undefined, minutes: number) => ({
  ...{ seq, minutes },
  ...(reversesSeq === undefined ? {} : { reversesSeq }),
})

test.each([
  ['taken back before it was issued', [line(3, 1, -60)], 0],
  ['taken back since', [line(6, 2, -60)], 60],
  ['earned later, and taken back', [line(8, 7, -60)], 0],
  ['taken back since, by a book that does not say what', [line(6, undefined, -30)], 30],
  ['several', [line(6, 2, -60), line(9, 5, -15), line(11, 10, -90)], 75],
])('of a certificate up to line 5: %s', (_, back, minutes) => expect(correctedOf({ seq: 5 }, back)).toBe(minutes))

test('one is as good as a new one while the book and the name are the same, and nobody took it back', () => {
  const revoked = { by: 'a', at: fridayMorning, key: 'k', reason: '写错了' }
  expect(isCurrent({ seq: 5, name: '石**' }, { seq: 5 }, '石**')).toBe(true)
  expect(isCurrent({ seq: 5, name: '石**' }, { seq: 6 }, '石**')).toBe(false)
  expect(isCurrent({ seq: 5, name: '石**' }, { seq: 5 }, '小石')).toBe(false)
  expect(isCurrent({ seq: 5, name: '石**', revoked }, { seq: 5 }, '石**')).toBe(false)
})

test('stars are those that are left after what was taken back', () => {
  const certificate = {
    ...{ _id: 'ABCDEFGH2345', person: 'o-1', name: '石**', place: 'wangcheng', placeName: '桃花井社区' },
    ...{ seq: 5, minutes: 100 * 60, from: '2026-01-01', until: '2026-11-26', at: fridayMorning },
  } as const
  expect(certificateView(certificate, [])).toMatchObject({ stars: 1, minutes: 6000 })
  expect(certificateView(certificate, [line(6, 2, -1)])).toMatchObject({ stars: 0, minutes: 6000, corrected: 1 })
})
