import { claim, command, untilClaimed } from '../../shared/database'
import { members, photos } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { folderOf } from '../../shared/photos'
import { checkOnce, checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { addDays, dateOf } from '../../shared/shanghai'
import { nights, stallSigns, type Booking, type Leaving, type Night } from '../documents'
import { marketOf } from '../night/rules'
import { takePhoto } from '../photos'
import { offerWaiting } from '../waiting/offering'
import { arrive, noticedAt } from './arriving'
import { gate as contract, type Pass, type Seat } from './contract'
import { release } from './missing'
import { gateOpensAt, readPass, whyNotLeave, whyNotMissed, whyNotPass } from './rules'
import { findSeat, passKey, seatView } from './seats'

const nightOnly = ({ input }: { input: { night: string } }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') })

/** More than anybody has at a time. */
const mostPasses = 8

export const myPass = action(contract.myPass, {
  load: ({ caller }) => ({
    me: maybe(members, caller),
    nights: many(nights, { match: { 'bookings.vendor': caller }, sort: { _id: -1 }, limit: 30 }),
  }),
  run: ({ caller, now, loaded: { me, nights } }) => {
    const since = addDays(dateOf(now), -1)
    const passes = nights
      .filter((night) => night.date >= since && night.cancelled === undefined)
      .flatMap((night) => passesOf(night, caller))
      .sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
      .slice(0, mostPasses)
    return { passes, ...(me?.uploads === undefined ? {} : { folder: folderOf(me.uploads, 'pitch') }) }
  },
})

/** One's passes of a night: one for each stall. */
const passesOf = (night: Night, vendor: string): Pass[] =>
  night.bookings
    .filter((each) => each.vendor === vendor && each.until === undefined)
    .map((booked) => ({
      ...seatView(night, booked),
      market: night.market,
      marketName: night.marketName,
      date: night.date,
      startsAt: night.startsAt.toISOString(),
      endsAt: night.endsAt.toISOString(),
      gateOpensAt: gateOpensAt(night).toISOString(),
      key: passKey(night._id, booked),
    }))

export const checkIn = action(contract.checkIn, {
  load: ({ input }) => ({ ...nightOnly({ input }), signs: maybe(stallSigns, marketOf(input.night)) }),
  run: ({ input: { sign, madeAt }, caller, key, now, loaded: { night, signs }, refuse }) => {
    const stall = signs?.signs.find(({ token }) => token === sign)?.stall
    const isMine = (each: Booking) => each.vendor === caller
    return arrive(night, {
      like: (each) => isMine(each) && each.stall === stall,
      none: (night) => {
        const { booking, absence } = findSeat(night, isMine, now)
        return (booking ?? absence) ? refuse('OTHER_STALL') : undefined
      },
      arrival: { at: noticedAt(madeAt, now), heard: now, by: 'sign', key },
      now,
      refuse,
      check: () => undefined,
    })
  },
})

export const scanPass = action(contract.scanPass, {
  load: nightOnly,
  run: ({ input: { code, madeAt }, caller, key, now, loaded: { night }, refuse }) => {
    const pass = readPass(code)
    if (pass?.night !== night._id) throw refuse('OTHER_NIGHT')
    const at = noticedAt(madeAt, now)
    const isTheirs = (each: Booking) => whyNotPass(code, passKey(night._id, each), at) !== 'PASS_FALSE'
    const atStall = (each: Booking) => each.stall === pass.stall
    if (![...night.bookings, ...(night.absent ?? [])].some((each) => atStall(each) && isTheirs(each)))
      throw refuse('PASS_FALSE')
    return arrive(night, {
      like: (each) => atStall(each) && isTheirs(each),
      arrival: { at, heard: now, by: 'pass', actor: actorOf(caller), key },
      now,
      refuse,
      check: (seat) => {
        if (seat.vendor === caller) throw refuse('OWN_STALL')
        if (whyNotPass(code, passKey(night._id, seat), at) === 'PASS_OLD') throw refuse('PASS_OLD')
      },
    })
  },
})

export const markHere = action(contract.markHere, {
  load: nightOnly,
  run: ({ input: { stall, reason, madeAt }, caller, key, now, loaded: { night }, refuse }) =>
    arrive(night, {
      like: (each) => each.stall === stall,
      arrival: { at: noticedAt(madeAt, now), heard: now, by: 'hand', actor: actorOf(caller), reason, key },
      now,
      refuse,
      check: (seat) => {
        if (seat.vendor === caller) throw refuse('OWN_STALL')
      },
      judge: checkOnce(caller, reason, 'comment'),
    }),
})

export const markAbsent = action(contract.markAbsent, {
  load: nightOnly,
  run: async ({ input: { stall, reason }, caller, key, now, loaded: { night }, refuse }) => {
    const marked = { by: actorOf(caller), reason, key }
    const told = night.absent?.find((each) => each.stall === stall && each.marked?.key === key)
    if (told) return seatView(night, told)
    const missed = (night: Night): Booking[] => {
      const { booking } = findSeat(night, (each) => each.stall === stall, now)
      const why = whyNotMissed(night, booking?.value, now)
      if (why || !booking) throw refuse(why ?? 'NO_BOOKING')
      if (booking.value.vendor === caller) throw refuse('OWN_STALL')
      return [booking.value]
    }
    missed(night)
    await checkWords(caller, reason, 'comment')
    const [absence] = (await release(night, missed, now, marked)) ?? []
    if (!absence) throw refuse('NO_BOOKING')
    await offerWaiting(night._id, now)
    return seatView(night, absence)
  },
})

export const checkOut = action(contract.checkOut, {
  load: ({ input, caller }) => ({ ...nightOnly({ input }), me: maybe(members, caller) }),
  run: async ({ input: { stall, file, madeAt }, caller, key, now, loaded: { night, me }, refuse }) => {
    const isMine = (each: Booking) => each.vendor === caller && (stall === undefined || each.stall === stall)
    const { booking: first } = findSeat(night, isMine, now)
    if (first?.value.left?.key === key) return seatView(night, first.value)
    const at = noticedAt(madeAt, now)
    const why = whyNotLeave(night, first?.value, at, now)
    if (why) throw refuse(why)
    const sent = file === undefined ? undefined : { file, owner: caller, me, use: 'pitch' as const, about: night._id }
    const photo = sent && (await takePhoto(sent, refuse, now))._id
    const left: Leaving = { at: at > now ? now : at, key, ...(photo === undefined ? {} : { photo }) }
    const seat = await untilClaimed(nights, night, async (night) => leave(night, isMine, left, now))
    if (!seat) throw refuse('NOT_HERE')
    return seat
  },
})

/** Decided by one write: this very booking was there and had not packed up. */
async function leave(night: Night, isMine: (each: Booking) => boolean, left: Leaving, now: Date): Promise<Seat | null> {
  const { booking } = findSeat(night, isMine, now)
  if (!booking || booking.value.left) return booking ? seatView(night, booking.value) : null
  const place = `bookings.${String(booking.index)}`
  const done = await claim(
    nights,
    night._id,
    {
      [`${place}.vendor`]: booking.value.vendor,
      [`${place}.key`]: booking.value.key,
      [`${place}.arrived`]: command.exists(true),
      [`${place}.left`]: command.exists(false),
    },
    { [`${place}.left`]: command.set(left), rev: command.inc(1) },
  )
  return done ? seatView(night, { ...booking.value, left }) : null
}

export const roster = action(contract.roster, {
  load: ({ input }) => ({
    ...nightOnly({ input }),
    photos: many(photos, {
      match: { about: input.night },
      limit: 500,
      fields: { file: 1, state: 1 },
    }),
  }),
  run: ({ now, loaded: { night, photos } }) => {
    const fine = new Map(photos.filter(({ state }) => state === 'fine').map(({ _id, file }) => [_id, file]))
    const seat = (each: Booking) => {
      const photo = fine.get(each.left?.photo ?? '')
      return {
        ...seatView(night, each),
        kind: each.kind,
        sells: each.sells,
        key: passKey(night._id, each),
        ...(each.arrived?.by === 'hand' ? { byHand: true as const } : {}),
        ...(photo === undefined ? {} : { photo }),
      }
    }
    const standing = night.bookings.filter((each) => each.until === undefined)
    const seats = [...standing, ...(night.absent ?? []).filter(({ id }) => !isBack(night, id))]
    const { _id, marketName: name, date, startsAt, endsAt } = night
    return {
      night: _id,
      name,
      date,
      gateOpensAt: gateOpensAt(night).toISOString(),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      asOf: now.toISOString(),
      seats: seats.map(seat).sort((one, other) => (one.stall < other.stall ? -1 : 1)),
    }
  },
})

/** Whether somebody who was missed has their stall again. */
function isBack({ bookings, absent = [] }: Night, id: string): boolean {
  const missed = absent.find((each) => each.id === id)
  return bookings.some((each) => each.vendor === missed?.vendor && each.key === missed.key)
}
