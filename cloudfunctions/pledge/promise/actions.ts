import * as v from 'valibot'
import { Instant, type Input } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, find, removeIf } from '../../shared/database'
import { members, regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { many, maybe, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { action } from '../../shared/serve'
import { dateOf, type CalendarDate } from '../../shared/shanghai'
import { shownName } from '../../member/profile/rules'
import { activityNamed } from '../../volunteer/commitments'
import { items, pledges, type Item, type Pledge } from '../documents'
import { concerns } from '../items/rules'
import { leaveItem, takeItem } from '../items/taking'
import { roundsAbout } from '../review/spans'
import { promise as contract, type WhyNotShape } from './contract'
import { isRunning, whyNotPromise } from './rules'
import { changePledge, stateAfter, stepOf, wasDone } from './saving'
import { leaveYear, takeYear } from './year'
import { offerView, pledgeView } from './views'

type Shape = Omit<Input<typeof contract.draftPledge>, 'branch'>

/** What a member writes, as it is kept. */
const shapeOf = (
  { list, item, words, whom, rhythm, from, until }: Shape,
  { item: taken, activity }: { item?: Item | undefined; activity?: { _id: string; title: string } | undefined },
) => ({
  list: taken?.list ?? list,
  ...(activity ? { activity: { id: activity._id, title: activity.title } } : {}),
  ...(item === undefined ? {} : { item }),
  span: { from, until },
  versions: [{ from, words, whom, rhythm }],
})

/** @throws Refusal why something cannot be promised so */
function mustBeGood(
  { from, until, rhythm }: Pick<Shape, 'from' | 'until' | 'rhythm'>,
  today: CalendarDate,
  refuse: (code: Extract<WhyNotShape, ReturnType<typeof whyNotPromise>>) => Error,
): void {
  const why = whyNotPromise({ span: { from, until }, rhythm }, today)
  if (why) throw refuse(why)
}

/** The item that is to be taken, and the activity that it goes with, if there are. */
const itemOf = ({ item, activity }: Pick<Shape, 'item' | 'activity'>) => ({
  ...(item === undefined ? {} : { item: maybe(items, item) }),
  ...(activity === undefined ? {} : { activity: activityNamed(activity) }),
})

/** @throws Refusal when there is no such item, or a branch has nothing to do with it */
function mustConcern(
  { item: id, activity: named }: Pick<Shape, 'item' | 'activity'>,
  { item, activity }: { item?: Item | undefined; activity?: object | undefined },
  branch: string,
  refuse: (code: 'NO_SUCH_ITEM' | 'ITEM_OF_OTHERS' | 'NO_SUCH_ACTIVITY') => Error,
): void {
  if (named !== undefined && !activity) throw refuse('NO_SUCH_ACTIVITY')
  if (id === undefined) return
  if (!item) throw refuse('NO_SUCH_ITEM')
  if (!concerns(item.place, branch)) throw refuse('ITEM_OF_OTHERS')
}

export const draftPledge = action(contract.draftPledge, {
  load: ({ input, caller }) => ({
    ...itemOf(input),
    branch: one(regions, input.branch, 'NO_SUCH_BRANCH'),
    me: maybe(members, caller, { fields: { name: 1, fullName: 1, shownAs: 1 } }),
  }),
  run: async ({ input: { branch: place, ...shape }, caller, key, now, loaded, refuse }) => {
    const { branch, me } = loaded
    mustBeGood(shape, dateOf(now), refuse)
    mustConcern(shape, loaded, place, refuse)
    const draft: Pledge = {
      _id: signsOf([caller, key], 12),
      madeAt: now,
      member: caller,
      by: shownName(me ?? {}),
      place,
      branch: `${branch.name}党支部`,
      state: 'draft',
      ...shapeOf(shape, loaded),
      ...{ pauses: [], called: [], facts: [], thanks: 0, thankers: [] },
      steps: [stepOf('draft', caller, key, now)],
      rev: 0,
    }
    if (await addOnce(pledges, draft)) return pledgeView(draft, now)
    const [there] = await find(pledges, { where: { _id: draft._id }, sort: [], limit: 1 })
    return pledgeView(there ?? draft, now)
  },
})

const pledgeOf = ({ input }: { input: { pledge: string } }) => ({
  pledge: one(pledges, input.pledge, 'NO_SUCH_PLEDGE'),
})

const isDraft = ({ state }: Pledge): boolean => state === 'draft' || state === 'returned'

/** @throws Refusal unless this is the caller's own */
function mustBeOwn({ member }: Pledge, caller: string, refuse: (code: 'NOT_YOURS') => Error): void {
  if (member !== caller) throw refuse('NOT_YOURS')
}

export const writePledge = action(contract.writePledge, {
  load: ({ input }) => ({ ...itemOf(input), ...pledgeOf({ input }) }),
  run: async ({ input: { pledge: _, rev, ...shape }, caller, key, now, loaded: { pledge, ...about }, refuse }) => {
    mustBeOwn(pledge, caller, refuse)
    mustConcern(shape, about, pledge.place, refuse)
    const after = await changePledge(
      pledge,
      stepOf('write', caller, key, now),
      (pledge) => {
        if (!isDraft(pledge)) throw refuse('NOT_A_DRAFT')
        if (pledge.rev !== rev) throw refuse('PLEDGE_CHANGED')
        mustBeGood(shape, dateOf(now), refuse)
        const unset = (['item', 'activity'] as const).filter((name) => shape[name] === undefined)
        return { set: shapeOf(shape, about), unset }
      },
      () => refuse('PLEDGE_CHANGED'),
    )
    if (pledge.item !== after.item) await leaveItem(pledge)
    return pledgeView(after, now)
  },
})

export const dropPledge = action(contract.dropPledge, {
  load: ({ input }) => ({ pledge: maybe(pledges, input.pledge) }),
  run: async ({ caller, now, loaded: { pledge }, refuse }) => {
    // What this tap dropped before is not there any more.
    if (pledge) {
      mustBeOwn(pledge, caller, refuse)
      if (!isDraft(pledge)) throw refuse('NOT_A_DRAFT')
      // First what it holds: where the call dies in between, it is still there to be dropped again, or submitted.
      await Promise.all([leaveYear(pledge), leaveItem(pledge)])
      if (await removeIf(pledges, pledge._id, { rev: pledge.rev })) return { dropped: true as const }
      const [there] = await find(pledges, { where: { _id: pledge._id }, sort: [], limit: 1, fields: { _id: true } })
      if (there) {
        await Promise.all([takeYear(pledge), takeItem(pledge, now)])
        throw refuse('NOT_A_DRAFT')
      }
    }
    return { dropped: true as const }
  },
})

export const submitPledge = action(contract.submitPledge, {
  load: pledgeOf,
  run: async ({ caller, key, now, loaded: { pledge }, refuse }) => {
    mustBeOwn(pledge, caller, refuse)
    const [said] = pledge.versions
    if (!wasDone(pledge, key)) {
      if (!stateAfter(pledge, 'submit')) throw refuse('NOT_A_DRAFT')
      await checkWords(caller, `${said?.words ?? ''}\n${said?.whom ?? ''}`, 'forum')
      if (!(await takeYear(pledge))) throw refuse('TOO_MANY_PLEDGES')
      const wrong = await takeItem(pledge, now)
      if (wrong) throw refuse(wrong)
    }
    const after = await changePledge(
      pledge,
      stepOf('submit', caller, key, now),
      (pledge) => {
        const state = stateAfter(pledge, 'submit')
        if (!state) throw refuse('NOT_A_DRAFT')
        const why = whyNotPromise({ span: pledge.span, rhythm: said?.rhythm ?? [] }, dateOf(now))
        if (why === 'STARTS_PAST' || why === 'NEVER_DUE') throw refuse(why)
        return { set: { state, submittedAt: now } }
      },
      () => refuse('PLEDGE_CHANGED'),
    )
    return pledgeView(after, now)
  },
})

const minePerPage = 20
const Position = v.strictObject({ before: Instant })

export const mine = action(contract.mine, {
  load: ({ input: { cursor }, caller }) => ({
    found: many(pledges, {
      match: {
        member: caller,
        ...(cursor === undefined ? {} : { madeAt: { $lt: new Date(readCursor(Position, cursor).before) } }),
      },
      sort: { madeAt: -1 },
      limit: minePerPage + 1,
    }),
    asked: many(pledges, { match: { 'handing.to': caller, _id: { $gt: '' } }, sort: { _id: 1 }, limit: minePerPage }),
  }),
  run: async ({ input, now, loaded: { found, asked } }) => {
    const shown = found.slice(0, minePerPage)
    const rounds = await roundsAbout(shown)
    const last = found.length > minePerPage ? shown.at(-1) : undefined
    const today = dateOf(now)
    const offered = input.cursor === undefined ? asked.filter(({ state }) => isRunning(state)) : []
    return {
      today,
      offered: offered.map((each) => offerView(each, today)),
      items: shown.map((each) => pledgeView(each, now, rounds)),
      ...(last ? { cursor: writeCursor({ before: last.madeAt.toISOString() }) } : {}),
    }
  },
})
