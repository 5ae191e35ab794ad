import fc from 'fast-check'
import { boothTimes } from '../../cloudfunctions/volunteer/activity/rules'
import {
  apart,
  busyMarks,
  idAt,
  listsOf,
  overlaps,
  quarterMs,
  shiftDuring,
  shiftState,
  whyNotLast,
} from '../../cloudfunctions/volunteer/shift/rules'
import { clashOf } from '../../cloudfunctions/volunteer/sign-up/rules'

const at = (time: string) => new Date(`2026-11-28T${time}+08:00`)
const times = { opensAt: at('06:00'), closesAt: at('08:30'), startsAt: at('09:00'), endsAt: at('11:00') }

test.each([
  ['05:59', 'notYet'],
  ['06:00', 'open'],
  ['08:29', 'open'],
  ['08:30', 'closed'],
  ['08:59', 'closed'],
  ['09:00', 'running'],
  ['10:59', 'running'],
  ['11:00', 'ended'],
])('at %s a shift is %s', (time, state) => {
  expect(shiftState(times, at(time))).toBe(state)
  expect(shiftState({ ...times, cancelled: '有雨' }, at(time))).toBe('cancelled')
})

test.each([
  ['09:00', '09:15', null],
  ['09:00', '09:10', 'TIMES_ODD'],
  ['09:05', '10:00', 'TIMES_ODD'],
  ['10:00', '10:00', 'TIMES_WRONG'],
  ['10:00', '09:00', 'TIMES_WRONG'],
])('a shift from %s to %s: %s', (from, until, why) => {
  expect(whyNotLast(at(from), at(until))).toBe(why)
})

test('a shift lasts a day at most', () => {
  const day = 24 * 60 * 60_000
  expect(whyNotLast(at('09:00'), new Date(+at('09:00') + day))).toBeNull()
  expect(whyNotLast(at('09:00'), new Date(+at('09:00') + day + quarterMs))).toBe('TIMES_WRONG')
})

/** Times on quarters of an hour around a midnight that begins a leap day. */
const time = fc
  .record({ start: fc.integer({ min: 0, max: 200 }), quarters: fc.integer({ min: 1, max: 96 }) })
  .map(({ start, quarters }) => {
    const startsAt = new Date(+new Date('2028-02-28T12:00:00+08:00') + start * quarterMs)
    return { startsAt, endsAt: new Date(+startsAt + quarters * quarterMs) }
  })

test('two shifts share a mark of one person exactly when they overlap; touching is none', () => {
  fc.assert(
    fc.property(time, time, (one, other) => {
      const marks = new Set(busyMarks('o-lin', one))
      expect(busyMarks('o-lin', other).some((each) => marks.has(each))).toBe(overlaps(one, other))
      expect(busyMarks('o-mei', other).some((each) => marks.has(each))).toBe(false)
    }),
  )
})

/** Times on five minutes, as a stall's night may have them. */
const anyTime = fc
  .record({ start: fc.integer({ min: 0, max: 60 }), fives: fc.integer({ min: 1, max: 24 }) })
  .map(({ start, fives }) => {
    const startsAt = new Date(+new Date('2028-02-28T22:00:00+08:00') + start * 300_000)
    return { startsAt, endsAt: new Date(+startsAt + fives * 300_000) }
  })
const minutesIn = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
  Array.from({ length: (+endsAt - +startsAt) / 60_000 }, (_, index) => +startsAt + index * 60_000)

test('what takes one’s time is a clash exactly where it has a minute in common with the shift, whatever else there is', () => {
  fc.assert(
    fc.property(fc.array(anyTime, { maxLength: 6 }), anyTime, (busy, shift) => {
      const named = busy.map((each, index) => ({ ...each, what: 'stall' as const, title: String(index) }))
      const mine = new Set(minutesIn(shift))
      const first = named.find((each) => minutesIn(each).some((minute) => mine.has(minute)))
      expect(clashOf(named, shift)).toBe(first)
    }),
  )
})

