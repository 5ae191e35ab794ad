import {
  afterAbsence,
  expectedBy,
  gateOpensAt,
  isMissed,
  passCode,
  readPass,
  seatMoves,
  seatState,
  whyNotLeave,
  whyNotMissed,
  whyNotPass,
  whyNotThen,
} from '../../cloudfunctions/market/gate/rules'
import { seatStates } from '../../cloudfunctions/market/gate/contract'

const at = (time: string, day = 27) => new Date(`2026-11-${String(day)}T${time}:00+08:00`)
const night = { startsAt: at('17:30'), occupyBy: at('18:30'), endsAt: at('02:00', 28) }
const rained = { ...night, cancelled: '有暴雨' }

test('every state of a seat says where each thing that can happen leads', () => {
  const events = ['arrive', 'leave', 'miss', 'missByHand'] as const
  const table = seatStates.map((state) => [state, ...events.map((event) => seatMoves[state][event] ?? '–')])
  expect(table).toEqual([
    ['expected', 'here', '–', 'absent', 'absent'],
    ['here', '–', 'left', '–', 'absent'],
    ['left', '–', '–', '–', '–'],
    ['absent', 'here', '–', '–', '–'],
  ])
  expect([seatState({}), seatState({ arrived: {} }), seatState({ arrived: {}, left: {} })]).toEqual([
    'expected',
    'here',
    'left',
  ])
})

test('the gate opens two hours before the night', () => expect(gateOpensAt(night)).toEqual(at('15:30')))

test.each([
  ['long before', '10:00', '18:30'],
  ['a moment before it would matter', '17:44', '18:30'],
  ['late', '18:00', '18:45'],
  ['while it runs', '21:00', '21:45'],
])('who booked %s (%s) is expected by %s', (_, booked, by) => {
  expect(expectedBy(night.occupyBy, at(booked))).toEqual(at(by))
})

test.each([
  ['before the gate opens', night, at('15:29'), at('15:29'), true, 'GATE_NOT_OPEN'],
  ['when it opens', night, at('15:30'), at('15:30'), true, null],
  ['after midnight, on the night of the date before', night, at('00:30', 28), at('00:30', 28), true, null],
  ['a minute before the end', night, at('01:59', 28), at('01:59', 28), false, null],
  ['at the end', night, at('02:00', 28), at('02:00', 28), false, 'NIGHT_OVER'],
  ['by a clock two minutes ahead', night, at('18:02'), at('18:00'), true, null],
  ['by a clock three minutes ahead', night, at('18:03'), at('18:00'), true, 'TIME_IMPLAUSIBLE'],
  ['by themselves two hours ago', night, at('18:00'), at('20:00'), true, null],
  ['by themselves longer ago', night, at('18:00'), at('20:01'), true, 'HEARD_TOO_LATE'],
  ['by staff longer ago', night, at('18:00'), at('20:01'), false, null],
  ['by staff twelve hours after the night', night, at('18:00'), at('14:00', 28), false, null],
  ['by staff later still', night, at('18:00'), at('14:01', 28), false, 'HEARD_TOO_LATE'],
  ['on a night that does not take place', rained, at('18:00'), at('18:00'), false, 'NIGHT_CANCELLED'],
])('a scan made %s', (_, facts, madeAt, now, own, why) => {
  expect(whyNotThen(facts, madeAt, now, own)).toBe(why)
})

test.each([
  ['is not yet due', {}, at('18:29'), false],
  ['is due', {}, at('18:30'), true],
  ['is there', { arrived: {} }, at('18:30'), false],
  ['is only held', { until: at('19:00') }, at('18:30'), false],
  ['was booked late', { at: at('18:00') }, at('18:44'), false],
])('the clock misses who %s: %#', (_, facts, now, missed) => {
  expect(isMissed(night, { at: at('10:00'), ...facts }, now)).toBe(missed)
  expect(isMissed(rained, { at: at('10:00'), ...facts }, now)).toBe(false)
})

const missed = { absentAt: at('18:30') }
const marked = { ...missed, marked: {} }
test.each([
  ['in time, the stall free', missed, '18:29', true, true, 'restore'],
  ['in time, the stall given', missed, '18:29', false, true, 'note'],
  ['late, the stall free', missed, '19:00', true, true, 'restore'],
  ['late, the stall given', missed, '19:00', false, false, 'STALL_GIVEN'],
  ['missed by hand, by themselves', marked, '18:29', true, true, 'MARKED_ABSENT'],
  ['missed by hand, by staff', marked, '19:00', true, false, 'restore'],
  ['missed by hand, by staff, the stall given', marked, '18:29', false, false, 'STALL_GIVEN'],
])('who was missed and came %s', (_, absence, madeAt, free, own, then) => {
  expect(afterAbsence(absence, at(madeAt), free, own)).toBe(then)
})

const pass = { key: 'a'.repeat(32), night: '2026-11-27-taohuajing', stall: 'A03' }
test('a pass shows another code each half minute, and is read without asking anybody', () => {
  const code = passCode(pass, at('18:00'))
  expect(code.length).toBeLessThan(90)
  expect(readPass(code)).toMatchObject({ night: pass.night, stall: 'A03' })
  expect(passCode(pass, new Date(+at('18:00') + 29_999))).toBe(code)
  expect(passCode(pass, new Date(+at('18:00') + 30_000))).not.toBe(code)
  expect(whyNotPass(code, pass.key, at('18:00'))).toBeNull()
  expect(whyNotPass(code, pass.key, at('18:02'))).toBeNull()
  expect(whyNotPass(code, pass.key, at('17:58'))).toBeNull()
  expect(whyNotPass(code, pass.key, at('18:03'))).toBe('PASS_OLD')
  expect(whyNotPass(code, 'b'.repeat(32), at('18:00'))).toBe('PASS_FALSE')
  expect(whyNotPass(code.replace('A03', 'A04'), pass.key, at('18:00'))).toBe('PASS_FALSE')
  expect(whyNotPass('anything', pass.key, at('18:00'))).toBe('PASS_FALSE')
  expect(readPass(`${code}0`)).toBeNull()
})

test.each([
  ['nobody is there', undefined, '23:00', 27, 'NOT_HERE'],
  ['not checked in', {}, '23:00', 27, 'NOT_HERE'],
  ['there', { arrived: {} }, '23:00', 27, null],
  ['gone already', { arrived: {}, left: {} }, '23:00', 27, 'NOT_HERE'],
  ['three hours after the night', { arrived: {} }, '05:00', 28, null],
  ['later', { arrived: {} }, '05:01', 28, 'PACKING_OVER'],
])('packing up: %s', (_, booking, time, day, why) => {
  expect(whyNotLeave(night, booking, at(time, day), at(time, day))).toBe(why)
})

test('packing up by a clock that is ahead is refused', () =>
  expect(whyNotLeave(night, { arrived: {} }, at('23:03'), at('23:00'))).toBe('TIME_IMPLAUSIBLE'))

test.each([
  ['no booking', night, undefined, '19:00', 'NO_BOOKING'],
  ['too early', night, {}, '18:29', 'NOT_YET_ABSENT'],
  ['due', night, {}, '18:30', null],
  ['a sign was scanned, and nobody is there', night, { arrived: {} }, '19:00', null],
  ['packed up', night, { arrived: {}, left: {} }, '19:00', 'ALREADY_LEFT'],
  ['rain', rained, {}, '19:00', 'NIGHT_CANCELLED'],
])('noting an absence by hand: %s', (_, facts, booking, now, why) => {
  expect(whyNotMissed(facts, booking && { at: at('10:00'), ...booking }, at(now))).toBe(why)
})
