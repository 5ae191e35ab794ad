import { command, find } from '../../shared/database'
import { vendors, type DrawEntry, type Vendor } from '../documents'

/** How many vendors one request finds. */
const vendorsAtOnce = 1000

/** The profiles of those who entered and are approved now, by openid. */
export async function approvedOf(entries: readonly DrawEntry[]): Promise<Map<string, Vendor>> {
  const where = { _id: command.in(entries.map(({ vendor }) => vendor)), state: 'approved' }
  const found = await find(vendors, { where, sort: [], limit: vendorsAtOnce })
  return new Map(found.map((vendor) => [vendor._id, vendor]))
}
