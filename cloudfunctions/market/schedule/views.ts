import type { Night } from '../documents'
import { stands } from '../night/rules'
import type { KeptStall } from './contract'

/** The stalls of a night as its operator sees them, row by row. */
export function keptRows(night: Night, now: Date): { row: string; stalls: KeptStall[] }[] {
  const booked = new Map(night.bookings.filter((each) => stands(each, now)).map((each) => [each.stall, each]))
  const rows = new Map<string, KeptStall[]>()
  for (const { row, ...stall } of night.stalls) {
    const booking = booked.get(stall.code)
    const list = rows.get(row) ?? []
    if (!booking) list.push(stall)
    else {
      const { shop, name, sells, until } = booking
      list.push({ ...stall, vendor: { shop, name, sells, ...(until ? { until: until.toISOString() } : {}) } })
    }
    rows.set(row, list)
  }
  return [...rows].map(([row, stalls]) => ({ row, stalls }))
}
