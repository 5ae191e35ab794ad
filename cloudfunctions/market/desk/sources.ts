import type { Selection } from '../../shared/database'
import { addDays, clockTime, dateOf, dayAndTime, longDate } from '../../shared/shanghai'
import { expectedBy } from '../gate/rules'
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
  reports: readonly Pick<StallReport, '_id' | 'market' | 'words' | 'at' | 'stall' | 'night'>[]
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
        'bookings.arrived.at': true,
        'bookings.left.at': true,
        occupyBy: true,
        'inspected.stall': true,
        'inspected.at': true,
      },
    },
    appealed: {
      from: nights.name,
      match: { ...ofMine(markets), 'absent.appeal.state': 'open' },
      sort: { _id: 1 },
      limit: mostCounted,
      fields: {
        date: true,
        market: true,
        'absent.id': true,
        'absent.stall': true,
        'absent.name': true,
        'absent.appeal': true,
      },
    },
    shops: {
      from: vendors.name,
      // By `$exists` an index would hand over everybody, also who waits for nothing.
      match: { ...ofMine(markets), waitsSince: { $gt: new Date(0) } },
      limit: mostCounted,
      fields: { shop: true, name: true, sells: true, waitsSince: true },
    },
    reports: {
      from: stallReports.name,
      match: { ...ofMine(markets), state: 'open' },
      limit: mostCounted,
      fields: { market: true, words: true, at: true, stall: true, night: true },
    },
  }) satisfies Record<string, { from: string } & Selection>

/** One kind of thing that waits: it knows its rows, and nothing of the page that shows them. */
export type Source = (facts: DeskFacts, now: Date) => Wait[]

/** Nights that go on: a market's evening may last until the next day. */
const running = ({ nights }: DeskFacts, now: Date): Night[] =>
  nights.filter(({ startsAt, cancelled }) => cancelled === undefined && startsAt <= now)

/** Who should be there by now and is not; whose stall is released by the clock is on record, and waits for nobody. */
const noShows: Source = (facts, now) =>
  running(facts, now).flatMap((night) =>
    night.bookings
      .filter((each) => each.until === undefined && !each.arrived)
      .map(({ stall, name, at }) => {
        const by = expectedBy(night.occupyBy, at)
        return {
          title: `${stall} ${name}`,
          note: `还没签到 · ${clockTime(by, night.date)} 前不到就放出`,
          at: by.toISOString(),
          opens: `/desk/market/gate?night=${night._id}&stall=${stall}`,
        }
      }),
  )

/** A round waits from so long after a night began, in milliseconds: until then they set up. */
const settledMs = 60 * 60_000

/** Rows with stalls that are there and that no round has seen this night. */
const rounds: Source = (facts, now) =>
  running(facts, now).flatMap((night) => {
    const at = new Date(+night.startsAt + settledMs)
    const seen = new Set((night.inspected ?? []).map(({ stall }) => stall))
    const left = night.bookings.filter((each) => each.arrived && !each.left && !seen.has(each.stall))
    const rows = [...new Set(left.map(({ stall }) => stall.charAt(0)))].sort()
    if (now < at) return []
    return rows.map((row) => ({
      title: `${row} 排 ${String(left.filter(({ stall }) => stall.startsWith(row)).length)} 个摊还没看`,
      note: `${longDate(night.date)} · 卫生、用火、噪音、占道`,
      at: at.toISOString(),
      opens: `/desk/market/round?night=${night._id}`,
    }))
  })

/** Offers from the waiting list that nobody answered yet: those that end first come first. */
const offers: Source = ({ nights }, now) =>
  nights.flatMap((night) =>
    night.bookings
      .filter((each) => isOffer(each) && stands(each, now))
      .map(({ stall, name, until = now }) => ({
        title: `${stall} 等 ${name} 确认`,
        note: `${longDate(night.date)} · ${clockTime(until, night.date)} 前不确认就给下一位`,
        at: until.toISOString(),
        opens: `/desk/market/night?night=${night._id}&stall=${stall}`,
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
    absent.flatMap(({ id, stall, name, appeal }) =>
      appeal?.state === 'open'
        ? [
            {
              title: `${stall} ${name}`,
              note: `${longDate(date)}没到 · ${appeal.words}`,
              at: appeal.at.toISOString(),
              opens: `/desk/market/appeals?market=${market}&absence=${id}`,
            },
          ]
        : [],
    ),
  )

const reports: Source = ({ reports }) =>
  reports.map(({ _id, market, words, at, stall }) => ({
    title: words,
    note: `${stall} · ${dayAndTime(at)}`,
    at: at.toISOString(),
    opens: `/desk/market/reports?market=${market}&report=${_id}`,
  }))

/** All sources, in the order they are shown. */
export const sources: Readonly<Record<WaitKind, Source>> = {
  noShows,
  rounds,
  offers,
  approvals,
  appeals,
  reports,
  layouts,
}
