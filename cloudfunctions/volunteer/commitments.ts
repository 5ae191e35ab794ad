import { inShape } from '../shared/collection'
import { readOne, sumsBy } from '../shared/database'
import { many, selectionOf } from '../shared/load'
import { addDays, dateOf } from '../shared/shanghai'
import { hoursBook, shifts, type Shift } from './documents'
import type { PlaceInShift } from './shift/rules'

export { shiftDuring } from './shift/rules'

/** A shift as somebody's time in it needs it. */
export type ShiftOfTime = Pick<Shift, '_id'> & PlaceInShift

/** More shifts to come than anybody signs up for. */
const mostShifts = 100

/** The shifts to come that these people have places in, for another domain's load: the others never travel. */
export const shiftsServedIn = (openids: readonly string[], now: Date) =>
  many(inShape<ShiftOfTime>(shifts), {
    match: { people: { $in: openids }, _id: { $gt: addDays(dateOf(now), -2) } },
    sort: { _id: -1 },
    limit: mostShifts * openids.length,
    fields: {
      title: 1,
      startsAt: 1,
      endsAt: 1,
      cancelled: 1,
      holders: {
        $reduce: {
          input: '$roles',
          initialValue: [],
          in: {
            $concatArrays: [
              '$$value',
              {
                $filter: {
                  input: '$$this.holders',
                  as: 'each',
                  cond: { $in: ['$$each.person', { $literal: openids }] },
                },
              },
            ],
          },
        },
      },
    },
  })

/** As `shiftsServedIn`, in one request of its own. */
export const shiftsServedBy = async (openids: readonly string[], now: Date): Promise<ShiftOfTime[]> =>
  (await readOne(selectionOf(shiftsServedIn(openids, now)))) as unknown as ShiftOfTime[]

/** Confirmed service counts this many days in a draw. */
const serviceDays = 90

/** The minutes that each of these people served in the last 90 days, in one request; whoever served none is left out. */
export const serviceMinutes = (openids: readonly string[], now: Date): Promise<Map<string, number>> =>
  sumsBy(hoursBook, {
    match: { person: { $in: openids }, day: { $gte: addDays(dateOf(now), -serviceDays) } },
    by: 'person',
    of: 'minutes',
  })
