import { claim, command, find, removeAll } from '../shared/database'
import { newId } from '../shared/ids'
import { leftName, type Holdings, type Shelf } from '../shared/person'
import {
  nights,
  seasonStalls,
  series,
  vendors,
  type Absence,
  type Booking,
  type Inspection,
  type Night,
  type Waiter,
} from './documents'
import { entered, forgetEntries } from './draw/holdings'
import { forgetFavourites, kept } from './favourite/holdings'
import { forgetFees, paidFees } from './fees/holdings'
import { forgetReports, reports } from './report/holdings'
import { papers, profile } from './vendor/holdings'

const nightsPerStep = 20

const row = (night: Night, { stall, fee, name, sells, at }: Booking) => ({
  夜市: night.marketName,
  日期: night.date,
  摊位: stall,
  摊名: name,
  卖什么: sells,
  摊位费分: fee,
  订摊时间: at.toISOString(),
})

/** A shelf of what one vendor has in a list of each night, the latest first. */
const shelfOf = <L extends 'bookings' | 'released' | 'waiting'>(
  title: string,
  list: L,
  rowOf: (night: Night, entry: Night[L][number]) => Record<string, unknown>,
): Shelf => ({
  title,
  read: async (openid, after) => {
    const where = { [`${list}.vendor`]: openid, ...(after === undefined ? {} : { _id: command.lt(after) }) }
    const found = await find(nights, { where, sort: [['_id', 'desc']], limit: nightsPerStep })
    const rows = found.flatMap((night) =>
      (night[list] as Night[L][number][]).filter(({ vendor }) => vendor === openid).map((entry) => rowOf(night, entry)),
    )
    const last = found.length === nightsPerStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last._id } : {}) }
  },
})

const waitingRow = (night: Night, { name, sells, at }: Waiter) => ({
  夜市: night.marketName,
  日期: night.date,
  摊名: name,
  卖什么: sells,
  候补时间: at.toISOString(),
})

/** A shelf of what a list of each night says about one vendor at their stall, the latest night first. */
const factsShelf = <T extends 'absent' | 'inspected'>(
  title: string,
  list: T,
  told: (each: NonNullable<Night[T]>[number]) => Record<string, unknown>,
): Shelf => ({
  title,
  read: async (openid, after) => {
    const where = { [`${list}.vendor`]: openid, ...(after === undefined ? {} : { _id: command.lt(after) }) }
    const found = await find(nights, { where, sort: [['_id', 'desc']], limit: nightsPerStep })
    const rows = found.flatMap((night) =>
      ((night[list] ?? []) as NonNullable<Night[T]>[number][])
        .filter(({ vendor }) => vendor === openid)
        .map((each) => ({ 夜市: night.marketName, 日期: night.date, 摊位: each.stall, ...told(each) })),
    )
    const last = found.length === nightsPerStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last._id } : {}) }
  },
})

const absences = factsShelf('未到场', 'absent', ({ absentAt, marked, came, appeal }) => ({
  记录时间: absentAt.toISOString(),
  ...(marked ? { 记录理由: marked.reason } : {}),
  ...(came ? { 后来到场: came.at.toISOString() } : {}),
  ...(appeal ? { 申诉: appeal.words, 裁定: appeal.state, 裁定理由: appeal.ruling?.reason } : {}),
}))

const inspections = factsShelf('巡查', 'inspected', ({ marks, words, at, answer }) => ({
  ...marks,
  说明: words,
  时间: at.toISOString(),
  回应: answer?.words,
}))

/** Nights that hold this person in a list of theirs. */
const nightsWith = (
  list: 'bookings' | 'released' | 'waiting' | 'leftWaiting' | 'absent' | 'inspected',
  openid: string,
) => find(nights, { where: { [`${list}.vendor`]: openid }, sort: [['_id', 'desc']], limit: nightsPerStep })

/** A stall to come is free again; one that was stood at stays on record, without who stood there. */
async function forgetBooking({ _id, endsAt }: Night, openid: string, now: Date): Promise<void> {
  const mine = { 'bookings.vendor': openid }
  const freed = { bookings: command.pull({ vendor: openid }), due: command.min(now), rev: command.inc(1) }
  if (endsAt > now) await claim(nights, _id, mine, freed)
  else
    await claim(nights, _id, mine, {
      'bookings.$.vendor': `left-${newId()}`,
      'bookings.$.name': leftName,
    })
}

