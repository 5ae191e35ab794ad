import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { claim, command, untilClaimed } from '../../shared/database'
import { many, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkOnce } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf, longDate } from '../../shared/shanghai'
import { markets, nights, type Absence, type Appeal } from '../documents'
import { NightId } from '../night/contract'
import { record as contract, type AbsenceView } from './contract'
import { factsOf, missedNights, type NightOfRecord } from './facts'
import { absenceState, appealMs, ladderOf, standing, whyNotAppeal, whyNotRule } from './rules'

const factOf = (night: NightOfRecord, { came, appeal }: Absence) => ({
  date: night.date,
  cancelled: night.cancelled !== undefined,
  ...(came ? { came } : {}),
  ...(appeal ? { appeal } : {}),
})

/** @param now where its reader may appeal: whether they still can is told too */
function view(night: NightOfRecord, absence: Absence, now?: Date): AbsenceView {
  const { id, stall, name, absentAt, marked, appeal } = absence
  const fact = { ...factOf(night, absence), absentAt }
  return {
    id,
    night: night._id,
    marketName: night.marketName,
    date: night.date,
    stall,
    name,
    at: absentAt.toISOString(),
    ...(marked ? { reason: marked.reason } : {}),
    state: absenceState(fact),
    ...(appeal ? { appeal: appealView(appeal) } : {}),
    ...(now && whyNotAppeal(fact, now) === null ? { appealBy: new Date(+absentAt + appealMs).toISOString() } : {}),
  }
}

const appealView = ({ words, at, state, ruling }: Appeal) => ({
  words,
  at: at.toISOString(),
  state,
  ...(ruling ? { reason: ruling.reason, decidedAt: ruling.at.toISOString() } : {}),
})

/** More markets than one district has. */
const marketsShown = 20

export const myRecord = action(contract.myRecord, {
  load: ({ caller }) => ({
    missed: missedNights(caller),
    all: many(markets, { match: {}, sort: { _id: 1 }, limit: marketsShown, fields: { name: 1, ladder: 1 } }),
  }),
  run: ({ caller, now, loaded: { missed, all } }) => ({
    items: missed.flatMap((night) =>
      (night.absent ?? [])
        .filter(({ vendor }) => vendor === caller)
        .map((each) => view(night, each, now))
        .reverse(),
    ),
    ...standing(factsOf(missed, caller), dateOf(now)),
    markets: all.map((market) => ({ name: market.name, ladder: [...ladderOf(market)] })),
  }),
})

export const appealAbsence = action(contract.appealAbsence, {
  load: ({ input }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') }),
  run: async ({ input, caller, key, now, loaded: { night }, refuse }) => {
    const judge = checkOnce(caller, input.words, 'comment')
    const seen = await untilClaimed(nights, night, async (night) => {
      const { index, absence } = findAbsence(
        night.absent,
        (each) => each.id === input.absence && each.vendor === caller,
      )
      if (!absence) throw refuse('NO_SUCH_ABSENCE')
      if (absence.appeal?.key === key) return view(night, absence, now)
      const why = whyNotAppeal({ ...factOf(night, absence), absentAt: absence.absentAt }, now)
      if (why) throw refuse(why)
      await judge()
      const appeal: Appeal = { words: input.words, at: now, key, state: 'open' }
      const place = `absent.${String(index)}`
      const done = await claim(
        nights,
        night._id,
        {
          [`${place}.id`]: absence.id,
          [`${place}.appeal`]: command.exists(false),
          [`${place}.came`]: command.exists(false),
        },
        { [`${place}.appeal`]: command.set(appeal), rev: command.inc(1) },
      )
      return done ? view(night, { ...absence, appeal }, now) : null
    })
    if (!seen) throw refuse('NO_SUCH_ABSENCE')
    return seen
  },
})

function findAbsence(absent: readonly Absence[] | undefined, like: (each: Absence) => boolean) {
  const index = absent?.findIndex(like) ?? -1
  return { index, absence: absent?.[index] }
}

const nightsPerPage = 20

const Position = v.strictObject({ after: NightId })

export const listAppeals = action(contract.listAppeals, {
  load: ({ input }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { place: 1 } }),
    nights: many(nights, {
      match: {
        market: input.market,
        'absent.appeal.state': 'open',
        ...(input.cursor === undefined ? {} : { _id: { $gt: readCursor(Position, input.cursor).after } }),
      },
      sort: { _id: 1 },
      limit: nightsPerPage + 1,
      fields: { date: 1, marketName: 1, cancelled: 1, absent: 1 },
    }),
  }),
  run: ({ loaded }) => {
    const page = loaded.nights.slice(0, nightsPerPage)
    const items = page.flatMap((night) =>
      (night.absent ?? []).filter(({ appeal }) => appeal?.state === 'open').map((each) => view(night, each)),
    )
    const last = page[page.length - 1]
    const more = loaded.nights.length > nightsPerPage && last
    return { items, ...(more ? { cursor: writeCursor({ after: last._id }) } : {}) }
  },
})

export const ruleAppeal = action(contract.ruleAppeal, {
  load: ({ input }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') }),
  run: async ({ input, caller, key, now, loaded: { night }, refuse }) => {
    const who = { openid: caller, actor: actorOf(caller) }
    const judge = checkOnce(caller, input.reason, 'comment')
    const ruled = await untilClaimed(nights, night, async (night) => {
      const { index, absence } = findAbsence(night.absent, ({ id }) => id === input.absence)
      if (!absence) throw refuse('NO_SUCH_ABSENCE')
      if (absence.appeal?.ruling?.key === key) return view(night, absence)
      const why = whyNotRule(absence, who)
      if (why || !absence.appeal) throw refuse(why ?? 'NOT_APPEALED')
      await judge()
      const ruling = { by: who.actor, reason: input.reason, at: now, key }
      const appeal: Appeal = { ...absence.appeal, state: input.ruling, ruling }
      const place = `absent.${String(index)}`
      const told = [notify(night.date, { ...absence, appeal }, ruling)]
      const done = await claim(
        nights,
        night._id,
        { [`${place}.id`]: absence.id, [`${place}.appeal.state`]: 'open' },
        { [`${place}.appeal`]: command.set(appeal), rev: command.inc(1), ...owed(told) },
      )
      if (!done) return null
      await settle(nights, night._id, told)
      return view(night, { ...absence, appeal })
    })
    if (!ruled) throw refuse('ALREADY_RULED')
    return ruled
  },
})

const notify = (date: string, { vendor, stall, appeal }: Absence, ruling: NonNullable<Appeal['ruling']>) =>
  notice({
    to: vendor,
    kind: 'market',
    title: `${longDate(date)} ${stall} 的申诉有结果了`,
    words: `${appeal?.state === 'excused' ? '申诉通过，这次不算未到场' : '申诉没有通过，这次仍算未到场'}。理由：${ruling.reason}`,
    opens: '/market/my-record',
    at: ruling.at,
    cause: ruling.key,
    state: appeal?.state === 'excused' ? '申诉通过' : '申诉未过',
  })
