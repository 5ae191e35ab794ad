import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { newBytes } from '../../shared/ids'
import { notice, owed } from '../../shared/notify'
import { seal } from '../../shared/seal'
import { longDate } from '../../shared/shanghai'
import { draws, nights, type DrawEntry, type DrawRound, type Night, type Waiter } from '../documents'
import { releasesKept } from '../booking/claims'
import { nightState, stands } from '../night/rules'

import { leaves } from '../waiting/leaving'
import { losersFirst } from '../waiting/rules'
import { approvedOf } from './approved'
import { commitmentOf } from './lot.rules'
import { placingOf, toDraw, toPick } from './placing'
import { sourceWords, timesAgain } from './rules'

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
  const { bookings, rest, without, unlisted } = ['ended', 'cancelled'].includes(nightState(night, now))
    ? { bookings: [], rest: [], without: [], unlisted: [] }
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
      ...unlisted.map((each) =>
        say(each, ['没进摇号名单', `${dayOf(night)} 定名单时，您的资料、证照或到场记录不符`, '未进名单']),
      ),
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
  const bookings = night.bookings.filter(({ drawn }) => drawn !== round._id)
  const listed = frozen ? [...frozen.list.matchAll(/^stall (\S+)/gm)].map(([, code = '']) => code) : []
  // Whoever came to one of them otherwise, as by a swap, keeps it.
  const codes = new Set(listed.filter((code) => !bookings.some((each) => each.stall === code && stands(each, now))))
  const entered = round.entries.filter(({ out }) => !out)
  const again = night.cancelled === undefined && entered.length > 0 ? timesAgain(times, night.startsAt, now) : null
  const what = again ? '报名还在，会重新摇' : '不再摇了，空摊位现在能订'
  const { over: _, listed: __, ...rule } = night.draw ?? { source: '' }
  const next = { ...rule, round: number + 1 }
  const words: [string, string, string] = ['摇号作废', `${voided?.reason ?? ''}。${dayOf(night)} ${what}`, '已作废']
  return {
    bookings,
    waiting: command.set(night.waiting.filter(({ key }) => !key.startsWith(`${round._id}-`))),
    stalls: again ? toDraw(night.stalls, codes) : toPick(night.stalls),
    draw: command.set(again ? { ...next, times: again } : { ...next, times, over: true }),
    // A new round is to be opened, or what is left to be offered to those who wait.
    due: command.min(again?.opensAt ?? now),
    // Of a cancelled night, all were told when it was cancelled.
    ...owed(
      night.cancelled === undefined ? entered.map((each) => tell(night, each, `${round._id}-void`, words, now)) : [],
    ),
  }
}
