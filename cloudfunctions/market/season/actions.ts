import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateInFull, dateOf } from '../../shared/shanghai'
import { giveBack, meant, nightOfCaller } from '../booking/taking'
import {
  markets,
  seasonStalls,
  vendors,
  type Booking,
  type Night,
  type SeasonRight,
  type SeasonStall,
} from '../documents'
import { firstOf, matching } from '../vendor/finding.rules'
import { carryNow } from './carrying'
import { season as contract } from './contract'
import { whyNotEnd, whyNotGrant, whyNotSkip } from './rules'

const seasonId = (market: string, stall: string): string => `${market}-${stall}`

/** More than a market's stalls, and than their holders. */
const mostStalls = 200

const seasonOf = async (id: string): Promise<SeasonStall | undefined> =>
  (await find(seasonStalls, { where: { _id: id }, sort: [], limit: 1 }))[0]

export const listSeasons = action(contract.listSeasons, {
  load: ({ input: { market } }) => ({
    market: one(markets, market, 'NO_SUCH_MARKET', { fields: { name: 1, place: 1, 'layout.stalls': 1 } }),
    given: many(seasonStalls, { match: { market }, sort: { _id: 1 }, limit: mostStalls }),
  }),
  run: async ({ now, loaded: { market, given } }) => {
    const today = dateOf(now)
    const rights = given.flatMap(({ rights }) => rights).filter(({ until, never }) => !never && until >= today)
    const ids = [...new Set(rights.map(({ vendor }) => vendor))]
    const where = { _id: command.in(ids) }
    const named =
      ids.length === 0
        ? []
        : await find(vendors, { where, sort: [], limit: mostStalls, fields: { shop: true, name: true } })
    const names = new Map(named.map(({ shop, name }) => [shop, name]))
    const rightsOf = (code: string) =>
      (given.find(({ stall }) => stall === code)?.rights ?? [])
        .filter((right) => rights.includes(right))
        .sort((one, other) => (one.from < other.from ? -1 : 1))
    return {
      today,
      name: market.name,
      stalls: market.layout.stalls
        .filter(({ code, mode }) => mode === 'fixed' || rightsOf(code).length > 0)
        .map(({ code, kind, fee }) => ({
          ...{ code, kind, fee },
          rights: rightsOf(code).map(({ shop, from, until, ended }) => ({
            ...{ shop, name: names.get(shop) ?? '', from, until },
            ...(ended ? { ended: ended.reason } : {}),
          })),
        })),
    }
  },
})

/** More approved vendors than a market has. */
const mostVendors = 1000

export const listHolders = action(contract.listHolders, {
  load: ({ input: { market } }) => ({
    market: one(markets, market, 'NO_SUCH_MARKET', { fields: { place: 1, 'layout.stalls': 1 } }),
    given: many(seasonStalls, { match: { market }, sort: { _id: 1 }, limit: mostStalls }),
    approved: many(vendors, {
      match: { market, state: 'approved' },
      sort: { shop: 1 },
      limit: mostVendors,
      fields: { shop: 1, name: 1, sells: 1, kinds: 1 },
    }),
  }),
  run: ({ input, now, loaded: { market, given, approved }, refuse }) => {
    const kind = market.layout.stalls.find(({ code }) => code === input.stall)?.kind
    if (!kind) throw refuse('NO_SUCH_STALL')
    const today = dateOf(now)
    const stallsOf = (shop: string) =>
      given
        .filter(({ rights }) => rights.some((each) => each.shop === shop && !each.never && each.until >= today))
        .map(({ stall }) => stall)
    const found = matching(
      approved.filter(({ kinds }) => kinds.includes(kind)),
      input.words,
    ).map(({ shop, name, sells }) => ({ shop, name, sells, stalls: stallsOf(shop) }))
    // Who has it now may want to go on, and comes first.
    const rank = ({ stalls }: { stalls: string[] }) => (stalls.includes(input.stall) ? 0 : 1)
    const { shown, more } = firstOf(found.sort((one, other) => rank(one) - rank(other)))
    return { items: shown, more }
  },
})

/** What a right means to whoever has it. */
const granted = (market: string, stall: string, { vendor, from, until, at, key }: SeasonRight): Notice =>
  notice({
    to: vendor,
    kind: 'market',
    title: `固定摊 ${stall} 归您了`,
    words: `${market}，${dateInFull(from)}到${dateInFull(until)}每晚都给您留着；哪晚不来，早点在「我的」里说一声`,
    state: '已定下',
    opens: '/pages/me',
    at,
    cause: `season ${key}`,
  })

