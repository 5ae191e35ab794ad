import { demo as demoMarket } from '../../cloudfunctions/market/demo'
import type { Night, Stall, Vendor } from '../../cloudfunctions/market/documents'
import { demo as demoPlaces } from '../../cloudfunctions/member/demo'
import { demo as demoPeople } from '../../cloudfunctions/shared/demo'
import type { Member } from '../../cloudfunctions/shared/documents'
import { writeDocuments } from '../../config/scripts/seed'

/** People and nights in the states that refusals come from; all else as in the demo, everything free. */
export const people = {
  hot: 'o-vendor-0004',
  otherHot: 'o-vendor-0014',
  craft: 'o-vendor-0005',
  suspended: 'o-vendor-0006',
  withoutProfile: 'o-vendor-0007',
  elsewhere: 'o-vendor-0008',
  resident: 'o-resident-0001',
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

/** Writes that world's documents, and more people, at an instant; returns the file for `startCloud({ documents })`. */
export function writeMarketWorld(now: Date, more: readonly Member[] = []): string {
  const options = { now, vendors: 600, lived: false }
  const world = { ...demoPeople(options), ...demoPlaces(options), ...demoMarket(options) }
  const nights = (world['market_nights'] as Night[]).map((night): Night => {
    if (night._id === nightIds.cancelled) return { ...night, cancelled: '有暴雨' }
    if (night._id !== nightIds.withRepair) return night
    const stalls = night.stalls.map((stall): Stall => ({ ...stall, ...otherStalls[stall.code] }))
    return { ...night, stalls, usable: night.usable - 1 }
  })
  const vendors = (world['market_vendors'] as Vendor[])
    .filter(({ _id }) => _id !== people.withoutProfile)
    .map((vendor): Vendor => (vendor._id === people.suspended ? { ...vendor, state: 'suspended' } : vendor))
  const members = (world['members'] as Member[]).map((member): Member =>
    member._id === people.elsewhere
      ? { ...member, roles: [{ role: 'vendor', place: 'wangcheng.gaotangling' }] }
      : member,
  )
  return writeDocuments({ ...world, market_nights: nights, market_vendors: vendors, members: [...members, ...more] })
}
