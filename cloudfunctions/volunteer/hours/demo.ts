import { demoOpenid, demoPlace } from '../../shared/demo'
import { placesAbove } from '../../shared/region'
import { addDays, dateOf, instantOf, type CalendarDate } from '../../shared/shanghai'
import { isToConfirm } from '../attendance/rules'
import { shapes } from '../shift/demo'
import { wishTitle } from '../wish/words'
import type { Earned, HandHours, HoursEntry, Shift, Wish } from '../documents'
import { entryId } from './ledger'
import { minutesOfShift } from './rules'

/** Whose books are not empty. */
const served = { from: 4, until: 19 }

/** As far back as books go. */
const daysBack = 730

/** The dates of two years, the latest last; shifts of these two days have lines of their own. */
const datesBefore = (now: Date): CalendarDate[] =>
  Array.from({ length: daysBack }, (_, index) => addDays(dateOf(now), index - daysBack - 2))

/** What somebody did before: so many times in two years, the latest a few days ago. */
function before(number: number, times: number, dates: readonly CalendarDate[]): Earned[] {
  const every = Math.floor(dates.length / Math.max(times, 1))
  return Array.from({ length: times }, (_, index): Earned => {
    const shape = shapes[(number + index) % shapes.length]
    const byHand = index % 9 === 5
    return {
      person: demoOpenid('volunteer', number),
      minutes: shape ? shape.until - shape.from : 120,
      kind: byHand ? 'hand' : 'scan',
      day: dates[dates.length - 1 - (times - 1 - index) * every - (number % every)] ?? '',
      title: shape?.title ?? '周末清洁日',
      place: demoPlace,
      ...(byHand ? { reason: '扫码没扫上，带队人补的' } : {}),
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

/** What the confirmed ones of these wishes come to, under the ids of lines that `postWish` writes. */
const ofWishes = (wishes: readonly Wish[]): (Earned & { _id: string })[] =>
  wishes.flatMap((wish) => {
    const { _id, claim, done, confirmedAt, place } = wish
    if (!claim || !done || !confirmedAt) return []
    const { minutes, day } = done
    const line = { person: claim.person, minutes, kind: 'wish' as const, day, title: wishTitle(wish), place }
    return [{ _id: entryId(['wish', _id]), ...line }]
  })

/** Lines as a book has them: numbered, each with the sum of all before. */
export function asBook(lines: readonly (Earned & { _id?: string })[]): HoursEntry[] {
  let [total, byHand] = [0, 0]
  return lines.map((line, index) => {
    total += line.minutes
    byHand += line.kind === 'hand' ? line.minutes : 0
    const at = instantOf(line.day, 22 * 60)
    return { _id: entryId(['demo', line.person, String(index)]), ...line, seq: index + 1, total, byHand, at }
  })
}

/** Everybody's lines, by their day. */
function books(numbers: readonly number[], timesOf: (number: number) => number, done: readonly Earned[], now: Date) {
  const dates = datesBefore(now)
  const latest = new Map<string, Earned[]>()
  for (const line of done) latest.set(line.person, [...(latest.get(line.person) ?? []), line])
  return numbers.flatMap((number) => {
    const lines = [...before(number, timesOf(number), dates), ...(latest.get(demoOpenid('volunteer', number)) ?? [])]
    return asBook(lines.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day))))
  })
}

const upTo = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => from + index)

/** The books of hours of demo volunteers: what they did before, in these shifts, and for these wishes. */
export function demoHours(shifts: readonly Shift[], wishes: readonly Wish[], now: Date): HoursEntry[] {
  const timesOf = (number: number) => Math.floor(daysBack / (9 + ((number * 7) % 16)))
  return books(upTo(served.from, served.until), timesOf, [...ofShifts(shifts), ...ofWishes(wishes)], now)
}

/** Most serve once or never, few every week; whoever has one of the first numbers every second day. */
function timesInDistrict(number: number): number {
  if (number <= served.until) return daysBack / 2
  const luck = (number * 0.618034) % 1
  return Math.floor(0.4 / (luck + 0.004))
}

/** The books of a whole district: these shifts, and what was done before they were planned here. */
export const districtHours = (volunteers: number, shifts: readonly Shift[], now: Date): HoursEntry[] =>
  books(upTo(1, volunteers), timesInDistrict, ofShifts(shifts), now)

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
