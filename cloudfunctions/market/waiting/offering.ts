import { claim, command, find } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { notice, owed, settle } from '../../shared/notify'
import { dayAndTime, longDate } from '../../shared/shanghai'
import { noneStands } from '../booking/claims'
import { nights, type Booking, type Night, type Stall, type Waiter } from '../documents'
import type { Tender } from '../night/tending'
import { fitnessOf, passOver } from './passing'
import { answerBy, offersDue } from './rules'

interface Offer {
  stall: Stall
  waiter: Waiter
  index: number
}

/** How often a run begins anew when others changed the night under it; what is left then the timer offers. */
const rounds = 5

/**
 * Offers what is free to whoever's turn it is, until nothing is left to offer; who could not accept by now, as in a
 * pause that came since they joined, is passed over. To be called after every write that may
 * have freed a stall or added somebody who waits, on facts read after that write.
 * @returns the offers that were made
 */
export async function offerFrom(night: Night, now: Date): Promise<Booking[]> {
  const made: Booking[] = []
  let facts: Night | undefined = night
  for (let left = rounds; facts && left > 0; left--) {
    const due: Offer[] = offersDue(facts, now)
    if (due.length === 0) return made
    const waiters = due.map(({ waiter }) => waiter)
    const fits = await fitnessOf(facts, waiters, now)
    // The last first: to take somebody off the list moves only those behind them.
    for (const offer of due.reverse()) {
      const fit = fits.get(offer.waiter.vendor)
      const can = fit && 'kinds' in fit && fit.kinds.includes(offer.stall.kind)
      if (fit && !can) await passOver(facts, offer, fit, now)
      else {
        const booking = await makeOffer(facts, offer, now)
        if (booking) made.push(booking)
      }
    }
    if (due.every(({ waiter }) => made.some(({ key }) => key === waiter.key))) return made
    facts = await freshNight(night._id)
  }
  await claim(nights, night._id, {}, { due: command.min(now), rev: command.inc(1) })
  return made
}

/** As `offerFrom`, on facts that it reads. */
export async function offerWaiting(id: string, now: Date): Promise<void> {
  const night = await freshNight(id)
  if (night) await offerFrom(night, now)
}

export async function freshNight(id: string): Promise<Night | undefined> {
  const [night] = await find(nights, { where: { _id: id }, sort: [], limit: 1 })
  return night
}

/** Decided by ONE write: the stall is free and to be given, and this person waits, has none, and stands where they stood. */
async function makeOffer(night: Night, { stall, waiter, index }: Offer, now: Date): Promise<Booking | undefined> {
  const { kinds: _, at: waitedSince, key, ...named } = waiter
  const { code, kind, fee } = stall
  const until = answerBy(night, now)
  const booking: Booking = { stall: code, kind, fee, ...named, at: now, until, key, heldBy: key, waitedSince }
  const told = [offered(night, booking, until)]
  const place = `waiting.${String(index)}`
  const done = await claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      opensAt: command.lte(now),
      closesAt: command.gt(now),
      stalls: command.elemMatch({ code, kind, mode: 'pick', outOfUse: command.exists(false) }),
      bookings: command.and([...noneStands({ stall: code }, now), ...noneStands({ vendor: waiter.vendor }, now)]),
      [`${place}.vendor`]: waiter.vendor,
      [`${place}.key`]: key,
    },
    {
      bookings: command.push({ each: [booking] }),
      waiting: command.pull({ vendor: waiter.vendor }),
      due: command.min(until),
      ...owed(told),
      rev: command.inc(1),
    },
  )
  if (done) await settle(nights, night._id, told)
  return done ? booking : undefined
}

const offered = (night: Night, { vendor, stall, key, at }: Booking, until: Date): Notice =>
  notice({
    to: vendor,
    kind: 'market',
    title: '候补到摊位了',
    words: `${longDate(night.date)} ${stall} 给您留到 ${dayAndTime(until)}，来确认`,
    state: '待确认',
    when: until,
    opens: `/market/night-map?night=${night._id}`,
    at,
    cause: `offer ${key}`,
  })

/** What was free and waited for when nobody's tap found it: a hold that lapsed, an action that died before it offered. */
export const offersOfWaiting: Tender = {
  tend: async (night, now) => {
    if (offersDue(night, now).length === 0) return false
    await offerFrom(night, now)
    return true
  },
  due: (night, now) => [
    ...(night.waiting.length > 0 ? [night.opensAt] : []),
    ...(offersDue(night, now).length > 0 ? [new Date(+now + 1)] : []),
  ],
}

/** Whether this was offered from the waiting list and is not accepted. */
export const isOffer = ({ until, waitedSince }: Booking): boolean => until !== undefined && waitedSince !== undefined

/** Tells whoever let an offer lapse that they wait no more. */
export const lapsedNotice = (night: Night, { vendor, stall, key }: Booking, now: Date): Notice =>
  notice({
    to: vendor,
    kind: 'market',
    title: '没来得及确认',
    words: `${longDate(night.date)} ${stall} 已经让给下一位，还想要可以再候补`,
    state: '已过时',
    opens: `/market/night-map?night=${night._id}`,
    at: now,
    cause: `lapse ${key}`,
  })
