import type { Input } from '../../shared/contract'
import { addOnce, command, find } from '../../shared/database'
import { members, regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { holds } from '../../shared/roles'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { shownName } from '../../member/profile/rules'
import { activities, shifts, type Activity, type Planned, type RoleShape } from '../documents'
import { idAt } from '../shift/rules'
import { cancelOne } from './carrying'
import { activityAndShifts, change } from './changing'
import { activity as contract } from './contract'
import { activityState, isOver, newOnes, seriesOf, weekAfter, whyNotAdd, whyNotReshape } from './rules'
import { wasDone } from './saving'
import { activityView, type CountedShift } from './views'

type Shape = Omit<Input<typeof contract.makeActivity>, 'place'>

/** The part of an activity that its organiser writes. */
const shapeOf = ({ where, latitude, longitude, roles, ...rest }: Shape) => ({
  ...rest,
  where: { name: where, latitude, longitude },
  roles: roles.map(({ name, min, max, skill, paper }): RoleShape => ({
    name,
    min,
    max,
    ...(skill === undefined ? {} : { skill }),
    ...(paper === undefined ? {} : { paper }),
  })),
})

/** The words that others will read. */
const wordsOf = ({ title, words, where, roles }: Shape): string =>
  [title, words, where, ...roles.map(({ name }) => name)].join('\n')

export const makeActivity = action(contract.makeActivity, {
  load: ({ input }) => ({ region: one(regions, input.place, 'NO_SUCH_PLACE') }),
  run: async ({ input: { place, ...shape }, caller, key, now, loaded: { region }, refuse }) => {
    if (region.retired) throw refuse('PLACE_RETIRED')
    await checkWords(caller, wordsOf(shape), 'forum')
    const made: Activity = {
      _id: signsOf([caller, key], 10),
      ...shapeOf(shape),
      place,
      places: [place, ...placesAbove(place)],
      organiser: region.name,
      times: [],
      madeAt: now,
      steps: [{ what: 'made', by: actorOf(caller), at: now, key }],
      rev: 0,
    }
    if (await addOnce(activities, made)) return activityView(made, [], now)
    const [there] = await find(activities, { where: { _id: made._id }, sort: [], limit: 1 })
    return activityView(there ?? made, [], now)
  },
})

/** Throws unless an activity may still be changed. */
function mustGoOn(activity: Activity, now: Date, refuse: (code: 'ACTIVITY_OVER') => Error): void {
  if (isOver(activityState(activity, now))) throw refuse('ACTIVITY_OVER')
}

/** How many are in a role or wait for it, in the shift where they are most. */
const takenIn =
  (counted: readonly CountedShift[], { roles }: Activity) =>
  (role: string): number => {
    const index = roles.findIndex(({ name }) => name === role)
    return Math.max(0, ...counted.map((shift) => shift.roles[index]?.holders.length ?? 0))
  }

export const changeActivity = action(contract.changeActivity, {
  load: activityAndShifts,
  run: async ({ input: { activity: _, rev, ...shape }, caller, key, now, loaded: { activity, counted }, refuse }) => {
    if (!wasDone(activity, key)) await checkWords(caller, wordsOf(shape), 'forum')
    return change({
      ...{ activity, counted, what: 'changed', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        mustGoOn(activity, now, refuse)
        if (activity.rev !== rev) throw refuse('ACTIVITY_CHANGED')
        const set = shapeOf(shape)
        const why = activity.published && whyNotReshape(activity.roles, set.roles, takenIn(counted, activity))
        if (why) throw refuse(why)
        return set
      },
    })
  },
})

export const setLeader = action(contract.setLeader, {
  load: activityAndShifts,
  run: async ({ input, caller, key, now, loaded: { activity, counted }, refuse }) => {
    const [person] = await find(members, {
      where: { 'code.text': input.person, 'code.ends': command.gt(now) },
      sort: [],
      limit: 1,
    })
    if (!person && !wasDone(activity, key)) throw refuse('NO_SUCH_CODE')
    return change({
      ...{ activity, counted, what: 'leader', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        mustGoOn(activity, now, refuse)
        if (!person) throw refuse('NO_SUCH_CODE')
        if (!holds(person.roles, 'volunteer')) throw refuse('NOT_A_VOLUNTEER')
        return { leader: person._id, leaderName: shownName(person) }
      },
    })
  },
})

/** Shifts as they are planned, each with an id that follows from the activity and its start. */
const planned = (activity: Activity, times: readonly { startsAt: Date; endsAt: Date }[]): Planned[] =>
  times.map(({ startsAt, endsAt }) => {
    const at = idAt(startsAt)
    return { shift: `${at}-${signsOf([activity._id, at], 6)}`, startsAt, endsAt }
  })

/** An activity's plan with more shifts, the soonest first. */
const withTimes = (activity: Activity, added: readonly { startsAt: Date; endsAt: Date }[]) => ({
  times: [...activity.times, ...planned(activity, newOnes(activity.times, added))].sort(
    (one, other) => +one.startsAt - +other.startsAt,
  ),
})

export const addShifts = action(contract.addShifts, {
  load: activityAndShifts,
  run: ({ input, caller, key, now, loaded: { activity, counted }, refuse }) =>
    change({
      ...{ activity, counted, what: 'planned', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        mustGoOn(activity, now, refuse)
        const added = seriesOf(input)
        const why = whyNotAdd(activity.times, added, now)
        if (why) throw refuse(why)
        return withTimes(activity, added)
      },
    }),
})

export const copyWeek = action(contract.copyWeek, {
  load: activityAndShifts,
  run: ({ input, caller, key, now, loaded: { activity, counted }, refuse }) =>
    change({
      ...{ activity, counted, what: 'planned', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        mustGoOn(activity, now, refuse)
        const added = weekAfter(activity.times, input.monday)
        const why = whyNotAdd(activity.times, added, now)
        if (why && why !== 'TIMES_ODD' && why !== 'TIMES_WRONG') throw refuse(why)
        return withTimes(activity, added)
      },
    }),
})

export const dropShift = action(contract.dropShift, {
  load: activityAndShifts,
  run: ({ input, caller, key, now, loaded: { activity, counted }, refuse }) =>
    change({
      ...{ activity, counted, what: 'dropped', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        if (activity.published) throw refuse('PUBLISHED')
        if (!activity.times.some(({ shift }) => shift === input.shift)) throw refuse('NO_SUCH_SHIFT')
        return { times: activity.times.filter(({ shift }) => shift !== input.shift) }
      },
    }),
})

export const publishActivity = action(contract.publishActivity, {
  load: activityAndShifts,
  run: ({ caller, key, now, loaded: { activity, counted }, refuse }) =>
    change({
      ...{ activity, counted, what: 'published', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        mustGoOn(activity, now, refuse)
        if (activity.times.length === 0) throw refuse('NO_SHIFTS')
        if (activity.times.every(({ startsAt }) => startsAt <= now)) throw refuse('SHIFTS_PAST')
        return { published: activity.published ?? now }
      },
    }),
})

export const cancelActivity = action(contract.cancelActivity, {
  load: activityAndShifts,
  run: async ({ input, caller, key, now, loaded: { activity, counted }, refuse }) => {
    if (!wasDone(activity, key)) await checkWords(caller, input.reason, 'forum')
    return change({
      ...{ activity, counted, what: 'cancelled', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        mustGoOn(activity, now, refuse)
        return { cancelled: input.reason }
      },
    })
  },
})

export const settleActivity = action(contract.settleActivity, {
  load: activityAndShifts,
  run: ({ caller, key, now, loaded: { activity, counted }, refuse }) =>
    change({
      ...{ activity, counted, what: 'settled', caller, key, now },
      changed: () => refuse('ACTIVITY_CHANGED'),
      decide: (activity) => {
        if (activityState(activity, now) !== 'ended') throw refuse('NOT_ENDED')
        return { settled: now }
      },
    }),
})

export const cancelShift = action(contract.cancelShift, {
  load: ({ input }) => ({ shift: one(shifts, input.shift, 'NO_SUCH_SHIFT') }),
  run: async ({ input, caller, now, loaded: { shift }, refuse }) => {
    const { cancelled } = shift
    if (cancelled !== undefined) return { shift: shift._id, cancelled }
    if (shift.endsAt <= now) throw refuse('SHIFT_OVER')
    await checkWords(caller, input.reason, 'forum')
    await cancelOne(shift, input.reason, now)
    return { shift: shift._id, cancelled: input.reason }
  },
})

export const openActivity = action(contract.openActivity, {
  load: activityAndShifts,
  run: ({ now, loaded: { activity, counted } }) => activityView(activity, counted, now),
})
