import { demoOpenid, type DemoOptions } from '../shared/demo'
import { addDays, dateOf, weekdayOf, type CalendarDate } from '../shared/shanghai'
import { shifts, type Holder, type Shift, type ShiftRole } from './documents'
import { plannedShift, shapes, venues, type Shape } from './shift/demo'
import { busyMarks } from './shift/rules'

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

const [cleaning] = shapes as [Shape]
const [centre] = venues as [(typeof venues)[number]]

const dayShapes = (date: CalendarDate, index: number): Shape => {
  const weekend = weekdayOf(date) >= 6
  return shapes[(index * 5 + (weekend ? 0 : 1)) % shapes.length] ?? cleaning
}

/** So many shifts on each of these days, at one venue after the other. */
function daysOf(now: Date, { from, days, perDay }: { from: number; days: number; perDay: number }): Shift[] {
  const today = dateOf(now)
  return Array.from({ length: days * perDay }, (_, number) => {
    const date = addDays(today, from + Math.floor(number / perDay))
    const venue = venues[number % venues.length] ?? centre
    const activity = `demo${String(number % 40).padStart(6, '0')}`
    return plannedShift({ shape: dayShapes(date, number), venue, date, number, activity }, now)
  })
}

/** The volunteers' documents for a demo, by collection. */
export function demo({ now, lived }: DemoOptions): Record<string, { _id: string }[]> {
  const planned = daysOf(now, { from: -1, days: 16, perDay: 6 })
  const inUse = lived
    ? planned.map((shift, index) =>
        withPeople(
          shift,
          [1, 2, 3, 4].map((step) => 4 + ((index * 3 + step * 4) % 16)),
          now,
        ),
      )
    : planned
  return { [shifts.name]: freeOfClashes(inUse) }
}

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
