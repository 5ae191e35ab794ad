import { command, find } from '../../shared/database'
import { many } from '../../shared/load'
import { addDays, type CalendarDate } from '../../shared/shanghai'
import { nights, type Absence, type Night } from '../documents'
import { memoryDays, type AbsenceFact } from './rules'

/** A night as a record needs it. */
export type NightOfRecord = Pick<Night, '_id' | 'date' | 'marketName'> & {
  cancelled?: string
  absent?: Absence[]
  ladder?: number[]
}

/** More nights than anybody misses within the time that matters: where a ladder only warns, the latest decide alone. */
const mostNights = 60

/** The nights that a vendor missed, for a load: the others' absences never travel. */
export const missedNights = (vendor: string) =>
  many<Night>(nights, {
    match: { 'absent.vendor': vendor },
    sort: { _id: -1 },
    limit: mostNights,
    fields: {
      date: 1,
      marketName: 1,
      cancelled: 1,
      ladder: 1,
      absent: { $filter: { input: '$absent', as: 'each', cond: { $eq: ['$$each.vendor', { $literal: vendor }] } } },
    },
  })

/** The nights that a vendor missed, by their public id. */
export const nightsMissedByShop = (shop: string) => ({
  match: { 'absent.shop': shop },
  sort: { _id: -1 } as const,
  limit: mostNights,
  fields: {
    date: 1,
    marketName: 1,
    cancelled: 1,
    absent: { $filter: { input: '$absent', as: 'each', cond: { $eq: ['$$each.shop', { $literal: shop }] } } },
    // Somebody may have been seen by a round before their booking went.
    inspected: {
      $filter: {
        input: { $ifNull: ['$inspected', []] },
        as: 'each',
        cond: { $eq: ['$$each.shop', { $literal: shop }] },
      },
    },
  },
})

/** The facts of these nights about one vendor. */
export const factsOf = (missed: readonly NightOfRecord[], vendor: string): AbsenceFact[] =>
  missed.flatMap(({ date, cancelled, ladder, absent = [] }) =>
    absent
      .filter((each) => each.vendor === vendor)
      .map(({ absentAt, came, appeal }) => ({
        date,
        absentAt,
        cancelled: cancelled !== undefined,
        ...(ladder ? { ladder } : {}),
        ...(came ? { came } : {}),
        ...(appeal ? { appeal } : {}),
      })),
  )

/** More nights than all who are asked about together miss. */
const mostNightsOfMany = 1000

/** The nights that any of these vendors missed, for a lookup. */
export const missedByAny = (vendors: readonly string[], today: CalendarDate) => ({
  match: { 'absent.vendor': { $in: vendors }, _id: { $gt: addDays(today, -memoryDays) } },
  sort: { _id: -1 } as const,
  limit: mostNightsOfMany,
  fields: { date: 1, marketName: 1, cancelled: 1, ladder: 1, absent: 1 },
})

/** The nights that any of these vendors missed. */
export const nightsMissedBy = (vendors: readonly string[], today: CalendarDate): Promise<NightOfRecord[]> =>
  find(nights, {
    where: { 'absent.vendor': command.in(vendors), _id: command.gt(addDays(today, -memoryDays)) },
    sort: [['_id', 'desc']],
    limit: mostNightsOfMany,
    fields: { date: true, marketName: true, cancelled: true, ladder: true, absent: true },
  })
