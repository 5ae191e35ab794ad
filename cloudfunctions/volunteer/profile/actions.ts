import { find, untilClaimed } from '../../shared/database'
import { members, photos, regions, type Member, type RoleChange } from '../../shared/documents'
import { newCode } from '../../shared/ids'
import { many, maybe, one } from '../../shared/load'
import { folderOf } from '../../shared/photos'
import { same, type Grant } from '../../shared/roles'
import { actorOf, seal } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { signedIn } from '../../shared/signed-in'
import { shownName } from '../../member/profile/rules'
import { shifts, volunteers, wishes, type Volunteer } from '../documents'
import { takePhoto } from '../photos'
import { profile as contract, type MyVolunteer } from './contract'
import type { Paper, VolunteerStep } from './documents'
import { whyNotEnroll, withPaper } from './rules'
import { begun, carryRoles, wasDone, writeStep } from './saving'
import { myView } from './views'

const mine = ({ caller }: { caller: string }) => ({
  me: maybe(members, caller),
  mine: maybe(volunteers, caller),
  taken: many(photos, { match: { owner: caller, use: 'proof' }, sort: { at: -1 }, limit: 20 }),
})

const grantsOf = (me: Member | undefined): Grant[] => (me?.roles ?? []).filter(({ role }) => role === 'volunteer')

/** What a place is called; its path where the tree does not know it. */
async function named(place: string): Promise<{ place: string; name: string }> {
  const [region] = await find(regions, { where: { _id: place }, sort: [], limit: 1 })
  return { place, name: region?.name ?? place }
}

/** The registration of somebody who holds the role; begun where it came to them otherwise. */
async function ofHolder(caller: string, me: Member | undefined, mine: Volunteer | undefined, now: Date) {
  const [grant] = grantsOf(me)
  return mine ?? begun(caller, me, await named(grant?.place ?? ''), now)
}

export const myVolunteer = action(contract.myVolunteer, {
  load: mine,
  run: async ({ caller, now, loaded: { me, mine, taken } }) => {
    const { uploads } = await signedIn(caller, me, now)
    const enrolled = isEnrolled(mine, me)
    const view = mine || enrolled ? myView(await ofHolder(caller, me, mine, now), enrolled, taken) : nothing
    return { ...view, today: dateOf(now), folder: folderOf(uploads, 'proof') }
  },
})

const nothing: MyVolunteer = { enrolled: false, skills: [], papers: [] }

/** What a tap changes of its own person's roles. */
const changeBy =
  (caller: string, key: string, now: Date) =>
  (change: RoleChange['change'], { place }: Pick<Grant, 'place'>, index: number): RoleChange => ({
    key: index === 0 ? key : `${key}-${String(index)}`,
    change,
    role: 'volunteer',
    place,
    by: actorOf(caller),
    as: 'volunteer',
    at: now,
  })

/** The roles that somebody will have once all that was decided before is carried out. */
const grantsToBe = (me: Member | undefined, { roleChanges = [] }: Pick<Volunteer, 'roleChanges'>): Grant[] =>
  roleChanges.reduce((grants, { change, role, place }) => {
    const others = grants.filter((each) => !same(each, { role, place }))
    return change === 'granted' ? [...others, { role, place }] : others
  }, grantsOf(me))

/** Whether somebody is a volunteer, also where their roles do not say so yet. */
const isEnrolled = (mine: Volunteer | undefined, me: Member | undefined): boolean =>
  mine ? mine.resigned === undefined && grantsToBe(me, mine).length > 0 : grantsOf(me).length > 0

export const enroll = action(contract.enroll, {
  load: (asked) => ({ region: one(regions, asked.input.community, 'NO_SUCH_PLACE'), ...mine(asked) }),
  run: async ({ caller, key, now, loaded: { region, me, mine, taken }, refuse }) => {
    const why = whyNotEnroll(region)
    if (why) throw refuse(why)
    const person = await signedIn(caller, me, now)
    const at = { place: region.place, name: region.name }
    const saved = await untilClaimed(volunteers, mine ?? begun(caller, me, at, now), (volunteer) => {
      const before = volunteer.rev > 0 && isEnrolled(volunteer, me) ? volunteer.place : undefined
      if (wasDone(volunteer, key) || before === region.place) return Promise.resolve(volunteer)
      const grants = grantsToBe(me, volunteer)
      const make = changeBy(caller, key, now)
      const [grant, left] = [
        { role: 'volunteer' as const, place: region.place },
        grants.find(({ place }) => place === before),
      ]
      const changes = [
        ...(grants.some((each) => same(each, grant)) ? [] : [make('granted', grant, 0)]),
        ...(left ? [make('revoked', left, 1)] : []),
      ]
      return writeStep(
        volunteer,
        { key, event: 'enrolled', at: now },
        {
          ...{ place: region.place, placeName: region.name, name: shownName(me ?? {}), resigned: undefined },
          ...(changes.length === 0 ? {} : { roleChanges: [...(volunteer.roleChanges ?? []), ...changes] }),
        },
      )
    })
    if (!saved) throw new Error('a registration changed all the time')
    await carryRoles(saved, person)
    return myView(saved, saved.resigned === undefined, taken)
  },
})

