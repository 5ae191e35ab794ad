import { claim, command, untilClaimed } from '../../shared/database'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { noneStands } from '../booking/claims'
import { vendorFacts } from '../booking/rules'
import { giveBack, nightAndProfile, nightOfCaller, take } from '../booking/taking'
import { bookingView } from '../booking/views'
import { nights, type Booking, type Night, type Waiter } from '../documents'
import { stands } from '../night/rules'
import { factsOf } from '../record/facts'
import { standing } from '../record/rules'
import { barredKinds } from '../vendor/rules'
import { waiting as contract, type Wait } from './contract'
import { leaversKept } from './leaving'
import { freshNight, isOffer, offerFrom } from './offering'
import { longestList, positionOf, whyNotJoin } from './rules'

/** Where this vendor stands with the waiting list. */
function waitView(night: Night, vendor: string, now: Date): Wait {
  const { _id, marketName: name, date } = night
  const position = positionOf(night.waiting, vendor)
  if (position !== undefined) return { night: _id, name, date, state: 'waiting', position }
  const offer = night.bookings.find((each) => each.vendor === vendor && stands(each, now) && isOffer(each))
  if (offer) return { night: _id, name, date, state: 'offered', offer: bookingView(night, offer) }
  return { night: _id, name, date, state: 'over' }
}

/** Whether this tap joined already, whatever became of it. */
const joinedBefore = ({ waiting, bookings, released, leftWaiting = [] }: Night, vendor: string, key: string): boolean =>
  [...waiting, ...leftWaiting].some((each) => each.vendor === vendor && each.key === key) ||
  [...bookings, ...released].some((each) => each.vendor === vendor && (each.key === key || each.heldBy === key))

/**
 * Decided by ONE write, which does not depend on who else joins: booking is open, this vendor neither waits nor has a
 * stall, the list has room, and this tap did not join before.
 */
const claimPlace = (night: string, waiter: Waiter, now: Date): Promise<boolean> => {
  const { vendor, key } = waiter
  return claim(
    nights,
    night,
    {
      cancelled: command.exists(false),
      opensAt: command.lte(now),
      closesAt: command.gt(now),
      waiting: command.not(command.elemMatch({ vendor })),
      [`waiting.${String(longestList - 1)}`]: command.exists(false),
      bookings: command.and(noneStands({ vendor }, now)),
      released: command.and([
        command.not(command.elemMatch({ vendor, key })),
        command.not(command.elemMatch({ vendor, heldBy: key })),
      ]),
      leftWaiting: command.not(command.elemMatch({ vendor, key })),
    },
    { waiting: command.push({ each: [waiter] }), rev: command.inc(1) },
  )
}

export const joinWaiting = action(contract.joinWaiting, {
  load: nightAndProfile,
  run: async ({ caller, key, now, loaded: { night, profile, missed }, refuse }) => {
    const record = standing(factsOf(missed, caller), dateOf(now))
    const joined = await untilClaimed(nights, night, async (night) => {
      if (joinedBefore(night, caller, key)) return night
      const barred = barredKinds(profile, night.date)
      const kinds = profile.kinds.filter((kind) => !barred.includes(kind))
      const facts = { ...vendorFacts(night, caller, profile, now, { record }), kinds, openid: caller }
      const why = whyNotJoin(night, facts, now)
      if (why) throw refuse(why)
      const { shop, name, sells } = profile
      const done = await claimPlace(night._id, { vendor: caller, shop, name, sells, kinds, at: now, key }, now)
      // A stall that became free since the read was freed by somebody who did not see this waiter.
      return done ? ((await freshNight(night._id)) ?? night) : null
    })
    if (!joined) throw refuse('WAITING_FULL')
    const [offer] = (await offerFrom(joined, now)).filter(({ vendor }) => vendor === caller)
    return waitView(offer ? { ...joined, waiting: [], bookings: [offer] } : joined, caller, now)
  },
})

export const leaveWaiting = action(contract.leaveWaiting, {
  load: nightOfCaller,
  run: async ({ caller, key, now, loaded: { night }, refuse }) => {
    const left = await untilClaimed(nights, night, async (night) => {
      if (night.leftWaiting?.some((each) => each.vendor === caller && each.leaveKey === key)) return night
      const mine = night.waiting.find(({ vendor }) => vendor === caller)
      if (!mine) throw refuse('NOT_WAITING')
      const leaver = { vendor: caller, key: mine.key, leaveKey: key }
      const done = await claim(
        nights,
        night._id,
        { waiting: command.elemMatch({ vendor: caller, key: mine.key }) },
        {
          waiting: command.pull({ vendor: caller }),
          leftWaiting: command.push({ each: [leaver], slice: -leaversKept }),
          rev: command.inc(1),
        },
      )
      return done ? night : null
    })
    if (!left) throw refuse('NOT_WAITING')
    return waitView({ ...left, waiting: [], bookings: [] }, caller, now)
  },
})

export const acceptOffer = action(contract.acceptOffer, {
  load: nightAndProfile,
  run: ({ input, caller, key, now, loaded: { night, ...who }, refuse }) =>
    take(
      {
        code: input.stall,
        vendor: caller,
        ...who,
        key,
        now,
        hold: false,
        refuse,
        unlessOffered: () => refuse('NO_OFFER'),
      },
      night,
    ),
})

export const declineOffer = action(contract.declineOffer, {
  load: nightOfCaller,
  run: ({ caller, key, now, loaded: { night }, refuse }) => {
    const which = (mine: readonly Booking[]) => {
      const offer = mine.find(isOffer)
      if (!offer) throw refuse('NO_OFFER')
      return offer
    }
    return giveBack({ vendor: caller, key, now, which }, night)
  },
})