/** What was seen of somebody stays with the night, without who it was and without their own words. */
async function forgetFacts({ _id, rev, absent = [], inspected = [] }: Night, openid: string): Promise<void> {
  const left = { vendor: `left-${newId()}`, name: leftName, shop: '' }
  const isTheirs = ({ vendor }: { vendor: string }) => vendor === openid
  await claim(
    nights,
    _id,
    { rev },
    {
      absent: absent.map((each) => (isTheirs(each) ? withoutAppeal({ ...each, ...left }) : each)),
      inspected: inspected.map((each) => (isTheirs(each) ? withoutAnswer({ ...each, ...left }) : each)),
      rev: command.inc(1),
    },
  )
}

const withoutAppeal = ({ appeal, ...absence }: Absence): Absence =>
  appeal ? { ...absence, appeal: { ...appeal, words: '' } } : absence

const withoutAnswer = ({ answer: _, ...seen }: Inspection): Inspection => seen

/** @returns how many nights had something seen of them */
async function forgetSeen(openid: string): Promise<number> {
  const found = await Promise.all([nightsWith('absent', openid), nightsWith('inspected', openid)])
  const ids = new Set(found.flatMap((list) => list.map(({ _id }) => _id)))
  for (const id of ids) {
    const [night] = await find(nights, { where: { _id: id }, sort: [], limit: 1 })
    if (night) await forgetFacts(night, openid)
  }
  return ids.size
}

/** Lists of a night that need nobody who left. */
const theirsAlone = ['released', 'waiting', 'leftWaiting'] as const

async function forgetIn(list: (typeof theirsAlone)[number], openid: string): Promise<number> {
  const found = await nightsWith(list, openid)
  const change = { [list]: command.pull({ vendor: openid }), rev: command.inc(1) }
  for (const { _id } of found) await claim(nights, _id, { [`${list}.vendor`]: openid }, change)
  return found.length
}

const seriesPerStep = 50

const seriesOf = (openid: string, after?: string) =>
  find(series, {
    where: { vendor: openid, ...(after === undefined ? {} : { at: command.lt(new Date(after)) }) },
    sort: [['at', 'desc']],
    limit: seriesPerStep,
  })

async function forgetSeries(openid: string): Promise<number> {
  const found = await seriesOf(openid)
  return removeAll(
    series,
    found.map(({ _id }) => _id),
  )
}

async function forgetRights(openid: string): Promise<number> {
  const where = { 'rights.vendor': openid }
  const found = await find(seasonStalls, { where, sort: [['_id', 'asc']], limit: nightsPerStep })
  for (const { _id } of found) await claim(seasonStalls, _id, where, { rights: command.pull({ vendor: openid }) })
  return found.length
}

const seasons: Shelf = {
  title: '固定摊',
  read: async (openid) => {
    const where = { 'rights.vendor': openid }
    const found = await find(seasonStalls, { where, sort: [['_id', 'asc']], limit: 100 })
    return {
      rows: found.flatMap(({ market, stall, rights }) =>
        rights
          .filter(({ vendor }) => vendor === openid)
          .map(({ from, until }) => ({ 夜市: market, 摊位: stall, 从: from, 到: until })),
      ),
    }
  },
}

const seriesShelf: Shelf = {
  title: '连订',
  read: async (openid, after) => {
    const found = await seriesOf(openid, after)
    const last = found.length === seriesPerStep ? found[found.length - 1] : undefined
    return {
      rows: found.flatMap(({ at, nights }) =>
        nights.map(({ date, stall = '没有订到' }) => ({ 日期: date, 摊位: stall, 连订时间: at.toISOString() })),
      ),
      ...(last ? { after: last.at.toISOString() } : {}),
    }
  },
}

/** What the market keeps about a vendor. Stalls that were stood at must stay: the market's accounts rest on them. */
export const holdings: Holdings = {
  shelves: [
    profile,
    papers,
    shelfOf('订的摊位', 'bookings', row),
    shelfOf('退掉的摊位', 'released', row),
    shelfOf('候补', 'waiting', waitingRow),
    seasons,
    seriesShelf,
    paidFees,
    entered,
    absences,
    inspections,
    kept,
    reports,
  ],
  forget: async (openid, now) => {
    // First: what was charged follows from the nights.
    if ((await forgetFees(openid, now)) > 0) return false
    const booked = await nightsWith('bookings', openid)
    for (const night of booked) await forgetBooking(night, openid, now)
    const others = await Promise.all([
      ...theirsAlone.map((list) => forgetIn(list, openid)),
      forgetSeries(openid),
      forgetRights(openid),
      forgetEntries(openid),
      forgetReports(openid),
    ])
    const seen = await forgetSeen(openid)
    const followed = await forgetFavourites(openid)
    // Last: while it stands, who follows this vendor is found by it.
    if (followed === 0) await removeAll(vendors, [openid])
    return booked.length + seen + followed + others.reduce((sum, count) => sum + count, 0) === 0
  },
}
