import * as v from 'valibot'
import type { Input } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, find, readOne } from '../../shared/database'
import { regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { one as mustBe } from '../../shared/load'
import { action } from '../../shared/serve'
import { dateOf, type CalendarDate } from '../../shared/shanghai'
import { pledges, regards, type Pledge, type Regard } from '../documents'
import { fineOf } from '../photos'
import { gramsOf } from '../promise/keys'
import { everywhere, isPublic, isTheirs, listName } from '../promise/rules'
import { roundsAbout } from '../review/spans'
import { board as contract, type BoardSort } from './contract'
import { countThanks } from './counting'
import { cardFields, cardOf, lastShown, lineOf, oneOf, type CardPledge } from './views'

const cardsPerPage = 8

const Position = v.strictObject({ at: v.pipe(v.string(), v.maxLength(60)) })

/** Which key orders a list, which part of it belongs to the list, and where a page goes on. */
function rangeOf(sort: BoardSort, today: CalendarDate, at: string | undefined) {
  switch (sort) {
    case 'newest':
      return { newestKey: at === undefined ? { $gt: '' } : { $lt: at } }
    case 'done':
      return { doneKey: at === undefined ? { $gt: '' } : { $lt: at } }
    case 'due':
      return { dueKey: at === undefined ? { $gte: today } : { $gt: at } }
    case 'late':
      return { dueKey: { $lt: today, ...(at === undefined ? {} : { $gt: at }) } }
  }
}

const keyOf = { newest: 'newestKey', done: 'doneKey', due: 'dueKey', late: 'dueKey' } as const
const orderOf = { newest: -1, done: -1, due: 1, late: 1 } as const

async function readPage(input: Input<typeof contract.board>, today: CalendarDate, limit: number) {
  const { community, branch, list, figure, search, cursor } = input
  const sort = search === undefined ? (input.sort ?? 'newest') : 'newest'
  const at = cursor === undefined ? undefined : readCursor(Position, cursor).at
  const lists = listName(branch ?? community ?? everywhere, figure ?? list)
  const grams = search === undefined ? [] : gramsOf(search)
  const found = await readOne({
    from: pledges.name,
    match: { lists, ...(grams.length > 0 ? { grams: { $all: grams } } : {}), ...rangeOf(sort, today, at) },
    sort: { [keyOf[sort]]: orderOf[sort] },
    limit,
    fields: cardFields,
  })
  return found as unknown as CardPledge[]
}

/** At most two requests: the page, and the photos on it. */
export const board = action(contract.board, {
  run: async ({ input, now }) => {
    const today = dateOf(now)
    const found = await readPage(input, today, cardsPerPage + 1)
    const shown = found.slice(0, cardsPerPage)
    const fine = await fineOf(shown.flatMap(({ facts }) => lastShown(facts)?.photos.slice(0, 1) ?? []))
    const sort = input.search === undefined ? (input.sort ?? 'newest') : 'newest'
    const at = found.length > cardsPerPage ? shown.at(-1)?.[keyOf[sort]] : undefined
    return {
      today,
      items: shown.map((each) => cardOf(each, fine, now)),
      ...(at === undefined ? {} : { cursor: writeCursor({ at }) }),
    }
  },
})

/** What goes on paper: some four sheets of it. */
const linesOnPaper = 60

export const noticeBoard = action(contract.noticeBoard, {
  load: ({ input }) => ({ branch: mustBe(regions, input.branch, 'NO_SUCH_BRANCH') }),
  run: async ({ input, now, loaded: { branch } }) => {
    const today = dateOf(now)
    const found = await readPage(input, today, linesOnPaper + 1)
    return {
      branch: `${branch.name}党支部`,
      today,
      items: found.slice(0, linesOnPaper).map((each) => lineOf(cardOf(each, new Map(), now))),
      ...(found.length > linesOnPaper ? { cut: true as const } : {}),
    }
  },
})

const regardId = (person: string, pledge: string): string => signsOf([person, pledge], 24)

/** The pledge, what the caller is to it, and its photos. */
export const one = action(contract.one, {
  run: async ({ input, caller, now, refuse }) => {
    const [[pledge], [regard]] = await Promise.all([
      find(pledges, { where: { _id: input.pledge }, sort: [], limit: 1 }),
      caller === undefined
        ? Promise.resolve<Regard[]>([])
        : find(regards, { where: { _id: regardId(caller, input.pledge) }, sort: [], limit: 1 }),
    ])
    if (!pledge || !isPublic(pledge.state)) throw refuse('NO_SUCH_PLEDGE')
    const [fine, rounds] = await Promise.all([
      fineOf(pledge.facts.flatMap(({ state, photos }) => (state === 'back' ? [] : photos))),
      roundsAbout([pledge]),
    ])
    return {
      ...oneOf(pledge, fine, now, rounds),
      today: dateOf(now),
      ...(caller === undefined
        ? {}
        : { following: regard?.following === true, thanked: regard?.thanked !== undefined }),
      ...(pledge.member === caller ? { own: true as const } : {}),
    }
  },
})

/** @throws Refusal unless everybody may read it */
const publicPledge = ({ input }: { input: { pledge: string } }) => ({
  pledge: mustBe(pledges, input.pledge, 'NO_SUCH_PLEDGE'),
})

function mustBePublic({ state }: Pledge, refuse: (code: 'NO_SUCH_PLEDGE') => Error): void {
  if (!isPublic(state)) throw refuse('NO_SUCH_PLEDGE')
}

export const thankPledge = action(contract.thankPledge, {
  load: publicPledge,
  run: async ({ caller, key, now, loaded: { pledge }, refuse }) => {
    mustBePublic(pledge, refuse)
    if (isTheirs(pledge, caller)) throw refuse('OWN_PLEDGE')
    const _id = regardId(caller, pledge._id)
    const thanked = { thanked: now, uncounted: true as const }
    const added =
      (await addOnce(regards, { _id, person: caller, pledge: pledge._id, following: false, key, ...thanked })) ||
      (await claim(regards, _id, { thanked: command.exists(false) }, thanked))
    // A call that died before they were counted left them so.
    const waits = added || (await find(regards, { where: { _id, uncounted: true }, sort: [], limit: 1 })).length > 0
    const counted = waits && (await countThanks({ _id, pledge: pledge._id }))
    return { thanks: pledge.thanks + (counted ? 1 : 0) }
  },
})

export const followPledge = action(contract.followPledge, {
  load: publicPledge,
  run: async ({ input: { follow: following }, caller, key, loaded: { pledge }, refuse }) => {
    mustBePublic(pledge, refuse)
    const _id = regardId(caller, pledge._id)
    if (!(await addOnce(regards, { _id, person: caller, pledge: pledge._id, following, key })))
      await claim(regards, _id, { key: command.neq(key) }, { following, key })
    return { following }
  },
})
