import { addOnce, claim, command, find } from '../../shared/database'
import { addDays, dateOf } from '../../shared/shanghai'
import { markets, nights, type Market, type Night } from '../documents'
import { planDays } from '../schedule/contract'
import { carrySeasons } from '../season/carrying'
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
    await carrySeasons(market._id, coming, now)
    await claim(markets, market._id, {}, { plannedTo: last })
  }
  return { planned }
}

const unplannedFrom = ({ plannedTo }: Market, now: Date): string => {
  const today = dateOf(now)
  return plannedTo < today ? today : addDays(plannedTo, 1)
}

/** Something that happens to nights by the clock alone. */
export interface Tender {
  /**
   * Does what is due by `now`; may be called again for the same.
   * @returns whether the night may have changed by it: whoever comes next then reads it anew
   */
  tend: (night: Night, now: Date) => Promise<boolean>
  /** When it must look at this night after `now`; those that are past do no harm. */
  due: (night: Night, now: Date) => readonly Date[]
}

const nightsPerRun = 50

/**
 * Does what is due at nights. One that fails is logged and looked at again a minute later; the others go on. A night at
 * which nothing happens costs two requests: it is read once, and told when to be looked at next.
 */
export async function tendNights(tenders: readonly Tender[], now: Date): Promise<{ tended: number }> {
  const due = await find(nights, {
    where: { due: command.lte(now) },
    sort: [['due', 'asc']],
    limit: nightsPerRun,
    fields: { _id: true },
  })
  for (const { _id } of due)
    try {
      let night = await fresh(_id)
      for (const { tend } of tenders) if (await tend(night, now)) night = await fresh(_id)
      await setDue(night, tenders, now)
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', tend: _id, error: String(error) }))
    }
  return { tended: due.length }
}

async function fresh(id: string): Promise<Night> {
  const [night] = await find(nights, { where: { _id: id }, sort: [], limit: 1 })
  if (!night) throw new Error(`the night ${id} is gone`)
  return night
}

/** Onto exactly the night that it was computed from: what a booking made due meanwhile is not forgotten. */
async function setDue(night: Night, tenders: readonly Tender[], now: Date): Promise<void> {
  const later = tenders.flatMap(({ due }) => due(night, now)).filter((each) => each > now)
  const due = later.length === 0 ? command.remove() : new Date(Math.min(...later.map(Number)))
  await claim(nights, night._id, { rev: night.rev }, { due, rev: command.inc(1) })
}