/** Decided by ONE write: nobody has this stall on any day of the season. */
async function claimSeason(market: string, stall: string, right: SeasonRight, told: Notice[]): Promise<boolean> {
  const _id = seasonId(market, stall)
  const due = right.at
  const overlaps = { from: command.lte(right.until), until: command.gte(right.from), never: command.exists(false) }
  const another = () =>
    claim(
      seasonStalls,
      _id,
      { rights: command.not(command.elemMatch(overlaps)) },
      { rights: command.push({ each: [right] }), due, ...owed(told) },
    )
  if (await another()) return true
  if (await addOnce(seasonStalls, { _id, market, stall, rights: [right], due, owed: told })) return true
  // Somebody else was the first to give this stall between the two writes, or it is given.
  return another()
}

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
    const made = before ?? { vendor: holder._id, shop: holder.shop, from, until, by: actorOf(caller), at: now, key }
    const told = [granted(market.name, code, made)]
    if (!before && !(await claimSeason(market._id, code, made, told))) throw refuse('SEASON_TAKEN')
    const season = await seasonOf(seasonId(market._id, code))
    if (!season) throw new Error(`the season of ${code} is gone`)
    await settle(seasonStalls, season._id, told)
    const carried = await carryNow(season, now)
    const within = (date: string) => from <= date && date <= until
    const vendor = { shop: holder.shop, name: holder.name }
    return {
      ...{ market: market._id, stall: code, from, until, vendor },
      booked: carried.booked.filter(within),
      notBooked: carried.notBooked.filter(within),
    }
  },
})

/** What the end of a right means to whoever had it. */
const over = (stall: string, { vendor }: SeasonRight, last: string, ended: NonNullable<SeasonRight['ended']>): Notice =>
  notice({
    to: vendor,
    kind: 'market',
    title: `固定摊 ${stall} 要收回了`,
    words: `${dateInFull(last)}是最后一晚：${ended.reason}。之后的晚上可以再订别的摊位`,
    state: '提前结束',
    opens: '/pages/me',
    at: ended.at,
    cause: `ended ${ended.key}`,
  })

export const endSeason = action(contract.endSeason, {
  load: ({ input }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { place: 1 } }),
    given: maybe(seasonStalls, seasonId(input.market, input.stall)),
  }),
  run: async ({ input: { market, stall, from, last, reason }, caller, key, now, loaded: { given }, refuse }) => {
    if (!given) throw refuse('NO_SUCH_RIGHT')
    const isDone = ({ rights }: SeasonStall) => rights.some(({ ended }) => ended?.key === key)
    if (!isDone(given)) await checkWords(caller, reason, 'comment')
    const ended = { by: actorOf(caller), reason, at: now, key }
    const told = await untilClaimed(seasonStalls, given, async (season) => {
      if (isDone(season)) return []
      const index = season.rights.findIndex((each) => each.from === from && !each.never)
      const right = season.rights[index]
      const why = whyNotEnd(right, caller, last, dateOf(now))
      if (why || !right) throw refuse(why ?? 'NO_SUCH_RIGHT')
      const place = `rights.${String(index)}`
      const list = [over(stall, right, last, ended)]
      const onto = { [`${place}.key`]: right.key, [`${place}.until`]: right.until }
      const change = {
        [`${place}.until`]: last,
        [`${place}.ended`]: command.set(ended),
        ...(last < right.from ? { [`${place}.never`]: true } : {}),
      }
      return (await claim(seasonStalls, season._id, onto, { ...change, due: now, ...owed(list) })) ? list : null
    })
    if (!told) throw refuse('BUSY')
    await settle(seasonStalls, given._id, told)
    const season = await seasonOf(given._id)
    if (season?.due) await carryNow(season, now)
    return { market, stall, last }
  },
})

export const skipNight = action(contract.skipNight, {
  load: nightOfCaller,
  run: ({ input, caller, key, now, loaded: { night }, refuse }) => {
    const which = (mine: readonly Booking[], night: Night) => {
      const found = meant(
        mine.filter(({ season }) => season === true),
        input.stall,
      )
      if (found === 'WHICH_STALL') throw refuse(found)
      if (found === 'NO_BOOKING') throw refuse('NO_SEASON_STALL')
      const why = whyNotSkip(night, found, now)
      if (why) throw refuse(why)
      return found
    }
    return giveBack({ vendor: caller, key, now, which }, night)
  },
})
