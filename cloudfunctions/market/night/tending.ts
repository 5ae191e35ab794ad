import { addOnce, changeAll, claim, command, find } from '../../shared/database'
import { addDays, dateOf } from '../../shared/shanghai'
import { tendDue, type Tender as TenderOf } from '../../shared/tending'
import { markets, nights, seasonStalls, type Market, type Night } from '../documents'
import { planDays } from '../schedule/contract'
import { nightsOf } from './plan'

const marketsPerRun = 100

/** Plans the nights of every market by its weekly rule; those that stand already are left as they are. */
export async function planNights(now: Date): Promise<{ planned: string[] }> {
  const last = addDays(dateOf(now), planDays - 1)
  const behind = await find(markets, {
    where: { plannedTo: command.lt(last) },
    sort: [],
    limit: marketsPerRun,
  })
  const planned: string[] = []
  for (const market of behind) {
    const coming = nightsOf(market, unplannedFrom(market, now), planDays).filter(({ date }) => date <= last)
    for (const night of coming) if (await addOnce(nights, night)) planned.push(night._id)
    // Their rights are carried in the same run; papers that were renewed since count from then on.
    await changeAll(seasonStalls, { market: market._id }, { due: now })
    await claim(markets, market._id, {}, { plannedTo: last })
  }
  return { planned }
}

const unplannedFrom = ({ plannedTo }: Market, now: Date): string => {
  const today = dateOf(now)
  return plannedTo < today ? today : addDays(plannedTo, 1)
}

/** Something that happens to nights by the clock alone. */
export type Tender = TenderOf<Night>

/** Does what is due at nights. */
export const tendNights = async (tenders: readonly Tender[], now: Date): Promise<{ tended: number }> => ({
  tended: await tendDue(nights, tenders, now),
})
