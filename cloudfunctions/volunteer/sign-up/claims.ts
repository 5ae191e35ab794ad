import { claim, claimUnique, command } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { owed } from '../../shared/notify'
import { shifts, type Applicant, type Holder, type Leaver, type ShiftRole, type Waiter } from '../documents'
import { busyMarks } from '../shift/rules'
import { longestList } from './rules'
import type { ShiftOfCaller } from './reading'

/** How many who left a shift remembers. */
export const leaversKept = 500

/** That sign-up is open now. */
const open = (now: Date) => ({
  cancelled: command.exists(false),
  opensAt: command.lte(now),
  closesAt: command.gt(now),
  endsAt: command.gt(now),
})

/** That these people have nothing to do with the shift, and that their taps were not answered before. */
const strangers = (taps: readonly { person: string; key: string }[]) => ({
  people: command.nin(taps.map(({ person }) => person)),
  left: command.and(
    taps.flatMap(({ person, key }) => [
      command.not(command.elemMatch({ person, key })),
      command.not(command.elemMatch({ person, joinedBy: key })),
    ]),
  ),
})

const indexOf = ({ roles }: Pick<ShiftOfCaller, 'roles'>, role: ShiftRole): string =>
  `roles.${String(roles.findIndex(({ name }) => name === role.name))}`

/** That a role is still what was read, and still has so many places. */
const still = (path: string, { name, max }: ShiftRole) => ({ [`${path}.name`]: name, [`${path}.max`]: max })

/** Somebody to be put into a role, each with the quarters of an hour that they are busy with it. */
export interface Coming {
  role: ShiftRole
  holders: readonly Holder[]
  /** Notices that the write owes. */
  told?: readonly Notice[]
}

/**
 * 报名 Decided by ONE write: sign-up is open, the role has places for all who come, nobody waits for it, none of them is in
 * this shift, and none is busy with another one at any quarter of an hour of it (a unique index over all shifts).
 */
export function claimPlaces(shift: ShiftOfCaller, { role, holders, told = [] }: Coming, now: Date) {
  const path = indexOf(shift, role)
  const people = holders.map(({ person }) => person)
  return claimUnique(
    shifts,
    shift._id,
    {
      ...open(now),
      ...still(path, role),
      [`${path}.holders.${String(role.max - holders.length)}`]: command.exists(false),
      waiting: command.not(command.elemMatch({ role: role.name })),
      ...strangers(holders),
    },
    {
      [`${path}.holders`]: command.push({ each: holders }),
      people: command.push({ each: people }),
      busy: command.push({ each: people.flatMap((person) => busyMarks(person, shift)) }),
      ...owed(told),
      rev: command.inc(1),
    },
  )
}

/** 候补 Decided by ONE write: there is no place (all are somebody's, or others wait), the list has room, this person is not in it. */
export function claimWait(shift: ShiftOfCaller, role: ShiftRole, waiter: Waiter, now: Date): Promise<boolean> {
  const path = indexOf(shift, role)
  const queued = shift.queue.includes(role.name)
  const others = queued ? [command.elemMatch({ role: role.name })] : []
  return claim(
    shifts,
    shift._id,
    {
      ...open(now),
      ...still(path, role),
      ...(queued ? {} : { [`${path}.holders.${String(role.max - 1)}`]: command.exists(true) }),
      waiting: command.and([...others, command.not(command.elemMatch({ sequence: waiter.sequence }))]),
      [`waiting.${String(longestList - 1)}`]: command.exists(false),
      ...strangers([waiter]),
    },
    {
      waiting: command.push({ each: [waiter], sort: { sequence: 1 } }),
      people: command.push({ each: [waiter.person] }),
      rev: command.inc(1),
    },
  )
}

