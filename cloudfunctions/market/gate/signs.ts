import type { Output } from '../../shared/contract'
import { addOnce, claim, command, untilClaimed } from '../../shared/database'
import { newCode } from '../../shared/ids'
import { maybe, one } from '../../shared/load'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { markets, stallSigns, type Market, type StallSigns } from '../documents'
import { gate as contract } from './contract'

/** 32 signs to the power of 12: nobody guesses one. */
const signLength = 12

const marketAndSigns = ({ input }: { input: { market: string } }) => ({
  market: one(markets, input.market, 'NO_SUCH_MARKET'),
  signs: maybe(stallSigns, input.market),
})

const unsigned = ({ layout }: Market, signs: StallSigns['signs']): string[] =>
  layout.stalls.map(({ code }) => code).filter((code) => !signs.some(({ stall }) => stall === code))

function view(market: Market, signs: StallSigns['signs']): Output<typeof contract.listSigns> {
  return {
    market: market._id,
    name: market.name,
    signs: signs.map(({ stall, token }) => ({ stall, token })).sort((one, other) => (one.stall < other.stall ? -1 : 1)),
    missing: unsigned(market, signs).length,
  }
}

export const listSigns = action(contract.listSigns, {
  load: marketAndSigns,
  run: ({ loaded: { market, signs } }) => view(market, signs?.signs ?? []),
})

export const makeSigns = action(contract.makeSigns, {
  load: marketAndSigns,
  run: async ({ caller, key, now, loaded: { market, signs }, refuse }) => {
    const by = actorOf(caller)
    const sign = (stall: string) => ({ stall, token: newCode(signLength), at: now, by, key })
    const none: StallSigns = { _id: market._id, place: market.place, signs: [], rev: 0 }
    if (!signs) await addOnce(stallSigns, none)
    const made = await untilClaimed(stallSigns, signs ?? none, async (present) => {
      const added = unsigned(market, present.signs).map(sign)
      if (added.length === 0) return present.signs
      const change = { signs: command.push({ each: added }), rev: command.inc(1) }
      return (await claim(stallSigns, market._id, { rev: present.rev }, change)) ? [...present.signs, ...added] : null
    })
    if (!made) throw refuse('SIGNS_CHANGING')
    return view(market, made)
  },
})

export const renewSign = action(contract.renewSign, {
  load: marketAndSigns,
  run: async ({ input: { stall }, caller, key, now, loaded: { market, signs }, refuse }) => {
    if (!signs) throw refuse('NO_SUCH_SIGN')
    const renewed = await untilClaimed(stallSigns, signs, async ({ signs, rev }) => {
      const index = signs.findIndex((each) => each.stall === stall)
      const old = signs[index]
      if (!old) throw refuse('NO_SUCH_SIGN')
      if (old.key === key) return signs
      const sign = { stall, token: newCode(signLength), at: now, by: actorOf(caller), key }
      const change = { [`signs.${String(index)}`]: command.set(sign), rev: command.inc(1) }
      const done = await claim(stallSigns, market._id, { rev }, change)
      return done ? signs.map((each) => (each === old ? sign : each)) : null
    })
    if (!renewed) throw refuse('SIGNS_CHANGING')
    return view(market, renewed)
  },
})