test('whoever takes shift after shift while no mark of theirs is there twice has exactly those that share no minute', () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 12 }), (asked) => {
      const [marks, minutes] = [new Set<string>(), new Set<number>()]
      for (const each of asked) {
        const wanted = busyMarks('o-lin', each)
        const free = !wanted.some((mark) => marks.has(mark))
        expect(free).toBe(!minutesIn(each).some((minute) => minutes.has(minute)))
        if (!free) continue
        for (const mark of wanted) marks.add(mark)
        for (const minute of minutesIn(each)) minutes.add(minute)
      }
    }),
  )
})

test('a booth is a shift on whole quarters of its night, with a quarter to sign up, or none', () => {
  const second = fc.integer({ min: -600, max: 30_000 })
  fc.assert(
    fc.property(second, fc.integer({ min: 0, max: 540 }), (taken, lasts) => {
      const nightEnds = new Date(+new Date('2028-02-28T20:00:00+08:00') + lasts * 60_000)
      const takenAt = new Date(+new Date('2028-02-28T20:00:00+08:00') + taken * 1000)
      const booth = boothTimes(takenAt, nightEnds)
      const [first, last] = [+takenAt + quarterMs, +nightEnds]
      if (!booth) return expect(last - first).toBeLessThan(2 * quarterMs)
      expect(whyNotLast(booth.startsAt, booth.endsAt)).toBeNull()
      expect(+booth.startsAt - first >= 0 && +booth.startsAt - first < quarterMs).toBe(true)
      expect(last - +booth.endsAt >= 0 && last - +booth.endsAt < quarterMs).toBe(true)
    }),
  )
})

test('ids sort by when shifts begin, in Shanghai, also past midnight and past a leap day', () => {
  fc.assert(
    fc.property(time, time, ({ startsAt: one }, { startsAt: other }) => {
      expect(Math.sign(+one - +other)).toBe(idAt(one) < idAt(other) ? -1 : idAt(one) > idAt(other) ? 1 : 0)
    }),
  )
  expect(idAt(new Date('2028-02-28T16:30:00Z'))).toBe('2028-02-29T0030')
})

test('shifts at one door are found less than a metre apart, and no two at the same point', () => {
  const door = { latitude: 28.2762, longitude: 112.9215 }
  const points = Array.from({ length: 3000 }, (_, index) =>
    apart(door, `2026-11-28T0900-${String(index).padStart(6, '0')}`),
  )
  expect(new Set(points.map(String)).size).toBe(points.length)
  for (const [longitude, latitude] of points) {
    expect(Math.abs(longitude - door.longitude) * 111_320).toBeLessThanOrEqual(0.5)
    expect(Math.abs(latitude - door.latitude) * 111_320).toBeLessThanOrEqual(0.5)
  }
})

test('a shift stands in the lists of its place and of those above, of all and of its category', () => {
  expect(listsOf('wangcheng.yueliangdao.taohuajing', 'clean')).toEqual([
    'wangcheng.yueliangdao.taohuajing',
    'clean@wangcheng.yueliangdao.taohuajing',
    'wangcheng.yueliangdao',
    'clean@wangcheng.yueliangdao',
    'wangcheng',
    'clean@wangcheng',
    '*',
    'clean@*',
  ])
})

test('whoever has a place in a shift serves while it lasts; who is offered one, or whose shift is off, does not', () => {
  const shift = { title: '送餐', startsAt: at('09:00'), endsAt: at('11:00'), holders: [{ person: 'o-1' }] }
  const during = (from: string, until: string, one: object = {}, who = 'o-1') =>
    shiftDuring([{ ...shift, ...one }], who, { startsAt: at(from), endsAt: at(until) })
  expect(during('10:45', '14:00')).toBe('送餐')
  expect(during('11:00', '14:00')).toBeUndefined()
  expect(during('08:00', '09:00')).toBeUndefined()
  expect(during('10:45', '14:00', {}, 'o-2')).toBeUndefined()
  expect(during('10:45', '14:00', { cancelled: '有雨' })).toBeUndefined()
  expect(during('10:45', '14:00', { holders: [{ person: 'o-1', until: at('10:00') }] })).toBeUndefined()
})
