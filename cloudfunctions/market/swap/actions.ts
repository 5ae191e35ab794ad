import { claim, command, untilClaimed } from '../../shared/database'
import { newId } from '../../shared/ids'
import { notice, owed, settle } from '../../shared/notify'
import { action } from '../../shared/serve'
import { longDate } from '../../shared/shanghai'
import { opened } from '../booking/claims'
import { nightAndProfile, nightOfCaller } from '../booking/taking'
import { nights, type Booking, type Night, type SwapOffer, type Vendor } from '../documents'
import { usableKinds } from '../vendor/rules'
import { swap as contract, type Swap } from './contract'
import { isOpen, swapUntil, whyNotSwap } from './rules'

/** How many offers of swaps a night keeps. */
const swapsKept = 100

interface Side {
  index: number
  booked: Booking
}

const sideWith = ({ bookings }: Night, like: (booking: Booking) => boolean): Side | undefined => {
  const index = bookings.findIndex((each) => each.until === undefined && like(each))
  const booked = bookings[index]
  return booked && { index, booked }
}

/** The stall of theirs that a vendor would give for another; `several` where that is not told. */
function ownSide({ bookings }: Night, vendor: string, stall: string | undefined): Side | 'several' | undefined {
  const mine = bookings.filter((each) => each.vendor === vendor && each.until === undefined)
  if (stall === undefined && mine.length > 1) return 'several'
  const booked = mine.find((each) => stall === undefined || each.stall === stall)
  return booked && { index: bookings.indexOf(booked), booked }
}

/** What a vendor may use at a night. */
const fitOf = (profile: Vendor, { date }: Night) => ({ kinds: profile.kinds, usable: usableKinds(profile, date) })

/** That a booking is still the very one, on the very stall. */
const unchanged = ({ index, booked: { vendor, key, stall } }: Side) => {
  const place = `bookings.${String(index)}`
  return {
    [`${place}.vendor`]: vendor,
    [`${place}.key`]: key,
    [`${place}.stall`]: stall,
    [`${place}.until`]: command.exists(false),
  }
}

const view = (night: Night, offer: SwapOffer, me: Booking, other: Booking, state: Swap['state']): Swap => ({
  id: offer.id,
  night: night._id,
  date: night.date,
  mine: me.stall,
  theirs: other.stall,
  name: other.name,
  byMe: offer.from.key === me.key,
  until: offer.until.toISOString(),
  state,
})

const told = (night: Night, to: string, title: string, words: string, state: string, cause: string, at: Date) =>
  notice({
    to,
    kind: 'market',
    title,
    words: `${longDate(night.date)} ${words}`,
    state,
    when: night.startsAt,
    opens: '/pages/me',
    at,
    cause,
  })

export const offerSwap = action(contract.offerSwap, {
  load: nightAndProfile,
  run: async ({ input, caller, key, now, loaded: { night, profile }, refuse }) => {
    const made = await untilClaimed(nights, night, async (night) => {
      const mine = ownSide(night, caller, input.mine)
      if (mine === 'several') throw refuse('WHICH_STALL')
      const theirs = sideWith(night, ({ stall }) => stall === input.stall)
      const before = night.swaps?.find((each) => each.key === key && each.from.key === mine?.booked.key)
      if (before && mine && theirs)
        return { swap: view(night, before, mine.booked, theirs.booked, 'open'), notices: [] }
      if (!theirs) throw refuse('NOBODY_THERE')
      const why = whyNotSwap(night, mine?.booked, theirs.booked, fitOf(profile, night), now)
      if (why || !mine) throw refuse(why ?? 'NO_BOOKING')
      if (theirs.booked.vendor === caller) throw refuse('OWN_STALL')
      if (night.swaps?.some((each) => each.from.key === mine.booked.key && isOpen(each, night.bookings, now)))
        throw refuse('ONE_SWAP_EACH')
      const end = ({ booked }: Side) => ({ key: booked.key, stall: booked.stall })
      const offer = { id: newId(), key, from: end(mine), to: end(theirs), at: now, until: swapUntil(night, now) }
      const words = `${mine.booked.name} 想用 ${mine.booked.stall} 换您的 ${theirs.booked.stall}`
      const notices = [told(night, theirs.booked.vendor, '有人想跟您换摊', words, '待回复', `swap ${offer.id}`, now)]
      const done = await claim(
        nights,
        night._id,
        { rev: night.rev },
        { swaps: command.push({ each: [offer], slice: -swapsKept }), ...owed(notices), rev: command.inc(1) },
      )
      return done ? { swap: view(night, offer, mine.booked, theirs.booked, 'open'), notices } : null
    })
    if (!made) throw refuse('NOBODY_THERE')
    await settle(nights, night._id, made.notices)
    return made.swap
  },
})

