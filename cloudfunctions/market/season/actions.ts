import { addOnce, claim, command, find } from '../../shared/database'
import { many, maybe, one } from '../../shared/load'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { giveBack, nightOfCaller } from '../booking/taking'
import { markets, nights, seasonStalls, vendors, type SeasonRight } from '../documents'
import { carry } from './carrying'
import { season as contract } from './contract'
import { whyNotGrant, whyNotSkip } from './rules'

const seasonId = (market: string, stall: string): string => `${market}-${stall}`

/** Decided by ONE write: nobody has this stall on any day of the season. */
async function claimSeason(market: string, stall: string, right: SeasonRight): Promise<boolean> {
  const _id = seasonId(market, stall)
  const another = () =>
    claim(
      seasonStalls,
      _id,
      {
        rights: command.not(command.elemMatch({ from: command.lte(right.until), until: command.gte(right.from) })),
      },
      { rights: command.push({ each: [right] }) },
    )
  if (await another()) return true
  if (await addOnce(seasonStalls, { _id, market, stall, rights: [right] })) return true
  // Somebody else was the first to give this stall between the two writes, or it is given.
  return another()
}

/** How many nights ahead may be planned when a right is granted. */
const plannedNights = 60

export const grantSeason = action(contract.grantSeason, {
  load: ({ input }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET'),
    found: many(vendors, { match: { shop: input.shop }, limit: 1 }),
    given: maybe(seasonStalls, seasonId(input.market, input.stall)),
  }),
  run: async ({ input, caller, key, now, loaded: { market, found, given }, refuse }) => {
    const [holder] = found
    if (!holder) throw refuse('NO_SUCH_VENDOR')
    if (holder._id === caller) throw refuse('NOT_YOURSELF')
    const { stall: code, from, until } = input
    const before = given?.rights.find((each) => each.key === key && each.vendor === holder._id)
    const stall = market.layout.stalls.find((each) => each.code === code)
    const who = { approved: holder.state === 'approved', kinds: holder.kinds }
    const why = before ? null : whyNotGrant(stall, who, input, dateOf(now))
    if (why) throw refuse(why)
    const made = { vendor: holder._id, shop: holder.shop, from, until, by: actorOf(caller), at: now, key }
    if (!before && !(await claimSeason(market._id, code, made))) throw refuse('SEASON_TAKEN')
    // Read after the right stands: a night planned from now on finds the right by itself.
    const planned = await find(nights, {
      where: { _id: command.and([command.gte(`${from}-`), command.lte(`${until}-~`)]), market: market._id },
      sort: [['_id', 'asc']],
      limit: plannedNights,
    })
    const booked: string[] = []
    const notBooked: string[] = []
    for (const night of planned) {
      const has = [...night.bookings, ...night.released].some((each) => each.key === `season-${key}`)
      const carries = has || (await carry(night, code, before ?? made, holder, now))
      ;(carries ? booked : notBooked).push(night.date)
    }
    const vendor = { shop: holder.shop, name: holder.name }
    return { market: market._id, stall: code, from, until, vendor, booked, notBooked }
  },
})

export const skipNight = action(contract.skipNight, {
  load: nightOfCaller,
  run: ({ caller, key, now, loaded: { night }, refuse }) =>
    giveBack(
      {
        vendor: caller,
        key,
        now,
        why: (mine, night) => {
          const why = whyNotSkip(night, mine, now)
          return why && refuse(why)
        },
        none: () => refuse('NO_SEASON_STALL'),
      },
      night,
    ),
})
