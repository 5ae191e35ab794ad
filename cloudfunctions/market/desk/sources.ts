import type { Selection } from '../../shared/database'
import { addDays, clockTime, dateOf, longDate } from '../../shared/shanghai'
import { nights, type Market, type Night } from '../documents'
import { stands } from '../night/rules'
import { summaryFields } from '../night/views'
import { isOffer } from '../waiting/offering'
import type { Wait, WaitKind } from './contract'

export type MyMarket = Pick<Market, '_id' | 'name' | 'place'> & { layout: { version: number } }

/** Everything that sources look at, read in one request. */
export interface DeskFacts {
  markets: readonly MyMarket[]
  /** Nights that have not ended, next first. */
  nights: readonly Night[]
}

/** What is read for all sources together: a source that looks elsewhere adds its selection here. */
export const selections = (markets: readonly MyMarket[], now: Date) =>
  ({
    nights: {
      from: nights.name,
      match: { market: { $in: markets.map(({ _id }) => _id) }, _id: { $gt: addDays(dateOf(now), -1) } },
      sort: { _id: 1 },
      limit: 200,
      fields: {
        ...summaryFields,
        place: true,
        layoutVersion: true,
        'bookings.name': true,
        'bookings.waitedSince': true,
        'bookings.at': true,
      },
    },
  }) satisfies Record<string, { from: string } & Selection>

/** One kind of thing that waits: it knows its rows, and nothing of the page that shows them. */
export type Source = (facts: DeskFacts, now: Date) => Wait[]

/** Offers from the waiting list that nobody answered yet: those that end first come first. */
const offers: Source = ({ nights }, now) =>
  nights.flatMap((night) =>
    night.bookings
      .filter((each) => isOffer(each) && stands(each, now))
      .map(({ stall, name, until = now }) => ({
        title: `${stall} 等 ${name} 确认`,
        note: `${longDate(night.date)} · ${clockTime(until, night.date)} 前不确认就给下一位`,
        at: until.toISOString(),
        opens: `/desk/market/night?night=${night._id}`,
      })),
  )

/** Nights to come that were planned with a layout that is no longer in force. */
const layouts: Source = ({ nights, markets }, now) =>
  nights
    .filter(
      ({ market, layoutVersion, startsAt, cancelled }) =>
        cancelled === undefined &&
        now < startsAt &&
        markets.some(({ _id, layout }) => _id === market && layout.version !== layoutVersion),
    )
    .map((night) => ({
      title: `${longDate(night.date)} 还用旧布局`,
      note: `${night.marketName} · 第 ${String(night.layoutVersion)} 版`,
      at: night.startsAt.toISOString(),
      opens: `/desk/market/layout-nights?market=${night.market}`,
    }))

/** All sources, in the order they are shown. */
export const sources: Readonly<Record<WaitKind, Source>> = { offers, layouts }
