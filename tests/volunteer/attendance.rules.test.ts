import fc from 'fast-check'
import {
  attendanceState,
  codeNow,
  isToConfirm,
  metresBetween,
  nextStep,
  readCode,
  whyNotCode,
  whyNotCome,
  whyNotGo,
  whyNotThen,
} from '../../cloudfunctions/volunteer/attendance/rules'

const shift = { startsAt: new Date('2026-11-28T09:00:00+08:00'), endsAt: new Date('2026-11-28T11:00:00+08:00') }
const at = (time: string) => new Date(`2026-11-28T${time}+08:00`)
const made = { shift: '2026-11-28T0900-wanted', leads: '01234567', key: 'a key of this shift' }

test('a code is another one every half minute, says what it is of, and counts for two minutes around its own time', () => {
  const code = codeNow(made, at('09:00:00'))
  expect(codeNow(made, at('09:00:29'))).toBe(code)
  expect(codeNow(made, at('09:00:30'))).not.toBe(code)
  expect(readCode(code)).toMatchObject({ shift: made.shift, leads: made.leads, at: at('09:00:00') })
  expect(readCode('https://example.org')).toBeNull()
  const why = (time: string, madeAt?: string) =>
    whyNotCode(code, made.key, madeAt === undefined ? undefined : at(madeAt), at(time))
  expect(why('08:58:00')).toBeNull()
  expect(why('08:57:59')).toBe('CODE_OLD')
  expect(why('09:02:00')).toBeNull()
  expect(why('09:02:01')).toBe('CODE_OLD')
  // A phone without network kept it; its clock may be ten minutes wrong.
  expect(why('10:00:00', '09:10:00')).toBeNull()
  expect(why('10:00:00', '08:50:00')).toBeNull()
  expect(why('10:00:00', '09:20:00')).toBe('CODE_OLD')
  expect(whyNotCode(code, 'another key', undefined, at('09:00:00'))).toBe('CODE_FALSE')
  const other = codeNow({ ...made, leads: '76543210' }, at('09:00:00'))
  expect(whyNotCode(other.replace('76543210', '01234567'), made.key, undefined, at('09:00:00'))).toBe('CODE_FALSE')
})

test.each([
  ['08:44:59', null, 'NOT_YET'],
  ['08:45:00', null, null],
  ['10:59:59', null, null],
  ['11:00:00', null, 'SHIFT_OVER'],
  ['09:02:00', '09:00:00', null],
  ['09:02:01', '09:00:00', 'TIME_IMPLAUSIBLE'],
  ['09:00:00', '11:00:00', null],
  ['09:00:00', '11:00:01', 'HEARD_TOO_LATE'],
] as const)('who came at %s, heard of at %s, is told %s', (came, now, why) => {
  expect(whyNotThen(shift, at(came), at(now ?? came), 'code')).toBe(why)
})

test('a scan without network counts in a shift across midnight of a leap day, the phone’s clock ten minutes wrong or not', () => {
  const night = { startsAt: new Date('2028-02-28T23:00:00+08:00'), endsAt: new Date('2028-02-29T02:00:00+08:00') }
  const minutes = (from: number, until: number) =>
    fc.integer({ min: from * 60, max: until * 60 }).map((each) => each * 1000)
  fc.assert(
    fc.property(minutes(-15, 180), minutes(-30, 30), minutes(0, 100), (really, wrong, heard) => {
      const [scanned, now] = [new Date(+night.startsAt + really), new Date(+night.startsAt + really + heard)]
      const told = new Date(+scanned + wrong)
      const code = codeNow({ ...made, shift: '2028-02-28T2300-wanted' }, scanned)
      const why = whyNotCode(code, made.key, told, now)
      // The code was first shown up to half a minute before it was scanned.
      if (Math.abs(wrong) <= 14 * 60_000) expect(why).toBeNull()
      if (Math.abs(wrong) > 15.5 * 60_000) expect(why).toBe('CODE_OLD')
      // Its own time is the code's, whatever the phone says: never before the doors open, never after the end.
      const at = readCode(code)?.at ?? now
      expect(+scanned - +at >= 0 && +scanned - +at < 30_000).toBe(true)
      if (+scanned < +night.endsAt && +at >= +night.startsAt - 15 * 60_000)
        expect(whyNotThen(night, at, now, 'code')).toBeNull()
    }),
  )
})

