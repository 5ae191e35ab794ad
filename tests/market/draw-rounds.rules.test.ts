import type { Rule } from '../../cloudfunctions/market/draw-rule/contract'
import { earliestStart, editedRule, storedRule, whyNotDrawRule } from '../../cloudfunctions/market/draw-rule/rules'
import {
  drawTimes,
  may,
  moves,
  nightOfRound,
  roundState,
  sourceWords,
  timesAgain,
  weightOf,
  whyNotChoices,
  whyNotEnterAny,
  whyNotReveal,
  whyNotVoid,
  whyNotWithdraw,
  type RoundEvent,
  type StoredState,
} from '../../cloudfunctions/market/draw/rules'

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const times = { opensAt: at('20T10:00'), closesAt: at('25T20:00'), numberAt: at('25T21:15'), revealBy: at('26T12:00') }
const startsAt = at('27T17:30')
const justBefore = (instant: Date) => new Date(+instant - 1)

test.each<[StoredState, RoundEvent, StoredState | undefined]>([
  ['open', 'freeze', 'frozen'],
  ['open', 'reveal', undefined],
  ['open', 'void', 'void'],
  ['frozen', 'freeze', undefined],
  ['frozen', 'reveal', 'drawn'],
  ['frozen', 'void', 'void'],
  ['drawn', 'freeze', undefined],
  ['drawn', 'reveal', undefined],
  ['drawn', 'void', 'void'],
  ['void', 'freeze', undefined],
  ['void', 'reveal', undefined],
  ['void', 'void', undefined],
])('from %s, %s leads to %s', (state, event, next) => {
  expect([may(state, event), moves[state][event]]).toEqual([next !== undefined, next])
})

test.each<[string, StoredState, Date, string]>([
  ['a moment before its window', 'open', justBefore(times.opensAt), 'coming'],
  ['when its window opens', 'open', times.opensAt, 'open'],
  ['a moment before its window ends', 'open', justBefore(times.closesAt), 'open'],
  ['when its window ends', 'open', times.closesAt, 'freezing'],
  ['a moment before the number is too late', 'frozen', justBefore(times.revealBy), 'frozen'],
  ['when the number is too late', 'frozen', times.revealBy, 'late'],
  ['once it is drawn', 'drawn', times.revealBy, 'drawn'],
  ['once it is void', 'void', times.opensAt, 'void'],
])('%s a round is as the clock says', (_, state, now, expected) => {
  expect(roundState({ state, times }, now)).toBe(expected)
})

const fine = { approved: true, kinds: ['hot' as const], hasStall: false }

test.each([
  ['before the window', justBefore(times.opensAt), fine, 'DRAW_NOT_OPEN'],
  ['when it opens', times.opensAt, fine, null],
  ['a moment before it ends', justBefore(times.closesAt), fine, null],
  ['when it ends', times.closesAt, fine, 'DRAW_CLOSED'],
  ['while not approved', times.opensAt, { ...fine, approved: false }, 'VENDOR_NOT_APPROVED'],
  ['with a stall', times.opensAt, { ...fine, hasStall: true }, 'ONE_STALL_EACH'],
])('%s a vendor may take part, or is told why not', (_, now, who, expected) => {
  expect(whyNotEnterAny({ state: 'open', times }, {}, who, now)).toBe(expected)
})

test('a cancelled night takes nobody, and no number', () => {
  const night = { cancelled: '有暴雨' }
  expect(whyNotEnterAny({ state: 'open', times }, night, fine, times.opensAt)).toBe('NIGHT_CANCELLED')
  expect(whyNotReveal({ state: 'frozen', times }, night, times.numberAt)).toBe('NIGHT_CANCELLED')
})

test.each([
  [['A01', 'A02'], null],
  [['A01', 'A09'], 'NO_SUCH_STALL'],
  [['A01', 'B01'], 'KIND_MISMATCH'],
])('of wishes for %j the rule says %s', (choices, expected) => {
  const stalls = [
    { code: 'A01', kind: 'hot' as const },
    { code: 'A02', kind: 'hot' as const },
    { code: 'B01', kind: 'craft' as const },
  ]
  expect(whyNotChoices(choices, stalls, ['hot'])).toBe(expected)
})

test.each<[string, StoredState, Date, string | null]>([
  ['before the list is frozen', 'open', times.numberAt, 'LIST_NOT_FROZEN'],
  ['a moment before the number is known', 'frozen', justBefore(times.numberAt), 'NUMBER_TOO_EARLY'],
  ['when the number is known', 'frozen', times.numberAt, null],
  ['a moment before it is too late', 'frozen', justBefore(times.revealBy), null],
  ['when it is too late', 'frozen', times.revealBy, 'REVEAL_TOO_LATE'],
  ['once it is drawn', 'drawn', times.numberAt, 'ALREADY_DRAWN'],
  ['once it is void', 'void', times.numberAt, 'DRAW_VOID'],
])('%s the number may be entered, or it is told why not', (_, state, now, expected) => {
  expect(whyNotReveal({ state, times }, {}, now)).toBe(expected)
})

