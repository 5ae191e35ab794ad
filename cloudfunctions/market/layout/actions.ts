import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, untilClaimed } from '../../shared/database'
import { members } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { holds } from '../../shared/roles'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { layouts, markets, type Layout, type Market } from '../documents'
import { layout as contract, type LaidStall } from './contract'
import { changesBetween, laid, stored, whyNotSave } from './rules'

const marketsShown = 100

/** The markets that the caller runs. */
export const listMarkets = action(contract.listMarkets, {
  load: ({ caller }) => ({
    me: maybe(members, caller, { fields: { roles: 1 } }),
    all: many(markets, { match: { _id: { $gt: '' } }, limit: marketsShown, fields: { name: 1, place: 1 } }),
  }),
  run: ({ loaded: { me, all } }) => ({
    items: all
      .filter(({ place }) => holds(me?.roles ?? [], 'operator', place))
      .map(({ _id, name }) => ({ id: _id, name })),
  }),
})

const market = ({ input }: { input: { market: string } }) => one(markets, input.market, 'NO_SUCH_MARKET')

const oldId = (id: string, version: number): string => `${id}-${String(version)}`

export const readLayout = action(contract.readLayout, {
  load: ({ input }) => ({ market: market({ input }), old: maybe(layouts, oldId(input.market, input.version ?? 0)) }),
  run: ({ input, loaded: { market, old }, refuse }) => {
    const inForce = market.layout
    const wanted = input.version === undefined || input.version === inForce.version ? inForce : old
    if (!wanted) throw refuse('NO_SUCH_VERSION')
    return {
      name: market.name,
      version: wanted.version,
      inForce: inForce.version,
      ...(wanted.saved ? { savedAt: wanted.saved.at.toISOString() } : {}),
      stalls: wanted.stalls.map(laid),
    }
  },
})

const versionsPerPage = 20
const Position = v.strictObject({ below: v.pipe(v.string(), v.regex(/^\d{1,7}$/)) })

export const listLayouts = action(contract.listLayouts, {
  load: ({ input }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { place: 1, layout: 1 } }),
    old: many(layouts, {
      match: {
        market: input.market,
        ...(input.cursor === undefined ? {} : { version: { $lt: Number(readCursor(Position, input.cursor).below) } }),
      },
      sort: { version: -1 },
      limit: versionsPerPage + 1,
      fields: { version: 1, stalls: 1, 'saved.at': 1 },
    }),
  }),
  run: ({ loaded: { market, old } }) => {
    const page = old.slice(0, versionsPerPage)
    const last = old.length > versionsPerPage ? page.at(-1) : undefined
    return {
      items: page.map(({ version, stalls, saved }) => ({
        version,
        stalls: stalls.length,
        rows: new Set(stalls.map(({ row }) => row)).size,
        changes: changesBetween(stalls, market.layout.stalls),
        ...(saved ? { savedAt: saved.at.toISOString() } : {}),
      })),
      ...(last ? { cursor: writeCursor({ below: String(last.version) }) } : {}),
    }
  },
})

/** What WeChat judges at once, with room to spare. */
const wordsChecked = 2000

/** Words that nobody had checked yet: whoever comes to a stall reads why it is closed. */
function newReasons(stalls: readonly LaidStall[], { layout }: Market): string {
  const known = new Set(layout.stalls.map(({ outOfUse }) => outOfUse))
  const reasons = stalls.flatMap(({ outOfUse }) => (outOfUse === undefined || known.has(outOfUse) ? [] : [outOfUse]))
  return [...new Set(reasons)].join('；')
}

export const saveLayout = action(contract.saveLayout, {
  load: ({ input }) => ({
    market: market({ input }),
    /** What this tap saved, if others saved after it. */
    earlier: maybe(layouts, oldId(input.market, input.from + 1), { fields: { saved: 1, version: 1 } }),
  }),
  run: async ({ input, caller, key, now, loaded: { market, earlier }, refuse }) => {
    if (earlier?.saved?.key === key) return { version: earlier.version }
    const words = newReasons(input.stalls, market)
    if (words.length > wordsChecked) throw refuse('TOO_MANY_REASONS')
    const saved = { by: actorOf(caller), at: now, key }
    const done = await untilClaimed(markets, market, async (market) => {
      const { layout } = market
      if (layout.saved?.key === key) return layout.version
      const why = whyNotSave(input.stalls, layout, input.from)
      if (why) throw refuse(why)
      if (words !== '') await checkWords(caller, words, 'comment')
      // The version in force never changes: kept before it is replaced, nothing is lost whenever this call dies.
      await addOnce(layouts, { _id: oldId(market._id, layout.version), market: market._id, ...layout })
      const next: Layout = { version: layout.version + 1, stalls: stored(input.stalls), saved }
      const onto = { 'layout.version': layout.version }
      return (await claim(markets, market._id, onto, { layout: command.set(next) })) ? next.version : null
    })
    if (done === null) throw refuse('LAYOUT_MOVED_ON')
    return { version: done }
  },
})
