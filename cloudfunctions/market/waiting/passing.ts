import { claim, command, readTogether } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { notice, owed, settle } from '../../shared/notify'
import { dateOf, longDate } from '../../shared/shanghai'
import { nights, vendors, type Night, type Vendor, type Waiter } from '../documents'
import { factsOf, missedByAny, type NightOfRecord } from '../record/facts'
import { standing } from '../record/rules'
import { fitness } from './fitness.rules'
import { leaves } from './leaving'

export type Fitness = ReturnType<typeof fitness>

/** What these who wait could use by now, by openid; in one request. */
export async function fitnessOf(night: Night, waiters: readonly Waiter[], now: Date): Promise<Map<string, Fitness>> {
  const ids = waiters.map(({ vendor }) => vendor)
  const found = await readTogether({
    anchor: { from: nights.name, match: { _id: night._id }, fields: { _id: 1 } },
    others: {
      profiles: { from: vendors.name, match: { _id: { $in: ids } }, limit: ids.length },
      missed: { from: nights.name, ...missedByAny(ids, dateOf(now)) },
    },
  })
  const profiles = (found?.others['profiles'] ?? []) as Vendor[]
  const missed = (found?.others['missed'] ?? []) as NightOfRecord[]
  return new Map(
    waiters.map((waiter) => {
      const profile = profiles.find(({ _id }) => _id === waiter.vendor)
      const record = standing(factsOf(missed, waiter.vendor), dateOf(now))
      return [waiter.vendor, fitness(waiter, profile, record, night.date)]
    }),
  )
}

const told = (night: Night, { vendor, key }: Waiter, why: string, opens: string, now: Date): Notice =>
  notice({
    to: vendor,
    kind: 'market',
    title: '候补取消了',
    words: `${longDate(night.date)} 轮到您了，但${why}`,
    state: '已取消',
    when: night.startsAt,
    opens,
    at: now,
    cause: `unfit ${key}`,
  })

/**
 * Passes over somebody whose turn it is and who could not accept: they wait for less, or no more and are told why. By
 * ONE write, while they stand where they stood.
 */
export async function passOver(
  night: Night,
  { waiter, index }: { waiter: Waiter; index: number },
  fit: Fitness,
  now: Date,
) {
  const place = `waiting.${String(index)}`
  const { vendor, key } = waiter
  const there = { [`${place}.vendor`]: vendor, [`${place}.key`]: key }
  if ('kinds' in fit) {
    await claim(nights, night._id, there, { [`${place}.kinds`]: fit.kinds, rev: command.inc(1) })
    return
  }
  const list = [told(night, waiter, fit.why, fit.opens, now)]
  const gone = { waiting: command.pull({ vendor }), ...leaves(night, [vendor], `unfit-${key}`) }
  if (await claim(nights, night._id, there, { ...gone, ...owed(list), rev: command.inc(1) }))
    await settle(nights, night._id, list)
}
