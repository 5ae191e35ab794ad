import { claim, command, untilClaimed } from '../../shared/database'
import { one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { markets, type Deed, type Market } from '../documents'
import type { DrawRule } from '../draw/rules'
import { appliesFrom } from '../schedule/rules'
import { drawRule as contract } from './contract'
import { earliestStart, editedRule, storedRule, whyNotDrawRule } from './rules'

const load = ({ input }: { input: { market: string } }) => ({ market: one(markets, input.market, 'NO_SUCH_MARKET') })

const versionOf = ({ drawVersion = 1 }: Market): number => drawVersion

export const readDrawRule = action(contract.readDrawRule, {
  load,
  run: ({ now, loaded: { market } }) => {
    const startsAt = earliestStart(market.hours)
    return {
      name: market.name,
      version: versionOf(market),
      ...(market.draw ? { rule: editedRule(market.draw) } : {}),
      appliesFrom: appliesFrom(market.plannedTo, now),
      stalls: market.layout.stalls.filter(({ mode }) => mode === 'draw').length,
      ...(startsAt === undefined ? {} : { startsAt }),
    }
  },
})

interface Putting {
  from: number
  /** Absent: the market draws no more. */
  draw?: DrawRule
  deed: Deed
  refuse: (code: 'DRAW_MOVED_ON') => Error
}

/** Puts a rule, or none, onto exactly the version that it was made from. */
async function put(first: Market, { from, draw, deed, refuse }: Putting) {
  const done = await untilClaimed(markets, first, async (market) => {
    const { _id, plannedTo, drawVersion, drawSaved } = market
    const counts = appliesFrom(plannedTo, deed.at)
    if (drawSaved?.key === deed.key) return { version: versionOf(market), appliesFrom: counts }
    if (versionOf(market) !== from) throw refuse('DRAW_MOVED_ON')
    // Onto the very date that is said: nights that were planned meanwhile are planned by the rule before.
    const onto = { plannedTo, drawVersion: drawVersion ?? command.exists(false) }
    const rule = draw ? command.set(draw) : command.remove()
    const next = { draw: rule, drawVersion: from + 1, drawSaved: command.set(deed) }
    return (await claim(markets, _id, onto, next)) ? { version: from + 1, appliesFrom: counts } : null
  })
  if (!done) throw refuse('DRAW_MOVED_ON')
  return done
}

export const saveDrawRule = action(contract.saveDrawRule, {
  load,
  run: async ({ input: { market: _market, from, ...rule }, caller, key, now, loaded: { market }, refuse }) => {
    const why = whyNotDrawRule(rule, earliestStart(market.hours))
    if (why) throw refuse(why)
    // Whoever takes part reads what it is called.
    if (rule.source !== market.draw?.source) await checkWords(caller, rule.source, 'comment')
    return put(market, { from, draw: storedRule(rule), deed: { by: actorOf(caller), at: now, key }, refuse })
  },
})

export const stopDraws = action(contract.stopDraws, {
  load,
  run: ({ input: { from }, caller, key, now, loaded: { market }, refuse }) =>
    put(market, { from, deed: { by: actorOf(caller), at: now, key }, refuse }),
})
