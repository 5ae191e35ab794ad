import { demo as demoMarket } from '../../cloudfunctions/market/demo'
import type { Absence, Night, Stall, Vendor } from '../../cloudfunctions/market/documents'
import { complaints } from '../../cloudfunctions/market/vendor/demo'
import { demo as demoPlaces } from '../../cloudfunctions/member/demo'
import { demo as demoPeople } from '../../cloudfunctions/shared/demo'
import type { Member } from '../../cloudfunctions/shared/documents'
import { optionsOf, writeDocuments } from '../../config/scripts/seed'

/** People and nights in the states that refusals come from; all else as in the demo, everything free. */
export const people = {
  hot: 'o-vendor-0004',
  otherHot: 'o-vendor-0014',
  craft: 'o-vendor-0005',
  suspended: 'o-vendor-0006',
  withoutProfile: 'o-vendor-0007',
  elsewhere: 'o-vendor-0008',
  /** A vendor of hot food whose papers hold tonight for the last time. */
  lapsing: 'o-vendor-0034',
  resident: 'o-resident-0001',
  /** Missed two stalls, one after the other, on 2026-11-24: no stall before 2026-12-01. */
  paused: 'o-vendor-0544',
}

export const nightIds = {
  tonight: '2026-11-27-taohuajing',
  cancelled: '2026-11-28-taohuajing',
  withRepair: '2026-11-29-taohuajing',
  notYetOpen: '2026-12-10-taohuajing',
}

/** What is different about some stalls of the night `withRepair`. */
const otherStalls: Record<string, Partial<Stall>> = {
  A02: { outOfUse: '地面在修' },
  A03: { mode: 'fixed' },
  A04: { mode: 'draw' },
}

/** A night a week before the others, which somebody missed twice. */
function pastNight(night: Night): Night {
  const date = '2026-11-24'
  const missed = (stall: string): Absence => ({
    stall,
    kind: 'hot',
    fee: 3000,
    vendor: people.paused,
    shop: 'shop000544',
    name: '灯下炸串',
    sells: '炸串',
    at: new Date('2026-11-20T10:00:00+08:00'),
    key: `past-${stall}`,
    id: `00000000-0000-4000-8000-0000000000${stall.slice(1)}`,
    absentAt: new Date(`2026-11-24T18:${stall.slice(1)}:30+08:00`),
  })
  const before = (instant: Date) => new Date(+instant - 3 * 24 * 60 * 60_000)
  const { due: _, ...rest } = night
  return {
    ...rest,
    _id: `${date}-${night.market}`,
    date,
    opensAt: before(night.opensAt),
    closesAt: before(night.closesAt),
    cancelBy: before(night.cancelBy),
    startsAt: before(night.startsAt),
    occupyBy: before(night.occupyBy),
    endsAt: before(night.endsAt),
    bookings: [],
    absent: [missed('A01'), missed('A02')],
  }
}

function changed(vendor: Vendor): Vendor {
  if (vendor._id === people.suspended) return { ...vendor, state: 'suspended' }
  const { food, ...rest } = vendor.papers ?? {}
  if (vendor._id !== people.lapsing || !food) return vendor
  return { ...vendor, papers: { ...rest, food: { ...food, until: '2026-11-27' } } }
}

/** Writes that world's documents, and more people, at an instant; returns the file for `startCloud({ documents })`. */
export function writeMarketWorld(now: Date, more: readonly Member[] = []): string {
  const options = optionsOf('town', now, 1)
  const world = { ...demoPeople(options), ...demoPlaces(options), ...demoMarket(options) }
  const nights = (world['market_nights'] as Night[]).map((night): Night => {
    if (night._id === nightIds.cancelled) return { ...night, cancelled: '有暴雨' }
    if (night._id !== nightIds.withRepair) return night
    const stalls = night.stalls.map((stall): Stall => ({ ...stall, ...otherStalls[stall.code] }))
    return { ...night, stalls, usable: night.usable - 1 }
  })
  const past = nights.filter(({ _id }) => _id === nightIds.tonight).map(pastNight)
  const vendors = (world['market_vendors'] as Vendor[]).filter(({ _id }) => _id !== people.withoutProfile).map(changed)
  const members = (world['members'] as Member[]).map((member): Member =>
    member._id === people.elsewhere
      ? { ...member, roles: [{ role: 'vendor', place: 'wangcheng.gaotangling' }] }
      : member,
  )
  return writeDocuments({
    ...world,
    market_nights: [...past, ...nights],
    market_vendors: vendors,
    market_reports: complaints('shop000001', now),
    members: [...members, ...more],
  })
}
