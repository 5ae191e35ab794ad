import { claim, command, untilClaimed } from '../../shared/database'
import { many, maybe, one } from '../../shared/load'
import { checkOnce } from '../../shared/open-api'
import { Refusal } from '../../shared/refusal'
import { actorOf, unseal } from '../../shared/seal'
import { action } from '../../shared/serve'
import { missedNights } from '../record/facts'
import { shiftsServedIn } from '../../volunteer/commitments'
import { pausedWords } from '../record/rules'
import { usableKinds } from '../vendor/rules'
import { draws, nights, vendors, type DrawEntry, type DrawRound } from '../documents'
import { draw as contract } from './contract'
import { hashOf, outcomeOf, parseList, seedOf } from './lot.rules'
import { finish, makeVoid } from './rounds'
import { nightOfRound, whyNotChoices, whyNotEnterAny, whyNotReveal, whyNotVoid, whyNotWithdraw } from './rules'
import { entrantFacts, roundView, stallsToDraw } from './views'

const tapsKept = 10

/** How many may take part in one round: the list has to fit into one document and onto a phone. */
const entriesMax = 800

/** Writes somebody's entry, decided by one write: the window is open, and their entry is still as it was read. */
async function claimEntry(round: DrawRound, entry: DrawEntry, now: Date): Promise<DrawRound | null> {
  const index = round.entries.findIndex(({ vendor }) => vendor === entry.vendor)
  const place = `entries.${String(index)}`
  const before = round.entries[index]
  const done = await claim(
    draws,
    round._id,
    {
      state: 'open',
      'times.opensAt': command.lte(now),
      'times.closesAt': command.gt(now),
      ...(before
        ? { [`${place}.vendor`]: entry.vendor, [`${place}.taps`]: before.taps }
        : {
            entries: command.not(command.elemMatch({ vendor: entry.vendor })),
            [`entries.${String(entriesMax - 1)}`]: command.exists(false),
          }),
    },
    {
      ...(before ? { [place]: command.set(entry) } : { entries: command.push({ each: [entry] }) }),
      changes: command.inc(1),
    },
  )
  if (!done) return null
  const entries = before ? round.entries.map((each) => (each === before ? entry : each)) : [...round.entries, entry]
  return { ...round, entries }
}

export const enterDraw = action(contract.enterDraw, {
  load: ({ input, caller, now }) => ({
    round: one(draws, input.round, 'NO_SUCH_DRAW'),
    night: maybe(nights, nightOfRound(input.round), {
      fields: { date: 1, startsAt: 1, endsAt: 1, bookings: 1, stalls: 1, cancelled: 1 },
    }),
    profile: maybe(vendors, caller),
    missed: missedNights(caller),
    serving: shiftsServedIn([caller], now),
    partners: many(vendors, { match: { shop: input.pair ?? '' }, limit: 1 }),
  }),
  run: async ({ input, caller, key, now, loaded: { round, night, profile, missed, serving, partners }, refuse }) => {
    const entered = await untilClaimed(draws, round, async (round) => {
      const mine = round.entries.find(({ vendor }) => vendor === caller)
      if (mine?.taps.includes(key)) return round
      if (!night || !profile) throw refuse(night ? 'VENDOR_NOT_APPROVED' : 'NO_SUCH_DRAW')
      const me = entrantFacts(night, caller, profile, missed, now, serving)
      const usable = usableKinds(profile, night.date)
      const why =
        whyNotEnterAny(round, night, me, now) ??
        whyNotChoices(input.choices, stallsToDraw(night, now), profile.kinds, usable)
      if (why === 'VENDOR_PAUSED' && me.paused) throw new Refusal(why, pausedWords(me.paused))
      if (why) throw refuse(why)
      if (input.pair === profile.shop) throw refuse('PAIR_SELF')
      if (input.pair !== undefined && partners.length === 0) throw refuse('PAIR_UNKNOWN')
      if (!mine && round.entries.length >= entriesMax) throw refuse('DRAW_FULL')
      const { shop, name, sells, kinds } = profile
      const entry: DrawEntry = {
        vendor: caller,
        shop,
        name,
        sells,
        kinds,
        choices: input.choices,
        ...(input.pair === undefined ? {} : { pair: input.pair }),
        at: now,
        taps: [...(mine?.taps ?? []), key].slice(-tapsKept),
      }
      return claimEntry(round, entry, now)
    })
    if (!entered) throw refuse('DRAW_CLOSED')
    return roundView(entered, now)
  },
})

