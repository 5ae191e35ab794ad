import type { Selection } from '../../shared/database'
import { addDays, clockTime, dateOf, dayAndTime, longDate } from '../../shared/shanghai'
import { nights, stallReports, vendors, type Market, type Night, type StallReport, type Vendor } from '../documents'
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
  /** Nights with an appeal that nobody decided yet. */
  appealed: readonly Pick<Night, '_id' | 'date' | 'market' | 'absent'>[]
  /** Vendors who wait for somebody to look at what they sent. */
  shops: readonly Pick<Vendor, 'shop' | 'name' | 'sells' | 'waitsSince'>[]
  /** Complaints that nobody answered yet. */
  reports: readonly Pick<StallReport, 'words' | 'at' | 'stall' | 'night'>[]
}

/** As many of a kind as are counted. */
const mostCounted = 200

const ofMine = (markets: readonly MyMarket[]) => ({ market: { $in: markets.map(({ _id }) => _id) } })

/** What is read for all sources together: a source that looks elsewhere adds its selection here. */
export const selections = (markets: readonly MyMarket[], now: Date) =>
  ({
    nights: {
      from: nights.name,
      match: { ...ofMine(markets), _id: { $gt: addDays(dateOf(now), -1) } },
      sort: { _id: 1 },
      limit: mostCounted,
      fields: {
        ...summaryFields,
        place: true,
        layoutVersion: true,
        'bookings.name': true,
        'bookings.waitedSince': true,
        'bookings.at': true,
      },
    },
    appealed: {
      from: nights.name,
      match: { ...ofMine(markets), 'absent.appeal.state': 'open' },
      sort: { _id: 1 },
      limit: mostCounted,
      fields: { date: true, market: true, 'absent.stall': true, 'absent.name': true, 'absent.appeal': true },
    },
    shops: {
      from: vendors.name,
      match: { ...ofMine(markets), waitsSince: { $exists: true } },
      limit: mostCounted,
      fields: { shop: true, name: true, sells: true, waitsSince: true },
    },
    reports: {
      from: stallReports.name,
      match: { ...ofMine(markets), state: 'open' },
      limit: mostCounted,
      fields: { words: true, at: true, stall: true, night: true },
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

/** Vendors who asked to stand there, or changed what they sell: who waited longest comes first. */
const approvals: Source = ({ shops }, now) =>
  shops.map(({ shop, name, sells, waitsSince = now }) => ({
    title: name === '' ? '还没起摊名' : name,
    note: `${sells} · ${dayAndTime(waitsSince)} 交的`,
    at: waitsSince.toISOString(),
    opens: `/desk/market/shop?shop=${shop}`,
  }))

const appeals: Source = ({ appealed }) =>
  appealed.flatMap(({ date, market, absent = [] }) =>
    absent.flatMap(({ stall, name, appeal }) =>
      appeal?.state === 'open'
        ? [
            {
              title: `${stall} ${name}`,
              note: `${longDate(date)}没到 · ${appeal.words}`,
              at: appeal.at.toISOString(),
              opens: `/desk/market/appeals?market=${market}`,
            },
          ]
        : [],
    ),
  )

const reports: Source = ({ reports }) =>
  reports.map(({ words, at, stall }) => ({
    title: words,
    note: `${stall} · ${dayAndTime(at)}`,
    at: at.toISOString(),
    opens: '/desk/market/reports',
  }))

/** All sources, in the order they are shown. */
export const sources: Readonly<Record<WaitKind, Source>> = { offers, approvals, appeals, reports, layouts }
