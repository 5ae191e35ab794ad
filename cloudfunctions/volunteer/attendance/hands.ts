import { untilClaimed } from '../../shared/database'
import { one } from '../../shared/load'
import { checkOnce } from '../../shared/open-api'
import { settle } from '../../shared/notify'
import type { Refusal } from '../../shared/refusal'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { shifts, type Arrival, type Deed, type Departure, type Shift } from '../documents'
import { claimArrival, claimConfirmed, claimDepartureByHand, claimMissed } from './claims'
import { attendance as contract, type Attendee } from './contract'
import { findSeat, seatsOf, type Seat } from './places'
import { isToConfirm, whyNotMiss, whyNotThen } from './rules'
import { missedNotice, missedOf } from './missing'
import { counting, minutesOf, nightsAround } from './serving'
import { attendeeView } from './views'

const shiftOnly = ({ input }: { input: { shift: string } }) => ({ shift: one(shifts, input.shift, 'NO_SUCH_SHIFT') })

/** The place that whoever leads writes about. @throws Refusal where it is none, or their own */
function seatFor(
  shift: Shift,
  id: string,
  caller: string,
  refuse: (code: 'NOT_IN_SHIFT' | 'OWN_PLACE' | 'SHIFT_CANCELLED') => Refusal,
): Seat {
  const seat = findSeat(shift, (holder) => holder.id === id && holder.until === undefined)
  if (!seat) throw refuse('NOT_IN_SHIFT')
  if (seat.holder.person === caller) throw refuse('OWN_PLACE')
  if (shift.cancelled !== undefined) throw refuse('SHIFT_CANCELLED')
  return seat
}

interface Noting {
  input: { holder: string; reason: string }
  caller: string
  loaded: { shift: Shift }
  refuse: (code: Parameters<Parameters<typeof seatFor>[3]>[0] | 'SHIFT_CHANGING') => Refusal
}

/**
 * Notes something of one place by hand, onto exactly the shift that it was decided on.
 * @param note writes it, once the words were judged; null: the shift changed meanwhile
 */
async function noteAt(
  { input, caller, loaded, refuse }: Noting,
  note: (shift: Shift, seat: Seat, judge: () => Promise<void>) => Promise<Attendee | null>,
): Promise<Attendee> {
  const judge = checkOnce(caller, input.reason, 'comment')
  const view = await untilClaimed(shifts, loaded.shift, (shift) =>
    note(shift, seatFor(shift, input.holder, caller, refuse), judge),
  )
  if (!view) throw refuse('SHIFT_CHANGING')
  return view
}

export const markHere = action(contract.markHere, {
  load: shiftOnly,
  run: (asked) => {
    const { input, caller, key, now, refuse } = asked
    return noteAt(asked, async (shift, seat, judge) => {
      const { role, holder } = seat
      if (holder.came) return attendeeView(role, holder, caller)
      const over = now >= shift.endsAt
      const at = input.from === undefined ? (over ? shift.startsAt : now) : new Date(input.from)
      const why = whyNotThen(shift, at, now, 'hand')
      if (why) throw refuse(why)
      const until = over ? new Date(input.until ?? shift.endsAt) : undefined
      if ((!over && input.until !== undefined) || (until && (until <= at || until > now)))
        throw refuse('TIME_IMPLAUSIBLE')
      await judge()
      const noted = { by: 'hand', key, actor: actorOf(caller), reason: input.reason } as const
      const came: Arrival = { ...noted, at: at > now ? now : at }
      const { missed: _, ...place } = holder
      const went = until && (await departureOf(shift, seat.holder.person, came, { ...noted, at: until }))
      const after = went ? counting({ ...place, came, went }) : { ...place, came }
      return (await claimArrival(shift, seat, came, now, after.went)) ? attendeeView(role, after, caller) : null
    })
  },
})

/** Somebody’s departure with what they served. */
async function departureOf(
  shift: Shift,
  person: string,
  came: Arrival,
  noted: Omit<Departure, 'minutes'>,
): Promise<Departure> {
  const nights = await nightsAround(shift, [person])
  return { ...noted, minutes: minutesOf(shift, person, came.at, noted.at, nights) }
}

export const markLeft = action(contract.markLeft, {
  load: shiftOnly,
  run: (asked) => {
    const { input, caller, key, now, refuse } = asked
    return noteAt(asked, async (shift, seat, judge) => {
      const { role, holder } = seat
      const { came, went: before } = holder
      if (before?.key === key) return attendeeView(role, holder, caller)
      if (!came) throw refuse('NOT_HERE')
      if (before && !isToConfirm(holder)) throw refuse('ALREADY_SERVED')
      const at = input.at === undefined ? now : new Date(input.at)
      if (at > now || at < came.at) throw refuse('TIME_IMPLAUSIBLE')
      await judge()
      const noted = { at, by: 'hand', key, actor: actorOf(caller), reason: input.reason } as const
      const after = counting({ ...holder, went: await departureOf(shift, holder.person, came, noted) })
      return (await claimDepartureByHand(shift, seat, after.went)) ? attendeeView(role, after, caller) : null
    })
  },
})

export const markMissed = action(contract.markMissed, {
  load: shiftOnly,
  run: (asked) => {
    const { input, caller, key, now, refuse } = asked
    return noteAt(asked, async (shift, seat, judge) => {
      const { role, holder } = seat
      if (holder.missed?.marked) return attendeeView(role, holder, caller)
      const why = whyNotMiss(shift, holder, now)
      if (why) throw refuse(why)
      await judge()
      const { came: _, went: __, ...place } = holder
      const missed = { ...(holder.missed ?? missedOf(now)), marked: { by: actorOf(caller), reason: input.reason, key } }
      const told = holder.missed ? [] : [await missedNotice(shift, { ...place, missed }, now)]
      if (!(await claimMissed(shift, seat, missed, told))) return null
      await settle(shifts, shift._id, told)
      return attendeeView(role, { ...place, missed }, caller)
    })
  },
})

export const confirmServed = action(contract.confirmServed, {
  load: shiftOnly,
  run: async ({ input, caller, key, now, loaded, refuse }) => {
    const confirmed: Deed = { by: actorOf(caller), at: now, key }
    const people = await untilClaimed(shifts, loaded.shift, async (shift) => {
      if (input.holder !== undefined) seatFor(shift, input.holder, caller, refuse)
      const others = seatsOf(shift).filter(
        ({ holder }) => holder.person !== caller && (input.holder === undefined || holder.id === input.holder),
      )
      const told = others.filter(({ holder }) => holder.went?.confirmed?.key === key)
      if (told.length > 0) return told.map(({ role, holder }) => attendeeView(role, holder, caller))
      if (shift.cancelled !== undefined) throw refuse('SHIFT_CANCELLED')
      const waiting = others.filter(({ holder }) => isToConfirm(holder))
      if (waiting.length === 0) throw refuse('NOTHING_TO_CONFIRM')
      const seats = waiting.flatMap((seat) => {
        const { went } = seat.holder
        return went
          ? [{ ...seat, holder: { ...seat.holder, went: { ...went, confirmed, unposted: true as const } } }]
          : []
      })
      const done = await claimConfirmed(shift, seats, now)
      return done ? seats.map(({ role, holder }) => attendeeView(role, holder, caller)) : null
    })
    if (!people) throw refuse('SHIFT_CHANGING')
    return { people }
  },
})
