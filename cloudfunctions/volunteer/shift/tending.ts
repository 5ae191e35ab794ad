import { find } from '../../shared/database'
import type { Tender as TenderOf } from '../../shared/tending'
import { shifts, type Shift } from '../documents'

/** Something that happens to shifts by the clock alone. */
export type Tender = TenderOf<Shift>

/** The whole shift as it stands now. */
export async function freshShift(id: string): Promise<Shift | undefined> {
  const [shift] = await find(shifts, { where: { _id: id }, sort: [], limit: 1 })
  return shift
}