/** 申请 Decided by ONE write: sign-up is open, and none of these people is in it. */
export const claimApplications = (
  shift: ShiftOfCaller,
  applicants: readonly Applicant[],
  now: Date,
  told: readonly Notice[] = [],
): Promise<boolean> =>
  claim(
    shifts,
    shift._id,
    { ...open(now), approval: true, ...strangers(applicants) },
    {
      applied: command.push({ each: applicants }),
      people: command.push({ each: applicants.map(({ person }) => person) }),
      ...owed(told),
      rev: command.inc(1),
    },
  )

/**
 * 通过 Decided by ONE write: the application still stands, the shift takes place and is not over, the role has a place
 * that nobody waits for, and the applicant is not busy elsewhere by now.
 */
export function claimApproval(
  shift: ShiftOfCaller,
  role: ShiftRole,
  holder: Holder,
  now: Date,
  told: readonly Notice[],
) {
  const path = indexOf(shift, role)
  const { id, person } = holder
  return claimUnique(
    shifts,
    shift._id,
    {
      cancelled: command.exists(false),
      endsAt: command.gt(now),
      ...still(path, role),
      [`${path}.holders.${String(role.max - 1)}`]: command.exists(false),
      waiting: command.not(command.elemMatch({ role: role.name })),
      applied: command.elemMatch({ id }),
    },
    {
      [`${path}.holders`]: command.push({ each: [holder] }),
      applied: command.pull({ id }),
      busy: command.push({ each: busyMarks(person, shift) }),
      ...owed(told),
      rev: command.inc(1),
    },
  )
}

/** 不通过 Decided by ONE write: the application still stands. */
export const claimRefusal = (
  shift: ShiftOfCaller,
  { id, person }: Applicant,
  leaver: Leaver,
  told: readonly Notice[],
): Promise<boolean> =>
  claim(
    shifts,
    shift._id,
    { applied: command.elemMatch({ id }) },
    {
      applied: command.pull({ id }),
      people: command.pull(person),
      left: command.push({ each: [leaver], slice: -leaversKept }),
      ...owed(told),
      rev: command.inc(1),
    },
  )

/** 退出 Decided by ONE write: this very entry still stands; where nobody waited, nobody does: else the timer must look. */
export function claimLeave(shift: ShiftOfCaller, leaver: Leaver): Promise<boolean> {
  const { person, role, key, was } = leaver
  const like = { person, key }
  const path = `roles.${String(shift.roles.findIndex(({ name }) => name === role))}.holders`
  const lists = { confirmed: path, offered: path, waiting: 'waiting', applied: 'applied' }
  const nobodyWaits = shift.queue.length === 0
  const ofPlace = was === 'confirmed' || was === 'offered'
  return claim(
    shifts,
    shift._id,
    {
      // Whoever is there already checks out instead.
      [lists[was]]: command.elemMatch({ ...like, came: command.exists(false) }),
      ...(ofPlace && nobodyWaits ? { 'waiting.0': command.exists(false) } : {}),
    },
    {
      [lists[was]]: command.pull(like),
      people: command.pull(person),
      ...(was === 'confirmed' ? { busy: command.pullAll(busyMarks(person, shift)) } : {}),
      left: command.push({ each: [leaver], slice: -leaversKept }),
      ...(ofPlace && !nobodyWaits ? { due: command.min(leaver.at) } : {}),
      rev: command.inc(1),
    },
  )
}

/** 递补 Decided by ONE write: the place is still kept for this person, and they are not busy elsewhere. */
export function claimOffered(shift: ShiftOfCaller, role: ShiftRole, kept: Holder, key: string, now: Date) {
  const index = role.holders.findIndex((each) => each.id === kept.id)
  const place = `${indexOf(shift, role)}.holders.${String(index)}`
  const { until: _, ...rest } = kept
  return claimUnique(
    shifts,
    shift._id,
    { cancelled: command.exists(false), [`${place}.id`]: kept.id, [`${place}.until`]: command.gt(now) },
    {
      [place]: command.set({ ...rest, at: now, key, joinedBy: kept.joinedBy ?? kept.key }),
      busy: command.push({ each: busyMarks(kept.person, shift) }),
      rev: command.inc(1),
    },
  )
}
