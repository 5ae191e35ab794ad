import { addOnce, command, find, together } from '../../shared/database'
import { placesAbove } from '../../shared/region'
import { pledges, tallies, type Pledge } from '../documents'
import { addChanges, countedOf, type Change } from './rules'

const pledgesPerRun = 60
/** How many pledges are counted in one transaction: of one branch they change the same few tallies. */
const atOnce = 10

/** Tallies that these changes need and that are not there yet. */
async function openTallies(ids: readonly string[]): Promise<void> {
  const there = await find(tallies, {
    where: { _id: command.in(ids) },
    sort: [],
    limit: ids.length,
    fields: { _id: true },
  })
  for (const _id of ids.filter((id) => !there.some((each) => each._id === id))) {
    const [place = '', year] = _id.split(':')
    await addOnce(tallies, { _id, place, parent: placesAbove(place)[0] ?? '', year: Number(year), months: {} })
  }
}

/** What these pledges count differently than they did, by tally. */
function changesOf(some: readonly Pledge[]): Map<string, Change> {
  const changes = new Map<string, Change>()
  for (const pledge of some) addChanges(changes, pledge.place, pledge.counted ?? '', countedOf(pledge))
  return changes
}

/** Counts these pledges in ONE transaction: what each counted stands in it, so that nothing counts twice. */
async function count(some: readonly Pledge[]): Promise<void> {
  await openTallies([...changesOf(some).keys()])
  await together(async ({ read, change }) => {
    const fresh: Pledge[] = []
    for (const { _id } of some) {
      const pledge = await read(pledges, _id)
      // Another run counted it meanwhile.
      if (pledge.uncounted) fresh.push(pledge)
    }
    for (const pledge of fresh)
      await change(pledges, pledge._id, { counted: countedOf(pledge), uncounted: command.remove() })
    for (const [id, sums] of changesOf(fresh)) {
      const moved = Object.entries(sums).filter(([, by]) => by !== 0)
      if (moved.length > 0)
        await change(tallies, id, Object.fromEntries(moved.map(([path, by]) => [path, command.inc(by)])))
    }
  })
}

/** 记账 Counts what changed since it was counted; what fails is counted in the next minute. */
export async function countChanged(): Promise<{ counted: number }> {
  const left = await find(pledges, {
    where: { uncounted: true },
    sort: [['uncounted', 'asc']],
    limit: pledgesPerRun,
  })
  for (let start = 0; start < left.length; start += atOnce)
    try {
      await count(left.slice(start, start + atOnce))
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', count: 'pledges', error: String(error) }))
    }
  return { counted: left.length }
}
