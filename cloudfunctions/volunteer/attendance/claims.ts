import { claim, claimUnique, command } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { owed } from '../../shared/notify'
import { shifts, type Arrival, type Departure, type Holder, type Missed, type ShiftRole } from '../documents'
import { busyMarks } from '../shift/rules'
import type { ShiftOfCaller } from '../sign-up/reading'
import { openAppeals, type Seat } from './places'
import { attendanceTimes } from './rules'

/** That this very place stands where it was read, in a shift that takes place. */
const still = ({ path, holder }: Seat) => ({
  cancelled: command.exists(false),
  [`${path}.id`]: holder.id,
  [`${path}.person`]: holder.person,
})

/** The places of a shift, and how often it was written. */
type Places = Pick<ShiftOfCaller, '_id' | 'roles' | 'rev' | 'endsAt'>

/**
 * That whether somebody was missed is as it was read, and the change that takes it back. An appeal that waited for a
 * decision needs none any more.
 */
export function missedAsRead({ roles, rev }: Pick<Places, 'roles' | 'rev'>, { path, holder }: Seat) {
  const { missed, person } = holder
  if (!missed) return { conditions: { [`${path}.missed`]: command.exists(false) }, change: {} }
  const waits = missed.appeal?.state === 'open'
  const last = waits && openAppeals({ roles }) === 1
  return {
    conditions: { [`${path}.missed.id`]: missed.id, ...(waits ? { rev } : {}) },
    change: {
      [`${path}.missed`]: command.remove(),
      missed: command.pull(person),
      ...(last ? { appeals: command.remove() } : {}),
    },
  }
}

/** 签到 Decided by ONE write: this place is confirmed, and nobody noted that they came; that they were missed goes with it. */
export function claimArrival(shift: Places, seat: Seat, came: Arrival, now: Date, went?: Departure): Promise<boolean> {
  const { conditions, change } = missedAsRead(shift, seat)
  return claim(
    shifts,
    shift._id,
    {
      ...still(seat),
      ...conditions,
      [`${seat.path}.until`]: command.exists(false),
      [`${seat.path}.came`]: command.exists(false),
    },
    {
      [`${seat.path}.came`]: command.set(came),
      ...(went ? { [`${seat.path}.went`]: command.set(went) } : {}),
      ...change,
      ...(now < shift.endsAt ? {} : { due: command.min(now) }),
      arrivals: true,
      rev: command.inc(1),
    },
  )
}

/** 签退 Decided by ONE write: they are there, and nobody noted that they went. Minutes that count, the timer looks after. */
export const claimDeparture = (shift: Pick<ShiftOfCaller, '_id'>, seat: Seat, went: Departure): Promise<boolean> =>
  claim(
    shifts,
    shift._id,
    {
      ...still(seat),
      [`${seat.path}.came`]: command.exists(true),
      [`${seat.path}.went`]: command.exists(false),
    },
    {
      [`${seat.path}.went`]: command.set(went),
      ...(went.unposted ? { due: command.min(went.at) } : {}),
      rev: command.inc(1),
    },
  )

/**
 * 现在加入 Decided by ONE write: the shift runs, the role has a place that is nobody's, this person has none, and is not
 * busy elsewhere. Whoever waited or had asked needs that no more.
 */
export function claimJoin(shift: ShiftOfCaller, role: ShiftRole, holder: Holder, now: Date) {
  const { person } = holder
  const path = (index: number) => `roles.${String(index)}`
  const index = shift.roles.findIndex(({ name }) => name === role.name)
  const nowhere = shift.roles.map((_, each) => [`${path(each)}.holders`, command.not(command.elemMatch({ person }))])
  return claimUnique(
    shifts,
    shift._id,
    {
      cancelled: command.exists(false),
      approval: command.exists(false),
      startsAt: command.lte(new Date(+now + attendanceTimes.opensBefore)),
      endsAt: command.gt(now),
      [`${path(index)}.name`]: role.name,
      [`${path(index)}.max`]: role.max,
      [`${path(index)}.holders.${String(role.max - 1)}`]: command.exists(false),
      ...(Object.fromEntries(nowhere) as object),
    },
    {
      [`${path(index)}.holders`]: command.push({ each: [holder] }),
      waiting: command.pull({ person }),
      applied: command.pull({ person }),
      people: command.addToSet(person),
      busy: command.push({ each: busyMarks(person, shift) }),
      arrivals: true,
      due: command.min(now),
      rev: command.inc(1),
    },
  )
}

/** 记离开 Decided by ONE write: they are there, and no time of going counts yet; it counts from then on. */
export const claimDepartureByHand = (shift: Places, seat: Seat, went: Departure): Promise<boolean> =>
  claim(
    shifts,
    shift._id,
    {
      ...still(seat),
      [`${seat.path}.came`]: command.exists(true),
      ...goneAsRead(seat),
    },
    { [`${seat.path}.went`]: command.set(went), due: command.min(went.at), rev: command.inc(1) },
  )

/** That when they went is as it was read, and not confirmed. */
const goneAsRead = ({ path, holder: { went } }: Seat) =>
  went
    ? { [`${path}.went.key`]: went.key, [`${path}.went.confirmed`]: command.exists(false) }
    : { [`${path}.went`]: command.exists(false) }

/** 没来 Decided by ONE write: no hours of this place count; they are owed the notice of it. */
export const claimMissed = (shift: Places, seat: Seat, missed: Missed, told: readonly Notice[]): Promise<boolean> =>
  claim(
    shifts,
    shift._id,
    { ...still(seat), ...missedAsRead(shift, seat).conditions, ...goneAsRead(seat) },
    {
      [`${seat.path}.missed`]: command.set(missed),
      [`${seat.path}.came`]: command.remove(),
      [`${seat.path}.went`]: command.remove(),
      missed: command.addToSet(seat.holder.person),
      arrivals: true,
      ...owed(told),
      rev: command.inc(1),
    },
  )

/** 确认 Decided by ONE write: these hours waited, as they were read, and count from now on; the timer writes them into books. */
export const claimConfirmed = (
  shift: Places,
  seats: readonly (Seat & { holder: { went: Departure } })[],
  now: Date,
): Promise<boolean> =>
  claim(
    shifts,
    shift._id,
    { rev: shift.rev, cancelled: command.exists(false) },
    {
      ...Object.fromEntries(seats.map(({ path, holder }) => [`${path}.went`, command.set(holder.went)])),
      due: command.min(now),
      rev: command.inc(1),
    },
  )
