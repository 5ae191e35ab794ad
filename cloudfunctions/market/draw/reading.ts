import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { command, find } from '../../shared/database'
import { members } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { holds } from '../../shared/roles'
import { action } from '../../shared/serve'
import { dateOf, type CalendarDate } from '../../shared/shanghai'
import { missedNights } from '../record/facts'
import { shiftsServedIn } from '../../volunteer/commitments'
import { pausedWords } from '../record/rules'
import { usableKinds } from '../vendor/rules'
import { draws, nights, vendors, type DrawEntry, type DrawRound, type Vendor } from '../documents'
import { draw as contract, RoundId } from './contract'
import { whyNotEnterAny } from './rules'
import { areAgreed, entrantFacts, roundView, stallsToDraw } from './views'

/** What is never sent: the secret as it is sealed, and what a list needs none of. */
const hidden = { sealed: 0 }

/** How many rounds of one night are shown; more than these would be no draw. */
const roundsShown = 20

export const showDraw = action(contract.showDraw, {
  load: ({ input, caller, now }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0 } }),
    rounds: many(draws, {
      match: { night: input.night },
      sort: { number: -1 },
      limit: roundsShown,
      fields: { ...hidden, 'frozen.list': 0 },
    }),
    me: maybe(members, caller ?? ''),
    profile: maybe(vendors, caller ?? ''),
    missed: missedNights(caller ?? ''),
    serving: shiftsServedIn([caller ?? ''], now),
  }),
  run: ({ caller, now, loaded: { night, rounds, me, profile, missed, serving } }) => {
    const [latest] = rounds
    const isVendor = caller !== undefined && holds(me?.roles ?? [], 'vendor', night.place)
    const facts = isVendor ? entrantFacts(night, caller, profile, missed, now, serving) : undefined
    const why = latest && facts ? whyNotEnterAny(latest, night, facts, now) : null
    const paused = why === 'VENDOR_PAUSED' && facts?.paused && pausedWords(facts.paused)
    return {
      today: dateOf(now),
      rounds: rounds.map((round) => roundView(round, now)),
      stalls: stallsToDraw(night, now).map(({ code, kind }) => ({ code, kind })),
      ...(isVendor && profile ? { me: mineOf(latest, caller, profile, night.date) } : {}),
      ...(why ? { whyNot: { code: why, say: paused || contract.enterDraw.refusals[why] } } : {}),
    }
  },
})

/** The caller's own part in a round. */
function mineOf(
  round: Pick<DrawRound, 'entries' | 'drawn'> | undefined,
  caller: string,
  profile: Vendor,
  date: CalendarDate,
) {
  const { shop, name } = profile
  const kinds = usableKinds(profile, date)
  const entries = (round?.entries ?? []).filter(({ out }) => !out)
  const entry = entries.find(({ vendor }) => vendor === caller)
  const suitors = entries.filter(({ pair, vendor }) => pair === shop && vendor !== caller)
  const stall = round?.drawn?.outcome.winners.find((each) => each.shop === shop)?.stall
  const turn = (round?.drawn?.outcome.rest.indexOf(shop) ?? -1) + 1
  const result = stall !== undefined ? { stall } : turn > 0 ? { turn } : {}
  return {
    shop,
    name,
    kinds,
    ...(entry ? { entry: { choices: entry.choices, ...partnerOf(entry, entries) } } : {}),
    suitors: suitors.map((each) => ({ shop: each.shop, name: each.name })),
    ...(round?.drawn && entry ? { result } : {}),
  }
}

function partnerOf(entry: DrawEntry, entries: readonly DrawEntry[]) {
  if (entry.pair === undefined) return {}
  const other = entries.find(({ shop }) => shop === entry.pair)
  return { partner: { shop: entry.pair, name: other?.name ?? '', agreed: areAgreed(entry, other) } }
}

export const proveDraw = action(contract.proveDraw, {
  load: ({ input }) => ({ round: one(draws, input.round, 'NO_SUCH_DRAW', { fields: hidden }) }),
  run: ({ now, loaded: { round } }) => {
    const { frozen, drawn } = round
    const listed = new Set(frozen ? [...frozen.list.matchAll(/^entrant (\S+)/gm)].map(([, shop]) => shop) : [])
    const names = round.entries.filter(({ shop }) => listed.has(shop)).map(({ shop, name }) => ({ shop, name }))
    return {
      round: roundView(round, now),
      ...(frozen ? { list: frozen.list } : {}),
      ...(drawn ? { drawn: { ...drawn, at: drawn.at.toISOString() } } : {}),
      names,
    }
  },
})

const roundsPerPage = 20

const Position = v.strictObject({ before: RoundId })

/** The fields that a round in a list is made from. */
const listFields = {
  night: true,
  number: true,
  marketName: true,
  date: true,
  times: true,
  source: true,
  commitment: true,
  state: true,
  voided: true,
  'entries.out': true,
  'frozen.hash': true,
  'frozen.entrants': true,
}

export const listDraws = action(contract.listDraws, {
  run: async ({ input, now }) => {
    const found = await find(draws, {
      where: input.cursor === undefined ? {} : { _id: command.lt(readCursor(Position, input.cursor).before) },
      sort: [['_id', 'desc']],
      limit: roundsPerPage + 1,
      fields: listFields,
    })
    const items = found.slice(0, roundsPerPage).map((round) => roundView(round, now))
    const last = items.at(-1)
    const more = found.length > roundsPerPage && last
    return { items, ...(more ? { cursor: writeCursor({ before: last.id }) } : {}) }
  },
})
