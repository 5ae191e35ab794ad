import { addOnce, claim, command, untilClaimed } from '../../shared/database'
import { many, maybe, one } from '../../shared/load'
import { owed, settle } from '../../shared/notify'
import type { Notice } from '../../shared/documents'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { draws, markets, nights, type Night, type NightChange } from '../documents'
import { drawBefore } from '../draw/retime'
import { tellingAt } from '../favourite/rules'
import { changeBy, changed } from '../night/changing'
import { nightOn } from '../night/plan'
import { instantsOf, stallsEach } from '../night/rules'
import { summary, summaryFields } from '../night/views'
import { freshNight, offerWaiting } from '../waiting/offering'
import { ladderOf, whyNotLadder } from '../record/rules'
import { lastWarning } from '../warning/rules'
import { claimCancel, tellOfCancel } from './cancel'
import { bookedAt, closing, reopening } from './close'
import { schedule as contract } from './contract'
import {
  appliesFrom,
  cancelWords,
  concernsBooked,
  instantsByHand,
  timesNear,
  whyNotChange,
  whyNotClose,
  whyNotDate,
  whyNotHours,
  whyNotRetime,
  whyNotTimes,
} from './rules'
import { keptRows } from './views'
import { closedNotice, concernedBy, timesNotices } from './words'

/** Nights are planned three weeks ahead, and a few more are opened by hand; the rest are past. */
const nightsShown = 60

export const readSchedule = action(contract.readSchedule, {
  load: ({ input }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { layout: 0 } }),
    latest: many(nights, {
      match: { market: input.market },
      sort: { _id: -1 },
      limit: nightsShown,
      fields: summaryFields,
    }),
  }),
  run: ({ now, loaded: { market, latest } }) => ({
    today: dateOf(now),
    name: market.name,
    version: market.hoursVersion,
    hours: market.hours,
    stallsEach: stallsEach(market),
    ladder: [...ladderOf(market)],
    appliesFrom: appliesFrom(market.plannedTo, now),
    nights: latest
      .filter(({ endsAt }) => endsAt > now)
      .reverse()
      .map((night) => summary(night, now)),
  }),
})

export const saveHours = action(contract.saveHours, {
  load: ({ input }) => ({ market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { layout: 0 } }) }),
  run: async ({ input, caller, key, now, loaded: { market }, refuse }) => {
    const why = whyNotHours(input.hours) ?? whyNotLadder(input.ladder ?? [])
    if (why) throw refuse(why)
    const hoursSaved = { by: actorOf(caller), at: now, key }
    const done = await untilClaimed(markets, market, async ({ _id, hoursVersion, plannedTo, ...market }) => {
      const from = appliesFrom(plannedTo, now)
      if (market.hoursSaved?.key === key) return { version: hoursVersion, appliesFrom: from }
      if (hoursVersion !== input.from) throw refuse('HOURS_MOVED_ON')
      const { hours, stallsEach: each, ladder } = input
      const next = {
        hours,
        ...(each === undefined ? {} : { stallsEach: each }),
        ...(ladder === undefined ? {} : { ladder }),
        hoursVersion: hoursVersion + 1,
        hoursSaved,
      }
      // Onto the very date that is said: nights that were planned meanwhile are planned by the rule before.
      const saved = await claim(markets, _id, { hoursVersion, plannedTo }, next)
      return saved ? { version: hoursVersion + 1, appliesFrom: from } : null
    })
    if (!done) throw refuse('HOURS_MOVED_ON')
    return done
  },
})

export const readNight = action(contract.readNight, {
  load: ({ input }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0, owed: 0 } }),
    rounds: many(draws, {
      match: { night: input.night },
      sort: { number: -1 },
      limit: 1,
      fields: { 'entries.vendor': 1, 'entries.out': 1 },
    }),
  }),
  run: ({ now, loaded: { night, rounds } }) => {
    const asked = night.draw?.over === true ? [] : (rounds[0]?.entries ?? [])
    const entered = asked.filter(({ out }) => !out)
    const warned = lastWarning(night)
    return {
      today: dateOf(now),
      night: summary(night, now),
      occupyBy: night.occupyBy.toISOString(),
      layoutVersion: night.layoutVersion,
      stallsEach: stallsEach(night),
      concerned: concernedBy(night, entered, now),
      ...(warned ? { warned: { words: warned.words, at: warned.at.toISOString() } } : {}),
      rows: keptRows(night, now),
    }
  },
})

export const openNight = action(contract.openNight, {
  load: ({ input }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET'),
    night: maybe(nights, `${input.date}-${input.market}`),
  }),
  run: async ({ input, caller, key, now, loaded: { market, night }, refuse }) => {
    const record: NightChange = { what: 'opened', by: actorOf(caller), at: now, key }
    const why = whyNotDate(input.date, now)
    if (why) throw refuse(why)
    if (!night) {
      const times = instantsByHand(timesNear(market.hours, input.date), input.date, now)
      if (!times) throw refuse('DATE_PAST')
      const made: Night = { ...nightOn(market, input.date, times), changes: [record] }
      if (await addOnce(nights, made)) return summary(made, now)
    }
    const there = night ?? (await freshNight(`${input.date}-${input.market}`))
    const opened = there && (await untilClaimed(nights, there, (night) => openPlanned(night, record, refuse)))
    if (!opened) throw refuse('BUSY')
    return summary(opened, now)
  },
})

