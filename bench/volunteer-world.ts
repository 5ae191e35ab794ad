import { activity } from '../cloudfunctions/volunteer/activity/contract'
import { plannedActivities } from '../cloudfunctions/volunteer/activity/demo'
import { attendance } from '../cloudfunctions/volunteer/attendance/contract'
import type { HoursEntry, Shift } from '../cloudfunctions/volunteer/documents'
import { asBook } from '../cloudfunctions/volunteer/hours/demo'
import { hours } from '../cloudfunctions/volunteer/hours/contract'
import { apart, busyMarks } from '../cloudfunctions/volunteer/shift/rules'
import { shift } from '../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../cloudfunctions/volunteer/sign-up/contract'
import { writeCursor } from '../cloudfunctions/shared/cursor'
import { demoOpenid, demoPlace } from '../cloudfunctions/shared/demo'
import { addDays } from '../cloudfunctions/shared/shanghai'
import type { clientOf } from '../config/scripts/client'
import { seedDocuments, type Documents } from '../config/scripts/seed'

/** The instant of the volunteers' world. */
export const now = new Date('2026-11-27T10:00:00+08:00')
const me = demoOpenid('volunteer', 7)
const staff = demoOpenid('staff', 1)
const near = { latitude: 28.2762, longitude: 112.9215 }

/** A book of so many lines, two a day, the latest yesterday. */
const bookOf = (person: string, lines: number): HoursEntry[] =>
  asBook(
    Array.from({ length: lines }, (_, index) => ({
      ...{ person, minutes: 90, kind: 'scan', title: '周末清洁日', place: demoPlace },
      day: addDays('2026-11-26', -Math.floor((lines - 1 - index) / 2)),
    })),
  )

/** Where the `index`-th shift is: so that as many are on a square kilometre, however many there are. */
function pointOf(index: number) {
  const [angle, far] = [index * 2.39996, 0.0006 * Math.sqrt(index)]
  return {
    latitude: near.latitude + far * Math.sin(angle),
    longitude: near.longitude + (far * Math.cos(angle)) / Math.cos((near.latitude * Math.PI) / 180),
  }
}

/** 200 shifts of the next two weeks, 60 before and 60 activities, and 60 lines of the reader's, for each of `times`. */
export async function volunteerWorld(times: number): Promise<Documents> {
  const seed = await seedDocuments('town', now, 1, { vendors: 1, volunteers: 20, members: 1, activities: 1, shifts: 1 })
  // Few of them within two days.
  const size = { activities: 60 * times, shifts: 200 * times, from: 3, days: 11 }
  const planned = plannedActivities(now, size)
  const coming = planned.shifts.map((each, index): Shift => ({
    ...each,
    near: { type: 'Point', coordinates: apart(pointOf(index), each._id) },
  }))
  // Whoever was in shifts before makes a look that scans them dear.
  const before = plannedActivities(now, { ...size, shifts: 60 * times, from: -40, days: 30 }).shifts.map(
    (each, index) => {
      const person = demoOpenid('volunteer', 100 + index)
      return { ...each, people: [person], busy: [each._id, ...busyMarks(person, each)] }
    },
  )
  const others = Array.from({ length: 12 * times }, (_, index) => bookOf(demoOpenid('volunteer', 100 + index), 5))
  return {
    ...seed,
    volunteer_activities: planned.activities,
    volunteer_shifts: [...coming, ...before],
    volunteer_hours: [...bookOf(me, 60 * times), ...others.flat()],
  }
}

type Client = ReturnType<typeof clientOf>
type Look = (client: Client) => Promise<{ ok: boolean }>

/** What people look at, by name: first pages, and pages after so large a part of the list. */
export const looksOf = (documents: Documents): Record<string, Look> => {
  const shifts = (documents['volunteer_shifts'] ?? []).filter((each) => 'lists' in each)
  const ids = shifts.map(({ _id }) => _id).sort()
  const late = ids[Math.floor(ids.length * 0.9)] ?? ''
  const lines = (documents['volunteer_hours'] as HoursEntry[]).filter(({ person }) => person === me).length
  const far = writeCursor({ after: late, beyond: '400' })
  return {
    'listShifts, soonest': (client) => client.call(me, shift.listShifts, {}),
    'listShifts, soonest, far on': (client) =>
      client.call(me, shift.listShifts, { cursor: writeCursor({ after: late }) }),
    'listShifts, nearest': (client) => client.call(me, shift.listShifts, { near }),
    'listShifts, nearest, far on': (client) => client.call(me, shift.listShifts, { near, cursor: far }),
    listMyShifts: (client) => client.call(me, signUp.listMyShifts, {}),
    myHours: (client) => client.call(me, hours.myHours, {}),
    'myHours, far on': (client) =>
      client.call(me, hours.myHours, { cursor: writeCursor({ below: String(Math.floor(lines / 2)) }) }),
    listActivities: (client) => client.call(staff, activity.listActivities, { place: demoPlace }),
    attendance: (client) => client.call(staff, attendance.attendance, { shift: ids[0] ?? '' }),
  }
}