test.each<[StoredState, Date, string | null]>([
  ['open', times.opensAt, null],
  ['drawn', justBefore(startsAt), null],
  ['drawn', startsAt, 'NIGHT_BEGUN'],
  ['void', times.opensAt, 'ALREADY_VOID'],
])('a round that is %s may be made void, or it is told why not', (state, now, expected) => {
  expect(whyNotVoid({ state, times }, { startsAt }, now)).toBe(expected)
})

test('an entry is taken back while the window is open', () => {
  const round = { state: 'open' as const, times }
  expect(whyNotWithdraw(round, true, justBefore(times.closesAt))).toBeNull()
  expect(whyNotWithdraw(round, true, times.closesAt)).toBe('DRAW_CLOSED')
  expect(whyNotWithdraw(round, false, times.opensAt)).toBe('NOT_ENTERED')
})

test.each([
  [-3, 100],
  [0, 100],
  [0.9, 100],
  [1, 102],
  [24.9, 148],
  [25, 150],
  [1000, 150],
])('%d hours of service weigh %d', (hours, weight) => expect(weightOf(hours)).toBe(weight))

test('a market may let service weigh less, and never more', () => {
  expect([weightOf(1000, 20), weightOf(5, 20), weightOf(1000, 0), weightOf(1000, 80)]).toEqual([120, 110, 100, 150])
})

test('a round again takes the next number of its source, an hour later at the soonest, while the night has not begun', () => {
  expect(timesAgain(times, startsAt, at('26T12:00'))).toEqual({
    opensAt: at('26T12:00'),
    closesAt: at('26T13:00'),
    numberAt: at('26T21:15'),
    revealBy: at('27T12:00'),
  })
  // At 20:30 the window would end after that evening's number.
  expect(timesAgain(times, at('29T17:30'), at('26T20:30'))?.numberAt).toEqual(at('27T21:15'))
  expect(timesAgain(times, at('27T11:00'), at('26T12:00'))?.revealBy).toEqual(at('27T11:00'))
  expect(timesAgain(times, at('26T21:15'), at('26T12:00'))).toBeNull()
})

test('the rule of a market gives the instants of a night, and its source the day of the number', () => {
  const rule = { opensAt: -6 * 1440, closesAt: -240, numberAt: -165, revealBy: 720, source: '福彩3D 开奖号码' }
  expect(drawTimes(rule, '2026-11-27')).toEqual({
    opensAt: at('21T00:00'),
    closesAt: at('26T20:00'),
    numberAt: at('26T21:15'),
    revealBy: at('27T12:00'),
  })
  expect(sourceWords(rule.source, times)).toBe('福彩3D 开奖号码（2026年11月25日 周三）')
  expect(nightOfRound('2026-11-27-taohuajing-12')).toBe('2026-11-27-taohuajing')
})

const draws: Rule = {
  opensDaysBefore: 6,
  opensAt: 600,
  closesDaysBefore: 1,
  closesAt: 1200,
  numberDaysBefore: 1,
  numberAt: 1275,
  revealDaysBefore: 0,
  revealAt: 720,
  source: '福彩3D 开奖号码',
  bonusMax: 20,
}
test.each([
  ['as it is', {}, 1050, null],
  ['an hour to enter', { opensDaysBefore: 1, opensAt: 1140 }, 1050, null],
  ['a minute less', { opensDaysBefore: 1, opensAt: 1141 }, 1050, 'WINDOW_TOO_SHORT'],
  ['a quarter of an hour before the number', { closesAt: 1260 }, 1050, null],
  ['a minute less', { closesAt: 1261 }, 1050, 'FREEZE_TOO_LATE'],
  ['half an hour to enter the number', { revealDaysBefore: 1, revealAt: 1305 }, 1050, null],
  ['a minute less', { revealDaysBefore: 1, revealAt: 1304 }, 1050, 'REVEAL_TOO_SOON'],
  ['drawn until it begins', {}, 720, null],
  ['drawn after it began', {}, 719, 'REVEAL_AFTER_START'],
  ['without a weekly rule', {}, undefined, null],
])('a market draws by this rule: %s', (_, change, start, why) => {
  expect(whyNotDrawRule({ ...draws, ...change }, start)).toBe(why)
})

test('a rule for draws comes back as it was edited, and is counted from midnight of the night’s date', () => {
  expect(storedRule(draws)).toMatchObject({ opensAt: -8040, closesAt: -240, numberAt: -165, revealBy: 720 })
  expect(editedRule(storedRule(draws))).toEqual(draws)
  const { bonusMax: _, ...unlimited } = storedRule({ ...draws, closesAt: 0, numberAt: 0, numberDaysBefore: 0 })
  expect(editedRule(unlimited)).toMatchObject({ closesDaysBefore: 1, closesAt: 0, numberDaysBefore: 0, bonusMax: 50 })
  expect(earliestStart([{ startsAt: 1080 }, { startsAt: 1050 }])).toBe(1050)
})