/** One's booking on the other's stall. What was a season's is an ordinary one from then on. */
function moved({ season: _, placed: __, ...booked }: Booking, to: Booking, key: string): Booking {
  const { stall, kind, fee } = to
  return { ...booked, stall, kind, fee, swapped: { key, from: booked.stall } }
}

/** Decided by ONE write: both bookings are the very ones, on the very stalls, and the offer is open. Both move in it. */
function claimSwap(night: Night, id: string, [mine, theirs]: [Side, Side], key: string, more: object, now: Date) {
  const open = [mine, theirs].map(({ booked }) => opened(night, booked.season === true ? booked.stall : undefined))
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      startsAt: command.gt(now),
      swaps: command.elemMatch({ id, until: command.gt(now) }),
      ...unchanged(mine),
      ...unchanged(theirs),
      ...open[0]?.conditions,
      ...open[1]?.conditions,
    },
    {
      [`bookings.${String(mine.index)}`]: command.set(moved(mine.booked, theirs.booked, key)),
      [`bookings.${String(theirs.index)}`]: command.set(moved(theirs.booked, mine.booked, key)),
      swaps: command.pull({ id }),
      ...open[0]?.change,
      ...open[1]?.change,
      ...more,
      rev: command.inc(1),
    },
  )
}

export const acceptSwap = action(contract.acceptSwap, {
  load: nightAndProfile,
  run: async ({ input, caller, key, now, loaded: { night, profile }, refuse }) => {
    const swapped = await untilClaimed(nights, night, async (night) => {
      const offer = night.swaps?.find(({ id }) => id === input.swap)
      const mine = sideWith(
        night,
        (each) => each.vendor === caller && (each.swapped?.key === key || each.key === offer?.to.key),
      )
      const partner =
        mine?.booked.swapped?.key === key &&
        sideWith(night, (each) => each.swapped?.key === key && each.vendor !== caller)
      if (mine && partner) {
        const end = ({ booked }: Side) => ({ key: booked.key, stall: booked.stall })
        const done = { id: input.swap, key, from: end(partner), to: end(mine), at: now, until: night.startsAt }
        return { swap: view(night, done, mine.booked, partner.booked, 'done'), notices: [] }
      }
      const theirs = offer && sideWith(night, (each) => each.key === offer.from.key)
      if (!offer || !mine || !theirs || !isOpen(offer, night.bookings, now)) throw refuse('NO_SUCH_SWAP')
      const why = whyNotSwap(night, mine.booked, theirs.booked, fitOf(profile, night), now)
      if (why) throw refuse(why)
      const words = `您从 ${theirs.booked.stall} 换到了 ${mine.booked.stall}`
      const notices = [told(night, theirs.booked.vendor, '换摊成了', words, '已换好', `swapped ${offer.id}`, now)]
      const is = await claimSwap(night, offer.id, [mine, theirs], key, owed(notices), now)
      const [me, other] = [moved(mine.booked, theirs.booked, key), moved(theirs.booked, mine.booked, key)]
      return is ? { swap: view(night, { ...offer, until: night.startsAt }, me, other, 'done'), notices } : null
    })
    if (!swapped) throw refuse('NO_SUCH_SWAP')
    await settle(nights, night._id, swapped.notices)
    return swapped.swap
  },
})

export const declineSwap = action(contract.declineSwap, {
  load: nightOfCaller,
  run: async ({ input, caller, loaded: { night }, now }) => {
    const mine = night.bookings.filter(({ vendor }) => vendor === caller).map(({ key }) => key)
    const offer = night.swaps?.find(
      ({ id, from, to }) => id === input.swap && (mine.includes(from.key) || mine.includes(to.key)),
    )
    const other = offer && night.bookings.find(({ key }) => key === offer.from.key)
    if (offer) {
      const byOther = other && other.vendor !== caller && isOpen(offer, night.bookings, now)
      const words = `${offer.to.stall} 的摊主这次不换，您还在 ${offer.from.stall}`
      const notices = byOther
        ? [told(night, other.vendor, '对方不换摊', words, '没有换', `no swap ${offer.id}`, now)]
        : []
      const change = { swaps: command.pull({ id: offer.id }), ...owed(notices), rev: command.inc(1) }
      if (await claim(nights, night._id, { swaps: command.elemMatch({ id: offer.id }) }, change))
        await settle(nights, night._id, notices)
    }
    return { night: night._id, swap: input.swap }
  },
})