test('a kept place is to be confirmed first; whom a hand missed, a hand brings back; a cancelled shift has no attendance', () => {
  const now = at('09:00:00')
  expect(whyNotCome(shift, { until: now }, now, now)).toBe('NOT_CONFIRMED')
  expect(whyNotCome(shift, { missed: {} }, now, now)).toBeNull()
  expect(whyNotCome(shift, { missed: { marked: {} } }, now, now)).toBe('MARKED_MISSED')
  expect(whyNotCome({ ...shift, cancelled: '下雨' }, {}, now, now)).toBe('SHIFT_CANCELLED')
})

test('who goes must have come before, and says so within two hours after the end', () => {
  const here = { came: { at: at('09:00:00') } }
  expect(whyNotGo(shift, {}, at('10:00:00'), at('10:00:00'))).toBe('NOT_HERE')
  expect(whyNotGo(shift, here, at('08:59:59'), at('10:00:00'))).toBe('TIME_IMPLAUSIBLE')
  expect(whyNotGo(shift, here, at('13:00:00'), at('13:00:00'))).toBeNull()
  expect(whyNotGo(shift, here, at('13:00:01'), at('13:00:01'))).toBe('LEAVING_OVER')
  expect(whyNotGo(shift, here, at('10:00:00'), at('12:00:01'))).toBe('HEARD_TOO_LATE')
})

test('what was heard late or by nobody at all waits for whoever leads', () => {
  const went = { by: 'code' as const }
  expect(isToConfirm({ came: {}, went })).toBe(false)
  expect(isToConfirm({ came: { late: true }, went })).toBe(true)
  expect(isToConfirm({ came: {}, went: { ...went, late: true } })).toBe(true)
  expect(isToConfirm({ came: {}, went: { by: 'clock' } })).toBe(true)
  expect(isToConfirm({ came: {}, went: { by: 'clock', confirmed: {} } })).toBe(false)
  expect(isToConfirm({ came: { late: true }, went: { by: 'hand' } })).toBe(false)
  expect(isToConfirm({ came: { late: true } })).toBe(false)
})

test('what is next for a place: in, then out, then nothing', () => {
  expect(nextStep(shift, {}, at('08:00:00'))).toEqual({ next: 'in', whyNot: 'NOT_YET' })
  expect(nextStep(shift, {}, at('08:50:00'))).toEqual({ next: 'in', whyNot: null })
  const came = { at: at('08:50:00') }
  expect(nextStep(shift, { came }, at('12:00:00'))).toEqual({ next: 'out', whyNot: null })
  expect(nextStep(shift, { came }, at('13:00:01'))).toBeNull()
  expect(nextStep(shift, { came, went: { by: 'code' } }, at('10:00:00'))).toBeNull()
  expect(nextStep(shift, {}, at('11:00:00'))).toBeNull()
  expect(attendanceState({})).toBe('expected')
  expect(attendanceState({ came: {} })).toBe('here')
  expect(attendanceState({ came: {}, went: { by: 'code' } })).toBe('gone')
  expect(attendanceState({ missed: {} })).toBe('missed')
})

test('metres between two points', () => {
  const here = { latitude: 28.2762, longitude: 112.9215 }
  expect(metresBetween(here, here)).toBe(0)
  // A thousandth of a degree is 111 m to the north, and less to the east, the farther from the equator.
  expect(metresBetween(here, { ...here, latitude: 28.2772 })).toBeCloseTo(111.2, 0)
  expect(metresBetween(here, { ...here, longitude: 112.9225 })).toBeCloseTo(97.9, 0)
})
