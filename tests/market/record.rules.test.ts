import { pointsOf, whyNotInspect } from '../../cloudfunctions/market/inspection/rules'
import type { Marks } from '../../cloudfunctions/market/inspection/contract'
import {
  absenceState,
  ladderOf,
  ladderWords,
  missedSince,
  pauseOn,
  standing,
  whyNotAppeal,
  whyNotLadder,
  whyNotRule,
  windowDays,
} from '../../cloudfunctions/market/record/rules'
import { whyNotSpareFor, whyNotSpareStall } from '../../cloudfunctions/market/spare/rules'
import { addDays } from '../../cloudfunctions/shared/shanghai'

const on = (date: string, more: object = {}) => ({ date, cancelled: false, ...more })
const excused = { appeal: { state: 'excused' as const } }

test('the ladder: a warning, a week, a month, unless the market says otherwise', () => {
  expect(ladderOf({})).toEqual([0, 7, 30])
  expect(ladderOf({ ladder: [3] })).toEqual([3])
})

test.each([
  [[0, 7, 30], '第 1 次提醒，第 2 次停订 7 天，第 3 次起停订 30 天'],
  [[0], '每次提醒'],
  [[0, 0, 14], '第 1 次提醒，第 2 次提醒，第 3 次起停订 14 天'],
])('a ladder %j is told step by step', (ladder, words) => expect(ladderWords(ladder)).toBe(words))

test.each([
  [[0, 7, 30], null],
  [[5], null],
  [[0, 0, 7, 7], null],
  [[7, 0], 'LADDER_FALLS'],
  [[0, 30, 7], 'LADDER_FALLS'],
])('a ladder %j may be: %s', (ladder, why) => expect(whyNotLadder(ladder)).toBe(why))

/** An absence at a night that was planned with this ladder. */
const by = (ladder: number[], date: string) => on(date, { ladder })
test.each([
  ['its own night’s', [by([3], '2026-11-27')], '2026-11-27', { to: '2026-11-30', days: 3 }],
  [
    'the last step for all after',
    ['2026-11-25', '2026-11-26', '2026-11-27'].map((date) => by([1, 2], date)),
    '2026-11-27',
    { to: '2026-11-29', days: 2 },
  ],
  [
    'not the one that was changed since: a later night’s counts both',
    [on('2026-11-20'), by([0, 60], '2026-11-27')],
    '2026-11-27',
    { to: '2027-01-26', days: 60 },
  ],
  [
    'not the one that was made milder since, for what was told',
    [on('2026-11-20'), on('2026-11-21'), by([0], '2026-11-24')],
    '2026-11-25',
    { to: '2026-11-28', days: 7 },
  ],
  [
    'the longest, a year back',
    [by([365], '2026-11-29'), by([0], '2027-06-01')],
    '2027-11-28',
    { to: '2027-11-29', days: 365 },
  ],
  ['none where it only warns', [by([0], '2026-11-26'), by([0], '2026-11-27')], '2026-11-27', undefined],
])('an absence is judged by its night’s ladder: %s', (_, facts, today, paused) =>
  expect(standing(facts, today).paused).toEqual(paused),
)

test.each([
  ['nothing', [], '2026-11-27', { count: 0 }],
  ['one', [on('2026-11-27')], '2026-11-27', { count: 1 }],
  ['two', [on('2026-11-20'), on('2026-11-27')], '2026-11-28', { count: 2, paused: { to: '2026-12-04', days: 7 } }],
  [
    'two, on the last day of the week',
    [on('2026-11-20'), on('2026-11-27')],
    '2026-12-03',
    { count: 2, paused: { to: '2026-12-04', days: 7 } },
  ],
  ['two, a week later', [on('2026-11-20'), on('2026-11-27')], '2026-12-04', { count: 2 }],
  [
    'three',
    [on('2026-11-01'), on('2026-11-20'), on('2026-11-27')],
    '2026-11-27',
    { count: 3, paused: { to: '2026-12-27', days: 30 } },
  ],
  [
    'four',
    [on('2026-11-01'), on('2026-11-02'), on('2026-11-20'), on('2026-11-27')],
    '2026-11-27',
    { count: 4, paused: { to: '2026-12-27', days: 30 } },
  ],
  [
    'two in one night',
    [on('2026-11-27'), on('2026-11-27')],
    '2026-11-27',
    { count: 2, paused: { to: '2026-12-04', days: 7 } },
  ],
  [
    'two further apart than the window',
    [on(addDays('2026-11-27', -windowDays)), on('2026-11-27')],
    '2026-11-27',
    { count: 1 },
  ],
  [
    'two as far apart as the window reaches',
    [on(addDays('2026-11-27', 1 - windowDays)), on('2026-11-27')],
    '2026-11-27',
    { count: 2, paused: { to: '2026-12-04', days: 7 } },
  ],
  ['one that was excused', [on('2026-11-20', excused), on('2026-11-27')], '2026-11-27', { count: 1 }],
  [
    'one whose night was cancelled',
    [{ date: '2026-11-20', cancelled: true }, on('2026-11-27')],
    '2026-11-27',
    { count: 1 },
  ],
  ['one who came', [on('2026-11-20', { came: {} }), on('2026-11-27')], '2026-11-27', { count: 1 }],
  [
    'one appeal open, one upheld',
    [on('2026-11-20', { appeal: { state: 'open' } }), on('2026-11-27', { appeal: { state: 'upheld' } })],
    '2026-11-27',
    { count: 2, paused: { to: '2026-12-04', days: 7 } },
  ],
])('what follows from absences: %s', (_, facts, today, expected) => {
  expect(standing(facts, today)).toEqual(expected)
})

