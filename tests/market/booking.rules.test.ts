import {
  cancelDeadline,
  vendorFacts,
  whyNotBookAny,
  whyNotCancel,
  whyNotStall,
  type VendorFacts,
} from '../../cloudfunctions/market/booking/rules'

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const night = { opensAt: at('20T10:00'), closesAt: at('27T16:00'), startsAt: at('27T17:30'), endsAt: at('28T01:30') }
const vendor: VendorFacts = { approved: true, kinds: ['hot'], stalls: [], most: 1 }
const noon = at('27T12:00')

test.each([
  ['an approved vendor in time', night, vendor, noon, null],
  ['before booking opens', night, vendor, at('20T09:59'), 'NIGHT_NOT_OPEN'],
  ['when booking has closed', night, vendor, at('27T16:00'), 'NIGHT_CLOSED'],
  ['while it runs', night, vendor, at('27T20:00'), 'NIGHT_CLOSED'],
  ['after it ended', night, vendor, at('28T02:00'), 'NIGHT_CLOSED'],
  ['a cancelled night', { ...night, cancelled: '有暴雨' }, vendor, noon, 'NIGHT_CANCELLED'],
  ['a vendor not approved', night, { ...vendor, approved: false }, noon, 'VENDOR_NOT_APPROVED'],
  ['a vendor who has a stall', night, { ...vendor, stalls: ['A01'] }, noon, 'ONE_STALL_EACH'],
  ['a vendor who has one of two', night, { ...vendor, stalls: ['A01'], most: 2 }, noon, null],
  ['a vendor who has two of two', night, { ...vendor, stalls: ['A01', 'A02'], most: 2 }, noon, 'ONE_STALL_EACH'],
])('%s: %#', (_, facts, who, now, code) => {
  expect(whyNotBookAny(facts, who, now)).toBe(code)
})

test.each([
  [{ kind: 'hot', mode: 'pick', state: 'free' } as const, null],
  [{ kind: 'hot', mode: 'pick', state: 'holding' } as const, null],
  [{ kind: 'craft', mode: 'pick', state: 'free' } as const, 'KIND_MISMATCH'],
  [{ kind: 'hot', mode: 'pick', state: 'taken' } as const, 'STALL_TAKEN'],
  [{ kind: 'hot', mode: 'pick', state: 'held' } as const, 'STALL_TAKEN'],
  [{ kind: 'hot', mode: 'pick', state: 'closed' } as const, 'STALL_CLOSED'],
  [{ kind: 'hot', mode: 'fixed', state: 'free' } as const, 'STALL_FIXED'],
  [{ kind: 'hot', mode: 'draw', state: 'free' } as const, 'STALL_BY_DRAW'],
  [undefined, 'NO_SUCH_STALL'],
])('a hot-food vendor before %p: %s', (stall, code) => {
  expect(whyNotStall(stall, ['hot'])).toBe(code)
})

test('a free stall that others wait for is theirs first; what is kept for this vendor is not in question', () => {
  const stall = { kind: 'hot', mode: 'pick' } as const
  expect(whyNotStall({ ...stall, state: 'free' }, ['hot'], ['hot'])).toBe('STALL_WAITED')
  expect(whyNotStall({ ...stall, state: 'free' }, ['hot'], ['cold'])).toBeNull()
  expect(whyNotStall({ ...stall, state: 'holding' }, ['hot'], ['hot'])).toBeNull()
})

test('a stall of a kind that the papers do not cover that night is refused, after a kind that is not theirs', () => {
  const stall = { kind: 'hot', mode: 'pick', state: 'free' } as const
  expect(whyNotStall(stall, ['hot', 'goods'], [], ['hot'])).toBe('PAPERS_EXPIRED')
  expect(whyNotStall({ ...stall, kind: 'goods' }, ['hot', 'goods'], [], ['hot'])).toBeNull()
  expect(whyNotStall(stall, ['goods'], [], ['hot'])).toBe('KIND_MISMATCH')
})

test('a booking may be given back until the deadline, or for ten minutes after it was made', () => {
  const cancelBy = at('27T15:30')
  const early = { cancelBy, at: at('25T09:00') }
  expect(whyNotCancel(early, new Date(cancelBy.getTime() - 1))).toBeNull()
  expect(whyNotCancel(early, cancelBy)).toBe('CANCEL_TOO_LATE')
  const late = { cancelBy, at: at('27T15:50') }
  expect(cancelDeadline(late.cancelBy, late.at)).toEqual(at('27T16:00'))
  expect(whyNotCancel(late, at('27T15:59'))).toBeNull()
  expect(whyNotCancel(late, at('27T16:00'))).toBe('CANCEL_TOO_LATE')
  expect(whyNotCancel(undefined, noon)).toBe('NO_BOOKING')
  expect(whyNotCancel({ ...late, until: at('27T16:20') }, at('27T16:10'))).toBeNull()
})

test('a vendor without an approved profile is not approved, and their stall of the night is known', () => {
  const date = '2026-11-27'
  const booked = { date, bookings: [{ vendor: 'o-1', stall: 'A01' }] }
  const profile = { kinds: ['hot' as const], state: 'approved' }
  const none = { approved: true, kinds: ['hot'], stalls: [], most: 1 }
  expect(vendorFacts(booked, 'o-1', profile, noon)).toEqual({ ...none, stalls: ['A01'] })
  expect(vendorFacts({ ...booked, stallsEach: 2 }, 'o-1', profile, noon)).toMatchObject({ most: 2 })
  expect(vendorFacts(booked, 'o-2', { ...profile, state: 'suspended' }, noon)).toEqual({ ...none, approved: false })
  expect(vendorFacts(booked, 'o-2', undefined, noon)).toEqual({ ...none, approved: false, kinds: [] })
  const until = at('27T12:10')
  const held = { date, bookings: [{ vendor: 'o-1', stall: 'A01', until }] }
  expect(vendorFacts(held, 'o-1', profile, noon)).toMatchObject({ held: { stall: 'A01', until, offered: false } })
  expect(vendorFacts(held, 'o-1', profile, until)).toEqual(none)
  const record = { count: 2, paused: { to: '2026-12-04', days: 7 } }
  expect(vendorFacts(booked, 'o-2', profile, noon, { record })).toMatchObject({ paused: { to: '2026-12-04' } })
  const later = { ...booked, date: '2026-12-04' }
  expect(vendorFacts(later, 'o-2', profile, noon, { record })).not.toHaveProperty('paused')
  expect(vendorFacts(booked, 'o-2', profile, noon, { servesIn: '送餐' })).toMatchObject({ servesIn: '送餐' })
})
