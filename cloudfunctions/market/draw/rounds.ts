import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { newBytes } from '../../shared/ids'
import { notice, owed } from '../../shared/notify'
import { seal } from '../../shared/seal'
import { longDate } from '../../shared/shanghai'
import { draws, nights, vendors, type DrawEntry, type DrawRound, type Night, type Waiter } from '../documents'
import { releasesKept } from '../booking/claims'
import { nightState } from '../night/rules'
import { leaves } from '../waiting/leaving'
import { losersFirst } from '../waiting/rules'
import { commitmentOf, hashOf, listText, type Entrant } from './lot.rules'
import { placingOf, toDraw, toPick } from './placing'
import { may, servedSince, sourceWords, timesAgain, weightOf } from './rules'
import { confirmedHours } from './service'
import { areAgreed, stallsToDraw } from './views'

export const roundId = (night: string, number: number): string => `${night}-${String(number)}`

const roundOf = async (id: string): Promise<DrawRound | undefined> =>
  (await find(draws, { where: { _id: id }, sort: [], limit: 1 }))[0]

/** Opens the present round of a night, once: its secret is made, and the commitment to it public from here on. */
export async function openRound(night: Night, { source, round: number, times }: NonNullable<Night['draw']>) {
  const _id = roundId(night._id, number)
  const secret = newBytes(32).toString('hex')
  const before = number === 1 ? undefined : await roundOf(roundId(night._id, number - 1))
  await addOnce(draws, {
    _id,
    night: night._id,
    number,
    marketName: night.marketName,
    place: night.place,
    date: night.date,
    times,
    source: sourceWords(source, times),
    commitment: commitmentOf(_id, secret),
    sealed: seal(secret, _id),
    state: 'open',
    entries: (before?.entries ?? []).filter(({ out }) => !out).map((entry) => ({ ...entry, taps: [] })),
    changes: 0,
    due: times.closesAt,
  })
}

/** How many vendors one request finds. */
const vendorsAtOnce = 1000

const approvedOf = async (entries: readonly DrawEntry[]) =>
  new Map(
    (
      await find(vendors, {
        where: { _id: command.in(entries.map(({ vendor }) => vendor)), state: 'approved' },
        sort: [],
        limit: vendorsAtOnce,
      })
    ).map((vendor) => [vendor._id, vendor]),
  )

/** Those who take part, with what they may use now; a stall booked meanwhile or an approval lost takes one out. */
async function entrantsOf(night: Night, entries: readonly DrawEntry[], now: Date): Promise<Entrant[]> {
  const approved = await approvedOf(entries)
  const hours = await confirmedHours([...approved.keys()], servedSince(now))
  const booked = new Set(night.bookings.filter(({ until }) => until === undefined).map(({ vendor }) => vendor))
  const staying = entries.filter(({ vendor }) => approved.has(vendor) && !booked.has(vendor))
  const byShop = new Map(staying.map((entry) => [entry.shop, entry]))
  return staying.map((entry) => ({
    shop: entry.shop,
    weight: weightOf(hours.get(entry.vendor) ?? 0, night.draw?.bonusMax),
    kinds: approved.get(entry.vendor)?.kinds ?? [],
    choices: entry.choices,
    ...(entry.pair !== undefined && areAgreed(entry, byShop.get(entry.pair)) ? { partner: entry.pair } : {}),
  }))
}

/** Freezes the list of a round whose window ended, onto exactly the entries that it is made from. */
export async function freeze(night: Night, first: DrawRound, now: Date): Promise<void> {
  await untilClaimed(draws, first, async (round) => {
    if (!may(round.state, 'freeze')) return true
    const entrants = await entrantsOf(
      night,
      round.entries.filter(({ out }) => !out),
      now,
    )
    const stalls = stallsToDraw(night)
    if (entrants.length === 0 || stalls.length === 0 || night.cancelled !== undefined)
      return makeVoid(night, round, { reason: nobody(night, entrants.length), key: 'freeze' }, now)
    const { _id, commitment, source } = round
    const list = listText({ round: _id, commitment, source, stalls, entrants })
    return claim(
      draws,
      _id,
      { state: 'open', changes: round.changes },
      {
        state: 'frozen',
        frozen: { at: now, list, hash: hashOf(list), entrants: entrants.length },
        due: round.times.revealBy,
      },
    ).then((done) => done || null)
  })
}

const nobody = ({ cancelled }: Night, entrants: number): string =>
  cancelled === undefined ? (entrants === 0 ? '没有人报名' : '要摇的摊位都不能用了') : '这一晚不出摊了'

/** Why a round is to be void, and who says so: nobody where the clock does. */
export interface Voiding {
  reason: string
  by?: string
  key: string
}

/** Makes a round void; null when it changed meanwhile. */
export async function makeVoid(night: Night, round: DrawRound, why: Voiding, now: Date): Promise<true | null> {
  const { _id, state, changes } = round
  const voided = { ...why, at: now }
  const done = await claim(draws, _id, { state, changes }, { state: 'void', voided, due: now })
  if (!done) return null
  await finish(night, { ...round, state: 'void', voided }, now)
  return true
}