test('the order of the facts does not matter, and an excused one never makes it worse', () => {
  const facts = [on('2026-11-27'), on('2026-11-01'), on('2026-11-20')]
  expect(standing(facts, '2026-11-28')).toEqual(standing([...facts].reverse(), '2026-11-28'))
  for (const each of facts) {
    const { count, paused } = standing(facts, '2026-11-28')
    const better = standing(
      facts.map((fact) => (fact === each ? { ...fact, ...excused } : fact)),
      '2026-11-28',
    )
    expect(better.count).toBe(count - 1)
    expect((better.paused?.to ?? '') <= (paused?.to ?? '')).toBe(true)
  }
})

test('the public is told of absences that count, once for several stalls, not of what is appealed or long ago', () => {
  const absentAt = new Date('2026-11-20T18:30:00+08:00')
  const facts = [
    ...[on('2026-11-20', { absentAt }), on('2026-11-20', { absentAt })],
    on('2026-11-21', { appeal: { state: 'upheld' } }),
    on('2026-11-22', { appeal: { state: 'open' } }),
    ...[on('2026-11-23', excused), on('2026-11-24', { came: {} }), { ...on('2026-11-25'), cancelled: true }],
    on('2026-09-27'),
  ]
  expect(missedSince(facts, '2026-09-28')).toBe(2)
  expect(missedSince(facts, '2026-09-27')).toBe(3)
})

test('a pause keeps nights before its end, and no other', () => {
  const paused = { to: '2026-12-04', days: 7 }
  expect(pauseOn('2026-12-03', { count: 2, paused })).toEqual(paused)
  expect(pauseOn('2026-12-04', { count: 2, paused })).toBeUndefined()
  expect(pauseOn('2026-12-03', { count: 1 })).toBeUndefined()
})

test.each([
  [on('2026-11-27'), 'counts'],
  [on('2026-11-27', { came: {} }), 'came'],
  [on('2026-11-27', excused), 'excused'],
  [on('2026-11-27', { appeal: { state: 'upheld' } }), 'counts'],
  [{ ...on('2026-11-27'), cancelled: true }, 'cancelled'],
] as const)('an absence is what its facts say: %#', (fact, state) => expect(absenceState(fact)).toBe(state))

const absentAt = new Date('2026-11-27T18:30:00+08:00')
test.each([
  ['within a week', {}, '2026-12-04T18:29:00+08:00', null],
  ['after a week', {}, '2026-12-04T18:30:00+08:00', 'APPEAL_TOO_LATE'],
  ['twice', { appeal: { state: 'open' as const } }, '2026-11-28T10:00:00+08:00', 'ALREADY_APPEALED'],
  ['who came after all', { came: {} }, '2026-11-28T10:00:00+08:00', 'COUNTS_NOT'],
])('an appeal: %s', (_, more, now, why) =>
  expect(whyNotAppeal({ ...on('2026-11-27'), ...more, absentAt }, new Date(now))).toBe(why),
)

const absence = { vendor: 'o-lin', marked: { by: 'actor-one' }, appeal: { state: 'open' as const } }
test.each([
  ['a second person', absence, 'o-chen', 'actor-two', null],
  ['who recorded it', absence, 'o-wu', 'actor-one', 'SECOND_PERSON'],
  ['the vendor', absence, 'o-lin', 'actor-lin', 'OWN_APPEAL'],
  ['nobody appealed', { vendor: 'o-lin' }, 'o-chen', 'actor-two', 'NOT_APPEALED'],
  ['it is decided', { ...absence, appeal: { state: 'upheld' as const } }, 'o-chen', 'actor-two', 'ALREADY_RULED'],
])('who decides an appeal: %s', (_, facts, openid, actor, why) =>
  expect(whyNotRule(facts, { openid, actor })).toBe(why),
)

