import { claim, command, find, removeAll } from '../shared/database'
import { newId } from '../shared/ids'
import { leftName, type Holdings, type Shelf } from '../shared/person'
import { forgetLed, led } from './activity/holdings'
import { openAppeals } from './attendance/places'
import { certified, forgetCertificates } from './certificate/holdings'
import { shifts, volunteers, type Holder, type Shift } from './documents'
import { booked, forgetHours } from './hours/holdings'
import { papers, profile } from './profile/holdings'
import { busyMarks } from './shift/rules'
import { entryOf } from './sign-up/taking'
import { signUpView } from './sign-up/views'
import { forgetInTeams, inTeams } from './team/holdings'
import { askedFor, claimedWishes, forgetWishes } from './wish/holdings'

const shiftsPerStep = 20

/** Shifts that hold this person, the latest first. */
const shiftsWith = (list: 'people' | 'left.person', openid: string, after?: string) =>
  find(shifts, {
    where: { [list]: openid, ...(after === undefined ? {} : { _id: command.lt(after) }) },
    sort: [['_id', 'desc']],
    limit: shiftsPerStep,
  })

const states = {
  confirmed: '已报名',
  offered: '待确认',
  waiting: '候补',
  applied: '待审核',
  cancelled: '已取消',
  served: '已到场',
  missed: '没到场',
} as const
type Kept = keyof typeof states

/** What was noted of somebody’s place, in their words. */
const attended = ({ came, went, missed }: Pick<Holder, 'came' | 'went' | 'missed'>) => ({
  ...(came ? { 到场: came.at.toISOString() } : {}),
  ...(went ? { 离开: went.at.toISOString(), 分钟: went.minutes } : {}),
  ...(missed ? { 记没到场: missed.at.toISOString() } : {}),
  ...(missed?.appeal ? { 申诉: missed.appeal.words } : {}),
})

const served: Shelf = {
  title: '报过的班次',
  read: async (openid, after) => {
    const found = await shiftsWith('people', openid, after)
    const rows = found.flatMap((shift) => {
      const entry = entryOf(shift, openid)
      if (!entry) return []
      const { state, role } = signUpView(shift, entry, shift.endsAt)
      const { title, where, startsAt, endsAt } = shift
      return [
        {
          活动: title,
          地点: where.name,
          开始: startsAt.toISOString(),
          结束: endsAt.toISOString(),
          岗位: role,
          状态: states[state as Kept],
          ...(entry.as === 'place' ? attended(entry.holder) : {}),
        },
      ]
    })
    const last = found.length === shiftsPerStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last._id } : {}) }
  },
}

/** A place without what was noted of an absence, and said about it. */
const withoutMissed = ({ missed: _, ...holder }: Holder): Holder => holder

/** A place to come is free again; one that was served stays on record, without who served. */
async function forgetIn(shift: Shift, openid: string, now: Date): Promise<void> {
  const others = <T extends { person: string }>(list: readonly T[]): T[] =>
    list.filter(({ person }) => person !== openid)
  const left = { person: `left-${newId()}`, name: leftName }
  const marks = busyMarks(openid, shift)
  const roles = shift.roles.map((role) => ({
    ...role,
    holders:
      shift.endsAt > now
        ? others(role.holders)
        : role.holders.map((each) => (each.person === openid ? { ...withoutMissed(each), ...left } : each)),
  }))
  const noAppeal = openAppeals({ roles }) === 0 ? { appeals: command.remove() } : {}
  await claim(
    shifts,
    shift._id,
    { rev: shift.rev },
    {
      roles,
      waiting: others(shift.waiting),
      applied: others(shift.applied),
      left: others(shift.left),
      people: shift.people.filter((person) => person !== openid),
      missed: command.pull(openid),
      ...noAppeal,
      busy: shift.busy.filter((each) => !marks.includes(each)),
      ...(shift.endsAt > now ? { due: command.min(now) } : {}),
      rev: command.inc(1),
    },
  )
}

/** What is kept about a volunteer. */
export const holdings: Holdings = {
  shelves: [profile, papers, inTeams, led, served, askedFor, claimedWishes, booked, certified],
  forget: async (openid, now) => {
    const found = [...(await shiftsWith('people', openid)), ...(await shiftsWith('left.person', openid))]
    const each = new Map(found.map((shift) => [shift._id, shift]))
    for (const shift of each.values()) await forgetIn(shift, openid, now)
    const leading = await forgetLed(openid)
    const hours = (await forgetHours(openid)) + (await forgetCertificates(openid))
    const teams = await forgetInTeams(openid, now)
    const wishes = await forgetWishes(openid, now)
    return each.size + leading + hours + teams + wishes + (await removeAll(volunteers, [openid])) === 0
  },
}
