import { nightsStoodAt } from '../../market/commitments'
import { inShape } from '../../shared/collection'
import { untilDecided } from '../../shared/database'
import { one } from '../../shared/load'
import { action } from '../../shared/serve'
import { shifts, type Arrival, type Departure, type Holder } from '../documents'
import { asBook, bookOfShift } from '../hours/ledger'
import { aboutCaller, fieldsFor, shiftAgain, shiftOfCaller, type ShiftOfCaller } from '../sign-up/reading'
import { claimArrival, claimDeparture } from './claims'
import { attendance as contract } from './contract'
import { evidenceOf, type Evidence } from './evidence'
import { join } from './joining'
import { codeKeyOf, findSeat, seatsOf, type Seat } from './places'
import { attendanceState, isToConfirm, opensAt, whyNotCome, whyNotGo, whyNotThen } from './rules'
import { counting, minutesOf, postServed } from './serving'
import { attendeeView, myAttendance } from './views'

export const attendanceCode = action(contract.attendanceCode, {
  load: ({ input, caller }) => ({
    shift: one(inShape<ShiftOfCaller>(shifts), input.shift, 'NO_SUCH_SHIFT', { fields: fieldsFor(caller) }),
  }),
  run: ({ caller, now, loaded: { shift } }) => ({
    ...codeKeyOf(shift, caller),
    title: shift.title,
    starts: shift.startsAt.toISOString(),
    ends: shift.endsAt.toISOString(),
    opens: opensAt(shift).toISOString(),
    now: now.toISOString(),
  }),
})

export const attendance = action(contract.attendance, {
  load: ({ input }) => ({ shift: one(shifts, input.shift, 'NO_SUCH_SHIFT') }),
  run: ({ caller, loaded: { shift } }) => {
    const seats = seatsOf(shift)
    const confirmed = seats.filter(({ holder }) => holder.until === undefined)
    const count = (state: ReturnType<typeof attendanceState>) =>
      confirmed.filter(({ holder }) => attendanceState(holder) === state).length
    return {
      shift: shift._id,
      title: shift.title,
      place: shift.where.name,
      starts: shift.startsAt.toISOString(),
      ends: shift.endsAt.toISOString(),
      opens: opensAt(shift).toISOString(),
      ...(shift.cancelled === undefined ? {} : { cancelled: shift.cancelled }),
      free: shift.roles.reduce((sum, { max }) => sum + max, 0) - seats.length,
      counts: { expected: count('expected'), here: count('here'), gone: count('gone'), missed: count('missed') },
      toConfirm: confirmed.filter(({ holder }) => isToConfirm(holder)).length,
      people: confirmed.map(({ role, holder }) => attendeeView(role, holder, caller)),
    }
  },
})

/** One's own place after a check-in or a check-out. */
const viewOf = (shift: Omit<ShiftOfCaller, 'place'>, role: string, holder: Holder, caller: string, now: Date) => ({
  ...{ shift: shift._id, title: shift.title, role },
  ...myAttendance(shift, holder, shift.leader === caller, now),
})

const arrivalOf = ({ at, ...evidence }: Evidence, key: string, now: Date): Arrival => ({
  ...evidence,
  at: at > now ? now : at,
  key,
})

/** Notes that somebody with a place came. @returns null when the shift changed meanwhile */
async function arrive(shift: ShiftOfCaller, { role, holder, path }: Seat, came: Arrival, now: Date) {
  const done = await claimArrival(shift, { role, holder, path }, came, now)
  const { missed: _, ...place } = holder
  return done ? { role, holder: { ...place, came } } : null
}

export const checkIn = action(contract.checkIn, {
  load: ({ input, caller, now }) => ({ ...shiftOfCaller({ input, caller }), ...aboutCaller(caller, now) }),
  run: async ({ input, caller, key, now, loaded: { shift: first, ...about }, refuse }) => {
    const seen = evidenceOf(input, first, caller, now, refuse)
    const came = arrivalOf(seen, key, now)
    const view = await untilDecided(
      first,
      (id) => shiftAgain(id, caller),
      async (shift) => {
        const seat = findSeat(shift, ({ person }) => person === caller)
        if (seat?.holder.came) return viewOf(shift, seat.role, seat.holder, caller, now)
        const why = seat ? whyNotCome(shift, seat.holder, seen.at, now) : whyNotThen(shift, seen.at, now, seen.by)
        if (why) throw refuse(why)
        if (!seat && (input.join !== true || seen.by !== 'code')) throw refuse('NOT_IN')
        const noted = seat
          ? await arrive(shift, seat, came, now)
          : await join(shift, { about, caller, came, now, refuse })
        return noted && viewOf(shift, noted.role, noted.holder, caller, now)
      },
    )
    if (!view) throw refuse('FULL')
    return view
  },
})

/** The day that a shift begins on, as its id says. */
const dayOf = (shift: string): string => shift.slice(0, 10)

export const checkOut = action(contract.checkOut, {
  load: ({ input, caller, now }) => ({
    ...shiftOfCaller({ input, caller }),
    nights: nightsStoodAt([caller], now),
    ...bookOfShift(caller, input.shift, dayOf(input.shift)),
  }),
  run: async ({ input, caller, key, now, loaded: { shift: first, nights, ...book }, refuse }) => {
    const seen = evidenceOf(input, first, caller, now, refuse)
    const gone = await untilDecided(
      first,
      (id) => shiftAgain(id, caller),
      async (shift) => {
        const seat = findSeat(shift, ({ person }) => person === caller)
        if (seat?.holder.went) return { shift, ...seat }
        const why = whyNotGo(shift, seat?.holder ?? {}, seen.at, now)
        if (why || !seat?.holder.came) throw refuse(why ?? 'NOT_HERE')
        const { at, by, late } = arrivalOf(seen, key, now)
        const minutes = minutesOf(shift, caller, seat.holder.came.at, at, nights)
        const went: Departure = { at, by, key, minutes, ...(late ? { late } : {}) }
        const holder = counting({ ...seat.holder, went })
        return (await claimDeparture(shift, seat, holder.went)) ? { shift, ...seat, holder } : null
      },
    )
    if (!gone) throw refuse('NOT_HERE')
    const { shift, role, holder } = gone
    if (holder.went?.unposted) await postServed(shift, holder, now, asBook(book, shift._id))
    return viewOf(shift, role, holder, caller, now)
  },
})
