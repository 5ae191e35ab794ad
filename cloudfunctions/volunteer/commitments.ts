import { inShape } from '../shared/collection'
import { claim, command, find, readOne, sumsBy } from '../shared/database'
import { many, maybe, selectionOf } from '../shared/load'
import { addDays, dateOf } from '../shared/shanghai'
import { activities, hoursBook, shifts, type Activity, type Shift } from './documents'
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

/** That somebody came to a shift of an activity. */
export interface Came {
  person: string
  at: Date
  /** The once-only key of the tap that noted it. */
  key: string
  /** A second person stands for it: whoever leads showed their code, or noted it. */
  bySecond: boolean
}

/** A shift whose arrivals are news, for another domain's timer. */
export interface ArrivalsNews extends Pick<Shift, '_id' | 'activity' | 'title' | 'rev'> {
  where: string
  came: Came[]
}

const newsPerRun = 50

/** Who came to the shifts of which somebody came, or did not after all, since `arrivalsSeen`. */
export async function arrivalsNews(): Promise<ArrivalsNews[]> {
  const found = await find(shifts, { where: { arrivals: true }, sort: [['arrivals', 'asc']], limit: newsPerRun })
  return found.map(({ _id, activity, title, rev, where, roles, leader }) => ({
    ...{ _id, activity, title, rev, where: where.name },
    came: roles
      .flatMap(({ holders }) => holders)
      .flatMap(({ person, came }) => {
        if (!came) return []
        const { at, key, by, late } = came
        return { person, at, key, bySecond: by !== 'place' && late === undefined && person !== leader }
      }),
  }))
}

/** What `arrivalsNews` told of a shift was heard; what came meanwhile stays news. */
export const arrivalsSeen = ({ _id, rev }: Pick<ArrivalsNews, '_id' | 'rev'>): Promise<boolean> =>
  claim(shifts, _id, { rev }, { arrivals: command.remove() })

/** What an activity is called, for another domain's load. */
export const activityNamed = (id: string) =>
  maybe(inShape<Pick<Activity, '_id' | 'title'>>(activities), id, { fields: { title: 1 } })
