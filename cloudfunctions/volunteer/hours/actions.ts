import * as v from 'valibot'
import { Instant } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { many, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { excelOf } from '../../shared/xlsx'
import { handHours, hoursBook, shifts, type HandHours, type HoursEntry, type Shift } from '../documents'
import { hours as contract } from './contract'
import { entryId, post, postOfShift } from './ledger'
import { minutesOfShift, nextStar, starsOf, statementOf, whyNotAdd, whyNotDecide, whyNotSoMany } from './rules'
import { sheetsOf } from './sheets'
import { handView, lineView } from './views'

/** More lines than anybody has in a year. */
const mostOfYear = 1000

/** The lines of a person's year. */
const ofYear = (person: string, year: number) =>
  many(hoursBook, {
    match: { person, day: { $gte: `${String(year)}-01-01`, $lte: `${String(year)}-12-31` } },
    sort: { day: 1 },
    limit: mostOfYear,
    fields: { minutes: 1, day: 1, title: 1, kind: 1 },
  })

const yearAt = (now: Date): number => Number(dateOf(now).slice(0, 4))

export const myTotals = action(contract.myTotals, {
  load: ({ caller, now }) => ({
    last: many(hoursBook, { match: { person: caller }, sort: { seq: -1 }, limit: 1 }),
    year: ofYear(caller, yearAt(now)),
  }),
  run: ({ now, loaded: { last, year } }) => {
    const { total = 0, byHand = 0 } = last[0] ?? {}
    const next = nextStar(total)
    const minutes = year.reduce((sum, each) => sum + each.minutes, 0)
    return {
      minutes: total,
      byHand,
      year: { year: yearAt(now), minutes },
      stars: starsOf(total),
      ...(next ? { next } : {}),
    }
  },
})

const linesPerPage = 20
const Position = v.strictObject({ below: v.pipe(v.string(), v.regex(/^\d{1,9}$/)) })

export const myHours = action(contract.myHours, {
  load: ({ input: { cursor }, caller }) => ({
    lines: many(hoursBook, {
      match: {
        person: caller,
        ...(cursor === undefined ? {} : { seq: { $lt: Number(readCursor(Position, cursor).below) } }),
      },
      sort: { seq: -1 },
      limit: linesPerPage + 1,
    }),
  }),
  run: ({ loaded: { lines } }) => {
    const shown = lines.slice(0, linesPerPage)
    const last = lines.length > linesPerPage ? shown.at(-1) : undefined
    return { items: shown.map(lineView), ...(last ? { cursor: writeCursor({ below: String(last.seq) }) } : {}) }
  },
})

export const yearStatement = action(contract.yearStatement, {
  load: ({ input, caller }) => ({ lines: ofYear(caller, input.year) }),
  run: ({ input, loaded: { lines } }) => statementOf(input.year, lines),
})

export const yearSheet = action(contract.yearSheet, {
  load: ({ input, caller }) => ({ lines: ofYear(caller, input.year) }),
  run: async ({ input, loaded: { lines } }) => ({
    name: `${String(input.year)}年志愿时长.xlsx`,
    bytes: await excelOf(sheetsOf(statementOf(input.year, lines), lines)),
  }),
})

/** Somebody in a shift by the id of their place. */
const holderIn = ({ roles }: Shift, id: string) =>
  roles.flatMap(({ holders }) => holders).find((each) => each.id === id && each.until === undefined)

/** The minutes of a shift that stand in somebody's book. */
async function inBook({ person, shift, day }: Pick<HandHours, 'person' | 'shift' | 'day'>): Promise<number> {
  const lines = await find(hoursBook, { where: { person, day }, sort: [], limit: 100 })
  return lines.filter((each) => each.shift === shift).reduce((sum, { minutes }) => sum + minutes, 0)
}

export const addHours = action(contract.addHours, {
  load: ({ input }) => ({
    shift: one(shifts, input.shift, 'NO_SUCH_SHIFT'),
    hands: many(handHours, { match: { shift: input.shift }, limit: 1000 }),
  }),
  run: async ({ input: { holder: id, minutes, reason }, caller, key, now, loaded: { shift, hands }, refuse }) => {
    const _id = signsOf([caller, key], 16)
    const told = hands.find((each) => each._id === _id)
    if (told) return handView(told)
    const holder = holderIn(shift, id)
    if (!holder) throw refuse('NOT_IN_SHIFT')
    const { person, name } = holder
    const known =
      (await inBook({ person, shift: shift._id, day: dateOf(shift.startsAt) })) +
      hands
        .filter((each) => each.person === person && each.state === 'waiting')
        .reduce((sum, each) => sum + each.minutes, 0)
    const why = whyNotAdd({ shift, minutes, known }, { isOwn: person === caller }, now)
    if (why) throw refuse(why)
    await checkWords(caller, reason, 'forum')
    const { _id: at, title, place, startsAt } = shift
    const hand: HandHours = {
      ...{ _id, person, name, shift: at, title, place, minutes, reason, state: 'waiting' },
      places: [place, ...placesAbove(place)],
      day: dateOf(startsAt),
      lasted: minutesOfShift(shift),
      added: { by: actorOf(caller), at: now, key },
    }
    await addOnce(handHours, hand)
    return handView(hand)
  },
})

const handsPerPage = 20
const Since = v.strictObject({ after: Instant, id: v.pipe(v.string(), v.regex(/^[a-z0-9]{16}$/)) })

/** What was noted after a position in the list; of one instant, by id. */
function since(cursor: string | undefined) {
  if (cursor === undefined) return {}
  const { after, id } = readCursor(Since, cursor)
  const at = new Date(after)
  return { 'added.at': { $gte: at }, $or: [{ 'added.at': { $gt: at } }, { _id: { $gt: id } }] }
}

export const listHoursToConfirm = action(contract.listHoursToConfirm, {
  load: ({ input: { place, cursor } }) => ({
    region: one(regions, place, 'NO_SUCH_PLACE'),
    found: many(handHours, {
      match: { places: place, state: 'waiting', ...since(cursor) },
      sort: { 'added.at': 1, _id: 1 },
      limit: handsPerPage + 1,
    }),
  }),
  run: ({ loaded: { found } }) => {
    const shown = found.slice(0, handsPerPage)
    const last = found.length > handsPerPage ? shown.at(-1) : undefined
    return {
      items: shown.map(handView),
      ...(last ? { cursor: writeCursor({ after: last.added.at.toISOString(), id: last._id }) } : {}),
    }
  },
})

interface Deciding {
  hand: HandHours
  state: 'confirmed' | 'refused'
  why?: string
  caller: string
  key: string
  now: Date
  refuse: (code: 'OWN_HOURS' | 'SECOND_PERSON' | 'ALREADY_DECIDED') => Error
  /** What else stands against it. */
  check?: () => Promise<void>
}

/** Decides about minutes noted by hand by ONE write; what was confirmed is then written into the book, after a crash by the timer. */
async function decide({ hand, state, why, caller, key, now, refuse, check }: Deciding) {
  const actor = actorOf(caller)
  const decided = await untilClaimed(handHours, hand, async (hand) => {
    if (hand.decided?.key === key) return hand
    const wrong = whyNotDecide(hand, { openid: caller, actor })
    if (wrong) throw refuse(wrong)
    await check?.()
    const deed = { by: actor, at: now, key, ...(why === undefined ? {} : { why }) }
    const told = [handNotice(hand, state, why, now, key)]
    const change = {
      state,
      decided: command.set(deed),
      ...owed(told),
      ...(state === 'confirmed' ? { unposted: true } : {}),
    }
    if (!(await claim(handHours, hand._id, { state: 'waiting' }, change))) return null
    await settle(handHours, hand._id, told)
    return { ...hand, state, decided: deed }
  })
  if (!decided) throw refuse('ALREADY_DECIDED')
  if (decided.state === 'confirmed') await postHand(decided, now)
  return handView(decided)
}

const handNotice = (
  { person, title }: HandHours,
  state: 'confirmed' | 'refused',
  why: string | undefined,
  at: Date,
  key: string,
) =>
  notice({
    to: person,
    kind: 'volunteer',
    title: state === 'confirmed' ? '补的时长记上了' : '补的时长没有通过',
    words: why === undefined ? `「${title}」的时长已经记进您的账上` : `「${title}」：${why}`,
    state: state === 'confirmed' ? '已记上' : '未通过',
    opens: '/volunteer/hours',
    at,
    cause: key,
  })

/** Writes confirmed minutes into the book, as many as the shift has room for in that very write; safe to repeat. */
async function postHand(
  { _id, person, minutes, lasted, day, title, place, shift, reason }: HandHours,
  now: Date,
): Promise<void> {
  const earned = { person, minutes, kind: 'hand', day, title, place, shift, reason } as const
  await postOfShift(['hand', _id], earned, { lasted }, now)
  await claim(handHours, _id, { unposted: true }, { unposted: command.remove() })
}

const handsPerRun = 50

/** Writes into books what was confirmed by a call that died before it wrote. */
export async function postConfirmed(now: Date): Promise<{ hours: number }> {
  const open = await find(handHours, { where: { unposted: true }, sort: [['unposted', 'asc']], limit: handsPerRun })
  for (const hand of open) await postHand(hand, now)
  return { hours: open.length }
}

const handOf = ({ input }: { input: { hours: string } }) => ({ hand: one(handHours, input.hours, 'NO_SUCH_HOURS') })

export const confirmHours = action(contract.confirmHours, {
  load: handOf,
  run: ({ caller, key, now, loaded: { hand }, refuse }) =>
    decide({
      ...{ hand, state: 'confirmed', caller, key, now, refuse },
      check: async () => {
        const why = whyNotSoMany({ ...hand, known: await inBook(hand) })
        if (why) throw refuse(why)
      },
    }),
})

export const refuseHours = action(contract.refuseHours, {
  load: handOf,
  run: async ({ input: { reason: why }, caller, key, now, loaded: { hand }, refuse }) => {
    if (hand.decided?.key !== key) await checkWords(caller, why, 'forum')
    return decide({ hand, state: 'refused', why, caller, key, now, refuse })
  },
})

export const reverseHours = action(contract.reverseHours, {
  load: ({ input }) => ({ entry: one(hoursBook, input.entry, 'NO_SUCH_ENTRY') }),
  run: async ({ input: { reason }, caller, now, loaded: { entry }, refuse }) => {
    if (entry.person === caller) throw refuse('OWN_HOURS')
    if (entry.kind === 'reversal') throw refuse('NOT_TO_REVERSE')
    const [done] = await find(hoursBook, { where: { _id: entryId(['reverse', entry._id]) }, sort: [], limit: 1 })
    if (done) return lineView(done)
    await checkWords(caller, reason, 'forum')
    const { person, minutes, day, title, place, kind, shift, _id, seq } = entry
    const ofHand = kind === 'hand' ? { ofHand: true as const } : {}
    const back = {
      person,
      minutes: -minutes,
      kind: 'reversal' as const,
      day,
      title,
      place,
      reverses: _id,
      reversesSeq: seq,
      ...(shift === undefined ? {} : { shift }),
      ...ofHand,
      reason,
    }
    return lineView(await post(['reverse', _id], back, now))
  },
})

export const hoursOfHolder = action(contract.hoursOfHolder, {
  load: ({ input }) => ({ shift: one(shifts, input.shift, 'NO_SUCH_SHIFT') }),
  run: async ({ input, loaded: { shift }, refuse }) => {
    const holder = holderIn(shift, input.holder)
    if (!holder) throw refuse('NOT_IN_SHIFT')
    const lines: HoursEntry[] = await find(hoursBook, {
      where: { person: holder.person },
      sort: [['seq', 'desc']],
      limit: linesPerPage,
    })
    return { name: holder.name, items: lines.map(lineView) }
  },
})
