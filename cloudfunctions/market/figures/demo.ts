import { addDays, dateOf, weekdayOf } from '../../shared/shanghai'
import type { Booking, FeeAccount, FeeFact, Inspection, Market, Night, Vendor } from '../documents'
import { accountId } from '../fees/lines'
import { nightsOf } from '../night/plan'

const minuteMs = 60_000

const later = (instant: Date, minutes: number): Date => new Date(+instant + minutes * minuteMs)

/** Each third stall, at the weekend every other one, each to somebody who sells such things; another one each night. */
function booked(night: Night, people: readonly Vendor[], taken: readonly string[]): Booking[] {
  const left = [...people]
  const weekday = weekdayOf(night.date)
  return night.stalls.flatMap(({ code, kind, fee, outOfUse }, index): Booking[] => {
    if ((index + weekday) % (weekday < 5 ? 3 : 2) !== 0 || outOfUse !== undefined || taken.includes(code)) return []
    const at = left.findIndex(({ kinds }) => kinds.includes(kind))
    const [who] = at < 0 ? [] : left.splice(at, 1)
    if (!who) return []
    const { _id: vendor, shop, name, sells } = who
    const key = `demo-${night._id}-${code}`
    return [{ stall: code, kind, fee, vendor, shop, name, sells, at: later(night.opensAt, 20 + index), key }]
  })
}

/** They come before the time to be there, but for each ninth. */
const here = ({ startsAt, occupyBy, endsAt, _id }: Night, booking: Booking, index: number): Booking => {
  const at = index % 9 === 8 ? later(occupyBy, 5) : later(startsAt, index - 20)
  const key = `demo-here-${_id}-${booking.stall}`
  return {
    ...booking,
    arrived: { at, heard: at, by: 'sign', key },
    left: { at: later(endsAt, -index), key: `${key}-left` },
  }
}

const seen = ({ startsAt, _id }: Night, { stall, vendor, shop, name }: Booking, index: number): Inspection => ({
  id: `00000000-0000-4000-8000-${_id.slice(0, 10).replace(/-/g, '')}${String(index).padStart(4, '0')}`,
  ...{ stall, vendor, shop, name },
  marks: { hygiene: index % 2 === 0 ? 'mend' : 'fine', fire: 'fine', noise: 'fine', footprint: 'fine' },
  ...(index % 2 === 0 ? { words: '摊前的地要扫一扫' } : {}),
  at: later(startsAt, 120 + index),
  by: 'actor-demo',
  key: `demo-seen-${_id}-${String(index)}`,
})

const outage = '晚上停电两个小时'

/** What happened to the money of the `index`-th stall: most pay, each ninth has not yet; after an outage some owe nothing. */
function factsOf({ date, startsAt, endsAt }: Night, { fee, key }: Booking, index: number, wasDark: boolean): FeeFact[] {
  const fact = (kind: FeeFact['kind'], at: Date, more: Partial<FeeFact> = {}): FeeFact => ({
    ...{ id: `${key}-${kind}`, kind, amount: fee, by: 'actor-demo', at, key: `${key}-${kind}` },
    ...more,
  })
  const paid = fact('paid', later(startsAt, 30 + index), { way: 'cash' })
  const waived = fact('waived', endsAt, { reason: outage })
  if (!wasDark || index > 5) return (index + weekdayOf(date)) % 9 === 6 ? [] : [paid]
  return index > 2
    ? [waived]
    : [paid, waived, fact('refunded', later(endsAt, 20), { way: 'cash', by: 'actor-other', reason: outage })]
}

const accountOf = (night: Night, booking: Booking, facts: FeeFact[]): FeeAccount => {
  const { _id, market, marketName, place, date } = night
  const { vendor, shop, name } = booking
  return {
    _id: accountId(_id, shop),
    night: _id,
    market,
    marketName,
    place,
    date,
    vendor,
    shop,
    name,
    facts,
    rev: facts.length,
  }
}

const daysBack = 12

/**
 * Evenings that are over, with who was there and what they paid.
 * @param before nights of these days that are there already; they get people beside what they have
 */
export function pastNights(market: Market, people: readonly Vendor[], now: Date, before: readonly Night[]) {
  const nights: Night[] = []
  const accounts: FeeAccount[] = []
  for (let days = 2; days <= daysBack; days++) {
    const date = addDays(dateOf(now), -days)
    const [planned] = nightsOf(market, date, 1)
    const known = before.find((each) => each.date === date) ?? planned
    if (!known) continue
    const { due: _never, ...night } = known
    const turn = (days * 7) % people.length
    const who = [...people.slice(turn), ...people.slice(0, turn)]
    const missed = (night.absent ?? []).map(({ stall }) => stall)
    const bookings = booked(night, who, missed).map((each, index) => here(night, each, index))
    const [first, ...others] = bookings
    const inspected = [...(night.inspected ?? []), ...others.slice(0, 4).map((each, index) => seen(night, each, index))]
    const gone = first
      ? [{ ...first, releasedAt: later(night.cancelBy, -90), releaseKey: `demo-gone-${night._id}` }]
      : []
    const released = gone.map(({ arrived: _arrived, left: _left, ...each }) => each)
    nights.push({ ...night, bookings: others, inspected, released })
    for (const [index, booking] of others.entries()) {
      const facts = booking.fee === 0 ? [] : factsOf(night, booking, index, days === 4)
      if (facts.length > 0) accounts.push(accountOf(night, booking, facts))
    }
  }
  return { nights, accounts }
}
