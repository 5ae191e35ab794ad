import { claim, command, untilClaimed } from '../../shared/database'
import { dateOf } from '../../shared/shanghai'
import { draws, nights, type DrawEntry, type DrawRound, type Night } from '../documents'
import { nightsMissedBy } from '../record/facts'
import { usableKinds } from '../vendor/rules'
import { approvedOf } from './approved'
import { hashOf, listText, type Entrant } from './lot.rules'
import { makeVoid } from './rounds'
import { serviceMinutes, shiftsServedBy } from '../../volunteer/commitments'
import { may, weightOf } from './rules'
import { areAgreed, entrantFacts, stallsToDraw } from './views'

/**
 * Those who take part, with what they may use that night. A stall booked meanwhile, an approval lost, a pause, a shift
 * at that time, or papers that do not hold take one out.
 */
async function entrantsOf(night: Night, entries: readonly DrawEntry[], now: Date): Promise<Entrant[]> {
  const approved = await approvedOf(entries)
  const ids = [...approved.keys()]
  if (ids.length === 0) return []
  const [minutes, missed, serving] = await Promise.all([
    serviceMinutes(ids, now),
    nightsMissedBy(ids, dateOf(now)),
    shiftsServedBy(ids, now),
  ])
  const staying = entries.flatMap((entry) => {
    const profile = approved.get(entry.vendor)
    const kinds = profile ? usableKinds(profile, night.date) : []
    const { hasStall, paused, servesIn } = entrantFacts(night, entry.vendor, profile, missed, now, serving)
    const stays = kinds.length > 0 && !hasStall && !paused && servesIn === undefined
    return stays ? [{ entry, kinds }] : []
  })
  const byShop = new Map(staying.map(({ entry }) => [entry.shop, entry]))
  return staying.map(({ entry, kinds }) => ({
    shop: entry.shop,
    weight: weightOf(Math.floor((minutes.get(entry.vendor) ?? 0) / 60), night.draw?.bonusMax),
    kinds,
    choices: entry.choices,
    ...(entry.pair !== undefined && areAgreed(entry, byShop.get(entry.pair)) ? { partner: entry.pair } : {}),
  }))
}

/** From here on the night's stalls of mode `draw` stay as they are, so that a list can rest on them. */
const holdStalls = (first: Night, number: number): Promise<Night | null> =>
  untilClaimed(nights, first, async (night) => {
    const { draw, rev } = night
    if (draw?.round !== number || draw.listed === number) return night
    const held = await claim(nights, night._id, { rev }, { 'draw.listed': number, rev: command.inc(1) })
    return held ? { ...night, draw: { ...draw, listed: number }, rev: rev + 1 } : null
  })

/** Freezes the list of a round whose window ended, onto exactly the entries that it is made from. */
export async function freeze(first: DrawRound, seen: Night, now: Date): Promise<void> {
  const night = await holdStalls(seen, first.number)
  if (!night) throw new Error(`others changed ${seen._id} at each attempt to make its list`)
  await untilClaimed(draws, first, async (round) => {
    if (!may(round.state, 'freeze')) return true
    const entrants = await entrantsOf(
      night,
      round.entries.filter(({ out }) => !out),
      now,
    )
    const stalls = stallsToDraw(night, now)
    if (entrants.length === 0 || stalls.length === 0) {
      const reason = entrants.length === 0 ? '没有人报名' : '要摇的摊位都不能用了'
      return makeVoid(night, round, { reason, key: 'freeze' }, now)
    }
    const { _id, commitment, source } = round
    const list = listText({ round: _id, commitment, source, stalls, entrants })
    const frozen = { at: now, list, hash: hashOf(list), entrants: entrants.length }
    const change = { state: 'frozen', frozen, due: round.times.revealBy }
    return (await claim(draws, _id, { state: 'open', changes: round.changes }, change)) || null
  })
}