const fine: Marks = { hygiene: 'fine', fire: 'fine', noise: 'fine', footprint: 'fine' }
test.each([
  [{}, 0],
  [{ hygiene: 'mend' as const }, 1],
  [{ fire: 'mend' as const }, 2],
  [{ fire: 'bad' as const, noise: 'bad' as const }, 9],
])('marks %j take off %i points', (marks, points) => expect(pointsOf({ ...fine, ...marks })).toBe(points))

const times = {
  opensAt: new Date(0),
  closesAt: new Date('2026-11-28T00:00:00+08:00'),
  startsAt: new Date('2026-11-27T17:30:00+08:00'),
  occupyBy: new Date('2026-11-27T18:30:00+08:00'),
  endsAt: new Date('2026-11-28T02:00:00+08:00'),
}
const evening = new Date('2026-11-27T20:00:00+08:00')
const look = { booking: { vendor: 'o-lin', arrived: {} }, seen: 0, marks: fine, words: undefined, openid: 'o-chen' }
test.each([
  ['as it should be', {}, evening, null],
  ['before the night', {}, absentAt.getTime() - 7_200_000, 'NOT_RUNNING'],
  ['after the night', {}, +times.endsAt, 'NOT_RUNNING'],
  ['nobody there', { booking: { vendor: 'o-lin' } }, evening, 'NOBODY_HERE'],
  ['no booking', { booking: undefined }, evening, 'NOBODY_HERE'],
  ['one’s own', { openid: 'o-lin' }, evening, 'OWN_STALL'],
  ['bad without words', { marks: { ...fine, noise: 'bad' as const } }, evening, 'WORDS_OWED'],
  ['bad with words', { marks: { ...fine, noise: 'bad' as const }, words: '音响太大' }, evening, null],
  ['six times seen', { seen: 6 }, evening, 'SEEN_ENOUGH'],
])('a mark on a round: %s', (_, more, now, why) =>
  expect(whyNotInspect(times, { ...look, ...more }, new Date(now))).toBe(why),
)

const group = { approved: true, kinds: ['good' as const], hasStall: false, serves: false }
test.each([
  ['late enough', times, group, +times.occupyBy, null],
  ['too early', times, group, +times.occupyBy - 1, 'NOT_YET_SPARE'],
  ['over', times, group, +times.endsAt, 'NIGHT_OVER'],
  ['rain', { ...times, cancelled: '有暴雨' }, group, +evening, 'NIGHT_CANCELLED'],
  ['not approved', times, { ...group, approved: false }, +evening, 'VENDOR_NOT_APPROVED'],
  ['a seller', times, { ...group, kinds: ['hot' as const] }, +evening, 'NOT_FOR_GOOD'],
  ['has one', times, { ...group, hasStall: true, serves: false }, +evening, 'ONE_STALL_EACH'],
  ['serves', times, { ...group, serves: true }, +evening, 'SHIFT_CLASH'],
])('empty stalls do good: %s', (_, night, vendor, now, why) =>
  expect(whyNotSpareFor(night, vendor, new Date(now))).toBe(why),
)

test.each([
  ['free, of whatever kind', { kind: 'hot' as const, mode: 'pick' as const }, false, [], null],
  [
    'somebody waits for its kind',
    { kind: 'hot' as const, mode: 'pick' as const },
    false,
    [{ kinds: ['hot' as const] }],
    'SOMEBODY_WAITS',
  ],
  [
    'somebody waits for another kind',
    { kind: 'hot' as const, mode: 'pick' as const },
    false,
    [{ kinds: ['craft' as const] }],
    null,
  ],
  [
    'somebody waited for it, who is offered none of that mode',
    { kind: 'hot' as const, mode: 'fixed' as const },
    false,
    [{ kinds: ['hot' as const] }],
    null,
  ],
  ['taken', { kind: 'hot' as const, mode: 'pick' as const }, true, [], 'STALL_TAKEN'],
  ['out of use', { kind: 'hot' as const, mode: 'pick' as const, outOfUse: '地面在修' }, false, [], 'STALL_CLOSED'],
  ['no such stall', undefined, false, [], 'STALL_CLOSED'],
])('an empty stall: %s', (_, stall, taken, waiting, why) =>
  expect(whyNotSpareStall(stall, taken, { waiting, closesAt: times.closesAt }, evening)).toBe(why),
)
