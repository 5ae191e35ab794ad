import { demoOpenid, type DemoOptions } from '../shared/demo'
import { plannedActivities } from './activity/demo'
import { attended } from './attendance/demo'
import {
  activities,
  certificates,
  handHours,
  hoursBook,
  points,
  shifts,
  volunteers,
  wishes,
  type Holder,
  type Shift,
  type ShiftRole,
} from './documents'
import { demoCertificate } from './certificate/demo'
import { demoHandHours, demoHours, districtHours } from './hours/demo'
import { demoPoints } from './point/demo'
import { demoVolunteers } from './profile/demo'
import { busyMarks } from './shift/rules'
import { asked } from './sign-up/demo'
import { demoWishes } from './wish/demo'

/** Puts volunteers into a shift, `count` of them at most, by the roles that everybody can do. */
function withPeople(shift: Shift, numbers: readonly number[], now: Date): Shift {
  const coming = [...numbers]
  const people: string[] = []
  const roles = shift.roles.map((role): ShiftRole => {
    if (role.skill !== undefined || role.paper !== undefined) return role
    const holders = coming.splice(0, Math.max(0, role.max - 1)).map((number): Holder => {
      const person = demoOpenid('volunteer', number)
      people.push(person)
      const id = `demo-${shift._id}-${String(number)}`
      return { id, person, name: `志愿者${String(number)}`, at: now, key: id }
    })
    return { ...role, holders }
  })
  const busy = [...shift.busy, ...people.flatMap((person) => busyMarks(person, shift))]
  return { ...shift, roles, people, busy }
}

/** The volunteers' documents for a demo, by collection. */
export function demo(options: DemoOptions): Record<string, { _id: string }[]> {
  const { now, lived, activities: count, shifts: many } = options
  const [from, days] = lived || many < 1000 ? [-1, 16] : [-730, 750]
  const planned = plannedActivities(now, { activities: count, shifts: many, from, days })
  const inUse = lived
    ? planned.shifts.map((shift, index) =>
        withPeople(
          shift,
          [1, 2, 3, 4].map((step) => 4 + ((index * 3 + step * 4) % 16)),
          now,
        ),
      )
    : planned.shifts
  const open = { [points.name]: demoPoints(now) }
  if (!lived) {
    const served = planned.shifts.map((shift, index) =>
      shift.endsAt < now && options.years
        ? attended(withPeople(shift, fourOf(index, options.volunteers), now), index, now)
        : shift,
    )
    const books = options.years ? districtHours(options.volunteers, served, now) : []
    return { ...open, [activities.name]: planned.activities, [shifts.name]: served, [hoursBook.name]: books }
  }
  const led = planned.activities.map((activity, index) => (index % 4 === 0 ? { ...activity, ...leads } : activity))
  const leaders = new Map(led.map(({ _id, leader }) => [_id, leader]))
  const noted = freeOfClashes(inUse).map((shift, index) => {
    const leader = leaders.get(shift.activity)
    return asked(attended(leader === undefined ? shift : { ...shift, leader }, index, now), now)
  })
  const wished = demoWishes(options)
  const books = demoHours(noted, wished, now)
  return {
    ...open,
    [activities.name]: led,
    [shifts.name]: noted,
    [hoursBook.name]: books,
    [certificates.name]: demoCertificate(demoOpenid('volunteer', 4), books, now),
    [handHours.name]: demoHandHours(noted, now),
    [volunteers.name]: demoVolunteers(now),
    [wishes.name]: wished,
  }
}

/** Who was in the `index`-th shift of a district: nobody twice within a thousand of them. */
const fourOf = (index: number, volunteers: number): number[] =>
  volunteers < 4000 ? [] : [0, 1, 2, 3].map((step) => 1 + (((index * 4 + step) * 7919) % volunteers))

/** Who leads some of the activities. */
const leads = { leader: demoOpenid('volunteer', 4), leaderName: '志愿者4' }

/** Leaves out whoever would be in two shifts at the same time. */
function freeOfClashes(all: readonly Shift[]): Shift[] {
  const taken = new Set<string>()
  return all.map((shift) => {
    const clashing = shift.people.filter((person) => busyMarks(person, shift).some((each) => taken.has(each)))
    const roles = shift.roles.map((role) => ({
      ...role,
      holders: role.holders.filter(({ person }) => !clashing.includes(person)),
    }))
    const people = shift.people.filter((person) => !clashing.includes(person))
    const marks = people.flatMap((person) => busyMarks(person, shift))
    for (const each of marks) taken.add(each)
    return { ...shift, roles, people, busy: [shift._id, ...marks] }
  })
}