/** Carries what became of a round onto its night, once, and is then done with it. Safe to repeat from any point. */
export async function finish(night: Night, round: DrawRound, now: Date): Promise<void> {
  const approved = round.state === 'drawn' ? new Set((await approvedOf(round.entries)).keys()) : new Set<string>()
  await untilClaimed(nights, night, async (night) => {
    if (night.draw?.round !== round.number) return true
    if (round.state === 'drawn' && night.draw.over === true) return true
    const change = round.state === 'drawn' ? given(night, round, approved, now) : takenBack(night, round, now)
    return (await claim(nights, night._id, { rev: night.rev }, { ...change, rev: command.inc(1) })) || null
  })
  await claim(draws, round._id, { state: round.state }, { due: command.remove() })
}

const dayOf = ({ date, marketName }: Night): string => `${longDate(date)} ${marketName}`

const tell = (
  night: Night,
  { vendor }: { vendor: string },
  cause: string,
  words: [string, string, string],
  now: Date,
) => {
  const [title, text, state] = words
  const opens = `/market/draw?night=${night._id}`
  return notice({ to: vendor, kind: 'market', title, words: text, state, opens, at: now, when: night.startsAt, cause })
}

/** What a drawn round changes of its night: winners have their stalls, and whoever cares is told. */
function given(night: Night, round: DrawRound, approved: ReadonlySet<string>, now: Date): Record<string, unknown> {
  const { bookings, rest, without } =
    nightState(night, now) === 'ended' || night.cancelled !== undefined
      ? { bookings: [], rest: [], without: [] }
      : placingOf(night, round, approved, now)
  const winners = new Set(bookings.map(({ vendor }) => vendor))
  const staying = night.bookings.filter(({ vendor }) => !winners.has(vendor))
  const after = {
    bookings: [...staying, ...bookings],
    waiting: night.waiting.filter(({ vendor }) => !winners.has(vendor)),
  }
  const waiting = losersFirst(
    rest.map((entry) => waiterOf(entry, round, now)),
    after,
    now,
  )
  // What a winner held or was offered goes for the stall they won; a late repeat of its tap finds it.
  const kept = night.bookings
    .filter(({ vendor }) => winners.has(vendor))
    .map((each) => ({ ...each, releasedAt: now, releaseKey: `drawn-${each.key}` }))
  const placed = [...winners, ...rest.map(({ vendor }) => vendor)]
  const say = (each: { vendor: string }, words: [string, string, string]) => tell(night, each, round._id, words, now)
  return {
    bookings: after.bookings,
    waiting: command.set(waiting),
    ...leaves(night, placed, round._id),
    ...(kept.length > 0 ? { released: command.push({ each: kept, slice: -releasesKept }) } : {}),
    // What is left is offered to those who wait now.
    due: command.min(now),
    stalls: toPick(night.stalls),
    'draw.over': true,
    ...owed([
      ...bookings.map((each) => say(each, ['摇号中签了', `${dayOf(night)} ${each.stall} 是您的`, '已中签'])),
      ...rest.map((each) => say(each, ['这次没中签', `${dayOf(night)} 已经帮您按先后排进候补`, '未中签'])),
      ...without.map((each) => say(each, ['中的签没给您留', `${dayOf(night)} 您已另有摊位，或摊位停用`, '未保留'])),
    ]),
  }
}

const waiterOf = ({ vendor, shop, name, sells, kinds }: DrawEntry, round: DrawRound, now: Date): Waiter => {
  return { vendor, shop, name, sells, kinds, at: now, key: `${round._id}-${shop}` }
}

/** What a void round changes of its night: its stalls wait for the lot again, in a new round while there is time. */
function takenBack(night: Night, round: DrawRound, now: Date): Record<string, unknown> {
  const { voided, frozen, times, number } = round
  const codes = new Set(frozen ? [...frozen.list.matchAll(/^stall (\S+)/gm)].map(([, code = '']) => code) : [])
  const entered = round.entries.filter(({ out }) => !out)
  const again = night.cancelled === undefined && entered.length > 0 ? timesAgain(times, night.startsAt, now) : null
  const what = again ? '报名还在，会重新摇' : '不再摇了，空摊位现在能订'
  const { over: _, ...rule } = night.draw ?? { source: '' }
  const next = { ...rule, round: number + 1 }
  const words: [string, string, string] = ['摇号作废', `${voided?.reason ?? ''}。${dayOf(night)} ${what}`, '已作废']
  return {
    bookings: night.bookings.filter(({ drawn }) => drawn !== round._id),
    waiting: command.set(night.waiting.filter(({ key }) => !key.startsWith(`${round._id}-`))),
    stalls: again ? toDraw(night.stalls, codes) : toPick(night.stalls),
    draw: command.set(again ? { ...next, times: again } : { ...next, times, over: true }),
    // A new round is to be opened, or what is left to be offered to those who wait.
    due: command.min(again?.opensAt ?? now),
    ...owed(entered.map((each) => tell(night, each, `${round._id}-void`, words, now))),
  }
}