export const withdrawDraw = action(contract.withdrawDraw, {
  load: ({ input }) => ({ round: one(draws, input.round, 'NO_SUCH_DRAW') }),
  run: async ({ caller, key, now, loaded: { round }, refuse }) => {
    const left = await untilClaimed(draws, round, async (round) => {
      const mine = round.entries.find(({ vendor }) => vendor === caller)
      if (mine?.taps.includes(key)) return round
      const why = whyNotWithdraw(round, mine !== undefined && mine.out !== true, now)
      if (why || !mine) throw refuse(why ?? 'NOT_ENTERED')
      return claimEntry(round, { ...mine, out: true, taps: [...mine.taps, key].slice(-tapsKept) }, now)
    })
    if (!left) throw refuse('DRAW_CLOSED')
    return roundView(left, now)
  },
})

const roundAndNight = ({ input }: { input: { round: string } }) => ({
  round: one(draws, input.round, 'NO_SUCH_DRAW'),
  night: one(nights, nightOfRound(input.round), 'NO_SUCH_DRAW'),
})

/** Opens the secret of a frozen round and draws; what was drawn is part of the one write that decides. */
function drawnOf(round: DrawRound, told: { number: string; origin: string; by: string; at: Date; key: string }) {
  const list = round.frozen?.list ?? ''
  const lot = parseList(list)
  const secret = round.sealed ? unseal(round.sealed, round._id) : null
  if (!lot || secret === null) throw new Error(`the list or the secret of ${round._id} cannot be read`)
  return { ...told, secret, outcome: outcomeOf(lot, seedOf(secret, told.number, hashOf(list))) }
}

export const revealDraw = action(contract.revealDraw, {
  load: roundAndNight,
  run: async ({ input, caller, key, now, loaded: { round, night }, refuse }) => {
    const by = actorOf(caller)
    const judge = checkOnce(caller, input.origin, 'comment')
    const revealed = await untilClaimed(draws, round, async (round) => {
      if (round.drawn?.key === key) return round
      const why = whyNotReveal(round, night, now)
      if (why) throw refuse(why)
      const { number, origin } = input
      await judge()
      const drawn = drawnOf(round, { number, origin, by, at: now, key })
      const done = await claim(
        draws,
        round._id,
        { state: 'frozen', 'times.revealBy': command.gt(now) },
        { state: 'drawn', drawn, sealed: command.remove(), due: now },
      )
      return done ? { ...round, state: 'drawn' as const, drawn } : null
    })
    if (!revealed) throw refuse('ALREADY_DRAWN')
    if (revealed.state === 'drawn') await finish(night, revealed, now)
    return roundView(revealed, now)
  },
})

export const voidDraw = action(contract.voidDraw, {
  load: roundAndNight,
  run: async ({ input, caller, key, now, loaded: { round, night }, refuse }) => {
    const by = actorOf(caller)
    const judge = checkOnce(caller, input.reason, 'comment')
    const voided = await untilClaimed(draws, round, async (round) => {
      if (round.voided?.key === key) {
        await finish(night, round, now)
        return round
      }
      const why = whyNotVoid(round, night, now)
      if (why) throw refuse(why)
      const { reason } = input
      await judge()
      const done = await makeVoid(night, round, { reason, by, key }, now)
      return done ? { ...round, state: 'void' as const, voided: { reason, by, key, at: now } } : null
    })
    if (!voided) throw refuse('ALREADY_VOID')
    return roundView(voided, now)
  },
})
