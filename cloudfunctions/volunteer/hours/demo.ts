import { demoOpenid, demoPlace } from '../../shared/demo'
import { placesAbove } from '../../shared/region'
import { addDays, dateOf, instantOf } from '../../shared/shanghai'
import { isToConfirm } from '../attendance/rules'
import { shapes } from '../shift/demo'
import type { Earned, HandHours, HoursEntry, Shift } from '../documents'
import { entryId } from './ledger'
import { minutesOfShift } from './rules'

/** Whose books are not empty. */
const served = { from: 4, until: 19 }

/** What somebody did before: every so many days of the last ten months, the one more often than the other. */
function before(number: number, now: Date): Earned[] {
  const every = 9 + ((number * 7) % 16)
  return Array.from({ length: Math.floor(300 / every) }, (_, index): Earned => {
    const shape = shapes[(number + index) % shapes.length]
    return {
      person: demoOpenid('volunteer', number),
      minutes: shape ? shape.until - shape.from : 120,
      kind: index % 9 === 5 ? 'hand' : 'scan',
      day: addDays(dateOf(now), -(Math.floor(300 / every) - index) * every - 2),
      title: shape?.title ?? '周末清洁日',
      place: demoPlace,
      ...(index % 9 === 5 ? { reason: '扫码没扫上，带队人补的' } : {}),
    }
  })
}

/** What the places of these shifts come to. */
const ofShifts = (shifts: readonly Shift[]): Earned[] =>
  shifts.flatMap(({ _id: shift, title, place, startsAt, roles }) =>
    roles.flatMap(({ holders }) =>
      holders.flatMap((holder): Earned[] =>
        holder.went && !isToConfirm(holder)
          ? [
              {
                ...{ person: holder.person, minutes: holder.went.minutes, kind: 'scan', title, place, shift },
                day: dateOf(startsAt),
              },
            ]
          : [],
      ),
    ),
  )

/** Lines as a book has them: numbered, each with the sum of all before. */
function asBook(lines: readonly Earned[]): HoursEntry[] {
  let [total, byHand] = [0, 0]
  return lines.map((line, index) => {
    total += line.minutes
    byHand += line.kind === 'hand' ? line.minutes : 0
    const at = instantOf(line.day, 22 * 60)
    return { _id: entryId(['demo', line.person, String(index)]), ...line, seq: index + 1, total, byHand, at }
  })
}

/** The books of hours of demo volunteers: what they did before, and in these shifts. */
export const demoHours = (shifts: readonly Shift[], now: Date): HoursEntry[] => {
  const latest = ofShifts(shifts)
  return Array.from({ length: served.until - served.from + 1 }, (_, index) => index + served.from).flatMap((number) =>
    asBook([...before(number, now), ...latest.filter(({ person }) => person === demoOpenid('volunteer', number))]),
  )
}

const dayMs = 24 * 60 * 60_000

/** Minutes that whoever led a shift noted by hand, and that wait for a second person. */
export function demoHandHours(shifts: readonly Shift[], now: Date): HandHours[] {
  const over = shifts.find(({ endsAt, place, leader }) => endsAt <= now && place === demoPlace && leader !== undefined)
  if (!over) return []
  const { _id: shift, title, place, startsAt, leader = '' } = over
  const lasted = minutesOfShift(over)
  const added = { by: leader, at: new Date(+now - dayMs / 2), key: 'demo-hand' }
  return [
    {
      ...{ _id: entryId(['demo-hand', shift]).slice(0, 16), person: demoOpenid('volunteer', 15), name: '志愿者15' },
      ...{ shift, title, place, places: [place, ...placesAbove(place)], day: dateOf(startsAt) },
      ...{ minutes: Math.min(90, lasted), lasted, reason: '手机没电没签退，一直在现场', added, state: 'waiting' },
    },
  ]
}