export const resign = action(contract.resign, {
  load: (asked) => ({
    ...mine(asked),
    toCome: many(shifts, {
      match: { people: asked.caller, endsAt: { $gt: asked.now }, cancelled: { $exists: false } },
      limit: 1,
      fields: { _id: 1 },
    }),
    claimed: many(wishes, {
      match: { 'claim.person': asked.caller, state: 'claimed', 'claim.until': { $gt: asked.now } },
      limit: 1,
      fields: { _id: 1 },
    }),
  }),
  run: async ({ caller, key, now, loaded: { me, mine, taken, toCome, claimed }, refuse }) => {
    if (mine && wasDone(mine, key)) {
      await carryRoles(mine, me)
      return myView(mine, mine.resigned === undefined, taken)
    }
    if (!isEnrolled(mine, me)) throw refuse('NOT_ENROLLED')
    if (toCome.length > 0) throw refuse('SHIFTS_TO_COME')
    if (claimed.length > 0) throw refuse('WISH_CLAIMED')
    const saved = await untilClaimed(volunteers, await ofHolder(caller, me, mine, now), (volunteer) => {
      if (wasDone(volunteer, key)) return Promise.resolve(volunteer)
      const make = changeBy(caller, key, now)
      const changes = grantsToBe(me, volunteer).map((grant, index) => make('revoked', grant, index))
      return writeStep(
        volunteer,
        { key, event: 'resigned', at: now },
        { resigned: now, phone: undefined, roleChanges: [...(volunteer.roleChanges ?? []), ...changes] },
      )
    })
    if (!saved) throw new Error('a registration changed all the time')
    await carryRoles(saved, me)
    return myView(saved, saved.resigned === undefined, taken)
  },
})

/** Writes what a volunteer says of themselves, once for each tap. */
async function say(
  first: Volunteer,
  me: Member | undefined,
  step: VolunteerStep,
  set: (volunteer: Volunteer) => Parameters<typeof writeStep>[2],
): Promise<Volunteer> {
  const saved = await untilClaimed(volunteers, first, (volunteer) =>
    wasDone(volunteer, step.key)
      ? Promise.resolve(volunteer)
      : writeStep(volunteer, step, { ...set(volunteer), name: shownName(me ?? {}) }),
  )
  if (!saved) throw new Error('a registration changed all the time')
  return saved
}

export const setSkills = action(contract.setSkills, {
  load: mine,
  run: async ({ input, caller, key, now, loaded: { me, mine, taken } }) => {
    const skills = [...input.skills].sort()
    const first = await ofHolder(caller, me, mine, now)
    return myView(await say(first, me, { key, event: 'skills', at: now }, () => ({ skills })), true, taken)
  },
})

export const setContact = action(contract.setContact, {
  load: mine,
  run: async ({ input: { phone: number }, caller, key, now, loaded: { me, mine, taken } }) => {
    const phone = number === undefined ? undefined : { sealed: seal(number, caller), last: number.slice(-4) }
    const first = await ofHolder(caller, me, mine, now)
    return myView(await say(first, me, { key, event: 'contact', at: now }, () => ({ phone })), true, taken)
  },
})

export const putPaper = action(contract.putPaper, {
  load: mine,
  run: async ({ input, caller, key, now, loaded: { me, mine, taken }, refuse }) => {
    const { kind, number, until, file } = input
    if (mine && wasDone(mine, key)) return myView(mine, true, taken)
    if (until < dateOf(now)) throw refuse('PAPER_EXPIRED')
    const photo = await takePhoto({ file, owner: caller, me, use: 'proof' }, refuse, now)
    const paper: Paper = {
      id: newCode(10),
      ...{ kind, number: seal(number, caller), last: number.slice(-4), until, photo: photo._id, file, at: now },
    }
    const first = await ofHolder(caller, me, mine, now)
    const saved = await say(first, me, { key, event: 'paper', at: now }, ({ offered }) => ({
      offered: withPaper(offered, paper),
    }))
    return myView(saved, true, [photo, ...taken])
  },
})
