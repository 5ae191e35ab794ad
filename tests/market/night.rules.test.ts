import { nightState, nightTimes, stallState, stands } from '../../cloudfunctions/market/night/rules'

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const night = {
  opensAt: at('20T10:00'),
  closesAt: at('27T16:00'),
  startsAt: at('27T17:30'),
  endsAt: at('28T01:30'),
}
const justBefore = (instant: Date) => new Date(instant.getTime() - 1)

test.each([
  ['a moment before booking opens', justBefore(night.opensAt), 'draft'],
  ['when booking opens', night.opensAt, 'open'],
  ['a moment before booking closes', justBefore(night.closesAt), 'open'],
  ['when booking closes', night.closesAt, 'closed'],
  ['a moment before it starts', justBefore(night.startsAt), 'closed'],
  ['when it starts', night.startsAt, 'running'],
  ['past midnight', at('28T00:30'), 'running'],
  ['when it ends', night.endsAt, 'ended'],
])('%s a night is as the clock says', (_, now, state) => {
  expect(nightState(night, now)).toBe(state)
})

test('a night that takes bookings while it runs is open until booking closes', () => {
  const late = { ...night, closesAt: at('28T00:00') }
  expect(nightState(late, at('27T23:59'))).toBe('open')
  expect(nightState(late, at('28T00:00'))).toBe('running')
})

test('a cancelled night is cancelled at any time', () => {
  for (const now of [at('01T00:00'), night.startsAt, at('30T00:00')])
    expect(nightState({ ...night, cancelled: '有暴雨' }, now)).toBe('cancelled')
})

const friday = {
  weekdays: [5],
  opensDaysBefore: 7,
  opensAt: 600,
  closesAt: 1440,
  cancelBy: 930,
  startsAt: 1050,
  occupyBy: 1110,
  endsAt: 1530,
}

test('the weekly rule gives a night its instants in Shanghai, and other days rest', () => {
  expect(nightTimes([friday], '2026-11-27')).toEqual({
    opensAt: at('20T10:00'),
    closesAt: at('28T00:00'),
    cancelBy: at('27T15:30'),
    startsAt: at('27T17:30'),
    occupyBy: at('27T18:30'),
    endsAt: at('28T01:30'),
  })
  expect(nightTimes([friday], '2026-11-26')).toBeNull()
})

test.each([
  ['a booking', {}, true],
  ['a hold, a moment before it lapses', { until: new Date(+night.startsAt + 1) }, true],
  ['a hold when it lapses', { until: night.startsAt }, false],
])('%s stands: %j', (_, booking, standing) => {
  expect(stands(booking, night.startsAt)).toBe(standing)
})

test('a stall is mine, held, taken, free or closed', () => {
  expect(stallState({}, { vendor: 'o-1' }, 'o-1')).toBe('mine')
  expect(stallState({}, { vendor: 'o-1' }, 'o-2')).toBe('taken')
  expect(stallState({}, { vendor: 'o-1' }, undefined)).toBe('taken')
  expect(stallState({}, undefined, 'o-1')).toBe('free')
  expect(stallState({ outOfUse: '地面在修' }, undefined, 'o-1')).toBe('closed')
  const until = at('27T17:40')
  expect(stallState({}, { vendor: 'o-1', until }, 'o-1')).toBe('holding')
  expect(stallState({}, { vendor: 'o-1', until }, 'o-2')).toBe('held')
})