/** Opens booking of a night that is there; null when it changed meanwhile. */
async function openPlanned(
  night: Night,
  record: NightChange,
  refuse: (code: 'NIGHT_CANCELLED' | 'DATE_PAST') => Error,
): Promise<Night | null> {
  const { at } = record
  if (night.cancelled !== undefined) throw refuse('NIGHT_CANCELLED')
  if (night.opensAt <= at) {
    // Open already: nothing is left to do, unless booking has ended.
    if (night.closesAt <= at) throw refuse('DATE_PAST')
    return night
  }
  const change = changed({ opensAt: at }, record)
  return (await claim(nights, night._id, { rev: night.rev }, change)) ? { ...night, opensAt: at } : null
}

/** A night by its id, as every change of one begins. */
const nightOf = ({ input }: { input: { night: string } }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') })

/** Writes a change and what is owed for it onto exactly the night that it was decided on; null when that changed. */
async function write(night: Night, change: Record<string, unknown>, record: NightChange, notices: readonly Notice[]) {
  const onto = { rev: night.rev }
  if (!(await claim(nights, night._id, onto, changed({ ...change, ...owed(notices) }, record)))) return null
  await settle(nights, night._id, notices)
  return true
}

export const changeTimes = action(contract.changeTimes, {
  load: nightOf,
  run: async ({ input: { night: _, ...times }, caller, key, now, loaded: { night }, refuse }) => {
    const wrong = whyNotTimes(times)
    if (wrong) throw refuse(wrong)
    const record: NightChange = { what: 'times', by: actorOf(caller), at: now, key }
    const done = await untilClaimed(nights, night, async (night) => {
      if (changeBy(night, key)) return night
      const { opensAt: _, ...next } = instantsOf({ ...times, opensAt: 0, opensDaysBefore: 0 }, night.date)
      const why = whyNotChange(night, now) ?? whyNotRetime(night, { ...next, opensAt: night.opensAt }, now)
      if (why) throw refuse(why)
      const round = await drawBefore(night, next.startsAt)
      if (round === 'frozen') throw refuse('DRAW_FROZEN')
      const told = concernsBooked(night, next) ? timesNotices(night, next, now, key) : []
      const change = { ...next, ...(round ? { 'draw.times': command.set(round) } : {}) }
      return (
        (await write(night, { ...change, due: command.min(tellingAt(next)) }, record, told)) && { ...night, ...next }
      )
    })
    if (!done) throw refuse('BUSY')
    return summary(done, now)
  },
})

export const closeStall = action(contract.closeStall, {
  load: nightOf,
  run: async ({ input, caller, key, now, loaded: { night }, refuse }) => {
    const { stall, reason, to } = input
    const record: NightChange = { what: 'closed', stall, reason, by: actorOf(caller), at: now, key }
    if (!changeBy(night, key)) await checkWords(caller, reason, 'comment')
    const done = await untilClaimed(nights, night, async (night) => {
      if (changeBy(night, key)) return true
      const why = whyNotChange(night, now) ?? whyNotClose(night, input, now)
      if (why) throw refuse(why)
      const booked = bookedAt(night, stall, now)
      const told = booked ? [closedNotice(night, booked, reason, to, now, key)] : []
      return write(night, closing(night, input, now, key), record, told)
    })
    if (!done) throw refuse('BUSY')
    return { night: night._id, stall }
  },
})

export const reopenStall = action(contract.reopenStall, {
  load: nightOf,
  run: async ({ input: { stall }, caller, key, now, loaded: { night }, refuse }) => {
    const record: NightChange = { what: 'reopened', stall, by: actorOf(caller), at: now, key }
    const done = await untilClaimed(nights, night, async (night) => {
      const why = whyNotChange(night, now)
      if (why) throw refuse(why)
      const found = night.stalls.find(({ code }) => code === stall)
      if (!found) throw refuse('NO_SUCH_STALL')
      if (changeBy(night, key) || found.outOfUse === undefined) return true
      return write(night, reopening(night, stall), record, [])
    })
    if (!done) throw refuse('BUSY')
    await offerWaiting(night._id, now)
    return { night: night._id, stall }
  },
})

export const cancelNight = action(contract.cancelNight, {
  load: nightOf,
  run: async ({ input: { why, words }, caller, key, now, loaded: { night }, refuse }) => {
    if (night.cancelled === undefined) {
      if (night.endsAt <= now) throw refuse('NIGHT_ENDED')
      if (words !== undefined) await checkWords(caller, words, 'comment')
      const reason = cancelWords(why, words)
      await claimCancel(night._id, reason, { what: 'cancelled', reason, by: actorOf(caller), at: now, key })
    }
    // Also where another tap, or this one the first time, cancelled it and died before it told.
    const cancelled = await freshNight(night._id)
    if (cancelled?.cancelled === undefined) throw refuse('NIGHT_ENDED')
    await tellOfCancel(cancelled)
    return { night: night._id, reason: cancelled.cancelled }
  },
})
