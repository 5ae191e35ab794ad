import { placesAbove } from '../../shared/region'
import { addDays, dateOf, instantOf } from '../../shared/shanghai'
import type { Activity, Planned, Shift } from '../documents'
import { shapes, venues, type Shape, type Venue } from '../shift/demo'
import { idAt } from '../shift/rules'
import { shiftOf } from './planning'

/** So many small letters and digits, the same for the same number. */
const mark = (number: number, signs: number): string => (number + 36 ** (signs - 1)).toString(36).slice(-signs)

/** Where the `number`-th activity meets: at one of the venues, or, when there are more, somewhere around one. */
function venueOf(number: number): Venue {
  const [centre] = venues as [Venue]
  const venue = venues[number % venues.length] ?? centre
  const turn = Math.floor(number / venues.length)
  if (turn < 6) return venue
  const [angle, far] = [turn * 2.39996, 0.03 * Math.sqrt((turn % 997) / 997)]
  return {
    ...venue,
    latitude: venue.latitude + far * Math.sin(angle),
    longitude: venue.longitude + far * Math.cos(angle),
  }
}

interface Size {
  activities: number
  shifts: number
  /** Days from today on which the first shift is, and over how many days they are spread. */
  from: number
  days: number
}

/** So many activities, each published, with their shifts, nobody in them yet. */
export function plannedActivities(
  now: Date,
  { activities, shifts, from, days }: Size,
): { activities: Activity[]; shifts: Shift[] } {
  const today = dateOf(now)
  const [cleaning] = shapes as [Shape]
  const times = Array.from({ length: activities }, (): Planned[] => [])
  for (let number = 0; number < shifts; number++) {
    const date = addDays(today, from + Math.floor((number * days) / shifts))
    const shape = shapes[(number % activities) % shapes.length] ?? cleaning
    const startsAt = instantOf(date, shape.from)
    const shift = `${idAt(startsAt)}-${mark(number, 6)}`
    times[number % activities]?.push({ shift, startsAt, endsAt: instantOf(date, shape.until) })
  }
  const made = times.map((planned, number): Activity => {
    const { title, words, category, roles, approval = false } = shapes[number % shapes.length] ?? cleaning
    const { place, organiser, ...where } = venueOf(number)
    const first = planned[0]?.startsAt ?? now
    const published = new Date(+first - 15 * 24 * 60 * 60_000)
    return {
      _id: `demo${mark(number, 6)}`,
      ...{ title, words, category, place, organiser, where, roles, approval, published },
      places: [place, ...placesAbove(place)],
      opensDaysBefore: 14,
      outHours: 3,
      times: planned,
      madeAt: published,
      steps: [],
      rev: 0,
    }
  })
  return {
    activities: made,
    shifts: made.flatMap((activity) => activity.times.map((planned) => asOf(shiftOf(activity, planned), now))),
  }
}

/** A shift as the timer left it: on no list once it is over. */
function asOf(shift: Shift, now: Date): Shift {
  if (shift.endsAt > now) return shift
  const { lists: _, near: __, due: ___, ...over } = shift
  return over
}
