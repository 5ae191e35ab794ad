import { claim, command, find, untilClaimed } from '../../shared/database'
import { many, maybe, one } from '../../shared/load'
import { Refusal } from '../../shared/refusal'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { addDays, dateOf } from '../../shared/shanghai'
import { draws, markets, nights, seasonStalls, type DrawRound, type Night } from '../documents'
import { changeBy, changed } from '../night/changing'
import { marketOf, usableOf } from '../night/rules'
import { layout as contract, maxStalls } from './contract'
import { changesBetween } from './rules'
import { collideWords, takenBy, whyNotTake, type Taken } from './taking.rules'

/** Nights are planned three weeks ahead, and a few more opened by hand. */
const nightsShown = 60

/** Who has stalls of a market for seasons. */
const seasonsOf = (market: string) => many(seasonStalls, { match: { market }, limit: maxStalls })

/** Of rounds, what somebody takes part for. */
const roundFields = { night: true, number: true, state: true, entries: true, 'frozen.list': true }

/** The present rounds of nights with a draw to come; one request, none where there is no such night. */
async function roundsOf(ahead: readonly Night[]): Promise<DrawRound[]> {
  const ids = ahead.flatMap(({ _id, draw }) => (draw && draw.over !== true ? [_id] : []))
  if (ids.length === 0) return []
  const where = { night: command.in(ids) }
  return find(draws, { where, sort: [], limit: nightsShown, fields: roundFields })
}

export const listLayoutNights = action(contract.listLayoutNights, {
  load: ({ input }) => ({ market: one(markets, input.market, 'NO_SUCH_MARKET'), seasons: seasonsOf(input.market) }),
  run: async ({ now, loaded: { market, seasons } }) => {
    const { version, stalls } = market.layout
    const ahead = await find(nights, {
      where: { market: market._id, _id: command.gt(addDays(dateOf(now), -1)) },
      sort: [['_id', 'asc']],
      limit: nightsShown,
      fields: {
        date: true,
        layoutVersion: true,
        stalls: true,
        bookings: true,
        startsAt: true,
        cancelled: true,
        draw: true,
      },
    })
    const older = ahead.filter(
      ({ layoutVersion, startsAt, cancelled }) =>
        layoutVersion !== version && cancelled === undefined && now < startsAt,
    )
    const rounds = await roundsOf(older)
    return {
      version,
      items: older.map((night) => {
        const round = rounds.find((each) => each.night === night._id && each.number === night.draw?.round)
        const taken = takenBy(night, stalls, { rule: market.draw, round, seasons }, now)
        return {
          night: night._id,
          date: night.date,
          version: night.layoutVersion,
          changes: changesBetween(night.stalls, taken.stalls),
          collisions: taken.hits,
        }
      }),
    }
  },
})

export const takeLayout = action(contract.takeLayout, {
  load: ({ input }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT'),
    market: maybe(markets, marketOf(input.night), { fields: { layout: 1, draw: 1 } }),
    seasons: seasonsOf(marketOf(input.night)),
    rounds: many(draws, {
      match: { night: input.night },
      sort: { number: -1 },
      limit: 1,
      fields: { number: 1, state: 1, entries: 1, 'frozen.list': 1 },
    }),
  }),
  run: async ({ caller, key, now, loaded: { night, market, seasons, rounds }, refuse }) => {
    if (!market) throw refuse('NO_SUCH_NIGHT')
    const { layout, draw: rule } = market
    const { version } = layout
    const deed = { what: 'layout' as const, by: actorOf(caller), at: now, key }
    const taken = await untilClaimed(nights, night, async (night) => {
      if (night.layoutVersion === version || changeBy(night, key)) return night.layoutVersion
      const round = await roundOf(night, rounds[0])
      const next = takenBy(night, layout.stalls, { rule, round, seasons }, now)
      const why = whyNotTake(night, next.hits, now)
      if (why === 'LAYOUT_COLLIDES') throw new Refusal(why, collideWords(next.hits))
      if (why) throw refuse(why)
      const change = changed({ layoutVersion: version, ...changeTo(night, next, now) }, deed)
      return (await claim(nights, night._id, { rev: night.rev }, change)) ? version : null
    })
    if (taken === null) throw refuse('BUSY')
    return { night: night._id, version: taken }
  },
})

/** The present round of a night: the one that was read with it, unless another one came since. */
async function roundOf(night: Night, seen: DrawRound | undefined): Promise<DrawRound | undefined> {
  const { draw } = night
  if (!draw || draw.over === true || seen?.number === draw.round) return seen
  return (await roundsOf([night])).find(({ number }) => number === draw.round)
}

/** Whoever waits may get a stall that is new, and a draw may have to open: the timer looks at once. */
function changeTo(night: Night, { stalls, draw }: Taken, now: Date): Record<string, unknown> {
  const change = { stalls, usable: usableOf(stalls), due: command.min(now) }
  if (draw) return night.draw ? change : { ...change, draw: command.set(draw) }
  return night.draw ? { ...change, draw: command.remove() } : change
}
