import { addOnce, find, readTogether } from '../../shared/database'
import { signsOf } from '../../shared/ids'
import { many, selectionOf, type Loaded } from '../../shared/load'
import type { CalendarDate } from '../../shared/shanghai'
import { handHours, hoursBook, shifts, type Earned, type HoursEntry } from '../documents'
import { minutesLeft, sumsAfter } from './rules'

/** The id of the line that a cause makes. */
export const entryId = (cause: readonly string[]): string => signsOf(cause, 20)

const lineOf = async (id: string): Promise<HoursEntry | undefined> =>
  (await find(hoursBook, { where: { _id: id }, sort: [], limit: 1 }))[0]

/** The last line of a person's book. */
const lastOf = async (person: string): Promise<HoursEntry | undefined> =>
  (await find(hoursBook, { where: { person }, sort: [['seq', 'desc']], limit: 1 }))[0]

/** Each further try means that somebody else wrote a line of this book between the read and the write. */
const tries = 30

/**
 * Writes a line after the last one, if that still is the last: its number is free (a unique index), and so is its id.
 * @returns undefined when somebody else wrote a line meanwhile
 */
async function writeAfter(
  last: HoursEntry | undefined,
  _id: string,
  earned: Earned,
  now: Date,
): Promise<HoursEntry | undefined> {
  const entry: HoursEntry = { _id, ...earned, ...sumsAfter(last, earned), at: now }
  return (await addOnce(hoursBook, entry)) ? entry : lineOf(_id)
}

const tooMany = (id: string) => new Error(`the book of hours was written all the time, line ${id}`)

/** Writes a line into a person's book, once for each cause. Whoever comes second finds the line that stands. */
export async function post(cause: readonly string[], earned: Earned, now: Date): Promise<HoursEntry> {
  const _id = entryId(cause)
  for (let left = tries; left > 0; left--) {
    const written = await writeAfter(await lastOf(earned.person), _id, earned, now)
    if (written) return written
  }
  throw tooMany(_id)
}

/** What the book of somebody has, and what of it is of one shift. */
export interface BookOfShift {
  last: HoursEntry | undefined
  /** Minutes of this shift: in the book, and by hand still to be confirmed. */
  known: number
}

/** What is read of somebody's book before minutes of a shift are written; it begins on this day. */
export const bookOfShift = (person: string, shift: string, day: CalendarDate) => ({
  last: many(hoursBook, { match: { person }, sort: { seq: -1 }, limit: 1 }),
  ofDay: many(hoursBook, { match: { person, day }, limit: 100 }),
  byHand: many(handHours, { match: { shift, person, state: 'waiting' }, limit: 100 }),
})

/** The book as it was read. */
export const asBook = (
  { last, ofDay, byHand }: Loaded<ReturnType<typeof bookOfShift>>,
  shift: string,
): BookOfShift => ({
  last: last[0],
  known: [...ofDay.filter((line) => line.shift === shift), ...byHand].reduce((sum, { minutes }) => sum + minutes, 0),
})

async function readBook({ person, shift, day, kind }: Earned & { shift: string }): Promise<BookOfShift> {
  const wanted = Object.entries(bookOfShift(person, shift, day))
  const found = await readTogether({
    anchor: { from: shifts.name, match: { _id: shift }, fields: { _id: 1 } },
    others: Object.fromEntries(wanted.map(([name, each]) => [name, selectionOf(each)])),
  })
  const {
    last = [],
    ofDay = [],
    byHand = [],
  } = (found?.others ?? {}) as Partial<Loaded<ReturnType<typeof bookOfShift>>>
  return asBook({ last, ofDay, byHand: kind === 'hand' ? [] : byHand }, shift)
}

/**
 * As `post`, for minutes of a shift: never more than it lasted, with what the book has of it and, but for minutes by hand,
 * which waited themselves, what waits to be confirmed. Nothing is written where nothing is left.
 * @param lasted minutes
 * @param seen the book, where it was read already
 */
export async function postOfShift(
  cause: readonly string[],
  earned: Earned & { shift: string },
  { lasted, seen }: { lasted: number; seen?: BookOfShift },
  now: Date,
): Promise<void> {
  const _id = entryId(cause)
  for (let left = tries; left > 0; left--) {
    const { last, known } = seen && left === tries ? seen : await readBook(earned)
    const minutes = minutesLeft({ minutes: earned.minutes, known, lasted })
    if (minutes <= 0 || (await writeAfter(last, _id, { ...earned, minutes }, now))) return
  }
  throw tooMany(_id)
}
