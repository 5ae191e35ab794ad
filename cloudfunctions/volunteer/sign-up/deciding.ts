import * as v from 'valibot'
import { inShape } from '../../shared/collection'
import { readCursor, writeCursor } from '../../shared/cursor'
import { readOne, readTogether, untilDecided } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { one } from '../../shared/load'
import { notice, settle } from '../../shared/notify'
import { checkOnce } from '../../shared/open-api'
import type { Refusal } from '../../shared/refusal'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { shifts, volunteers, type Applicant, type Deed, type Holder, type Leaver, type ShiftRole } from '../documents'
import { busyMarks, takenOf } from '../shift/rules'
import { shiftTime } from '../shift/words'
import { claimApproval, claimRefusal } from './claims'
import { signUp as contract, whyNotTake } from './contract'
import { clearLapsed } from './lapsing'
import { factsOf, fieldsFor, readAbout, shiftFacts, type AboutCaller, type ShiftOfCaller } from './reading'
import { isFree, lapsedOf, whyNotRole, whyNotServe } from './rules'

/** What is read of a shift to decide who of those who asked is taken: all of these, and who was refused. */
const deskFields = { ...fieldsFor(''), applied: 1, left: 1 }

const shiftForDesk = ({ input }: { input: { shift: string } }) => ({
  shift: one(inShape<ShiftOfCaller>(shifts), input.shift, 'NO_SUCH_SHIFT', { fields: deskFields }),
})

async function forDeskAgain(id: string): Promise<ShiftOfCaller | undefined> {
  const [found] = await readOne({ from: shifts.name, match: { _id: id }, limit: 1, fields: deskFields })
  return found as ShiftOfCaller | undefined
}

const perPage = 50

const Position = v.strictObject({ from: v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number)) })

/** What those who asked can do, and the hours at which they are in other shifts; in one request, of nobody none. */
async function aboutApplicants(shift: ShiftOfCaller, applicants: readonly Applicant[]) {
  if (applicants.length === 0) return { profiles: [], busy: new Set<string>() }
  const people = applicants.map(({ person }) => person)
  const marks = people.flatMap((person) => busyMarks(person, shift))
  const found = await readTogether({
    anchor: { from: shifts.name, match: { _id: shift._id }, fields: { _id: 1 } },
    others: {
      profiles: {
        from: volunteers.name,
        match: { _id: { $in: people } },
        limit: people.length,
        fields: { skills: 1, 'papers.kind': 1, 'papers.until': 1 },
      },
      clashing: {
        from: shifts.name,
        match: { busy: { $in: marks } },
        limit: people.length,
        fields: { busy: { $setIntersection: ['$busy', { $literal: marks }] } },
      },
    },
  })
  const clashing = (found?.others['clashing'] ?? []) as { busy: string[] }[]
  return {
    profiles: (found?.others['profiles'] ?? []) as Pick<AboutCaller['profile'] & object, '_id' | 'skills' | 'papers'>[],
    busy: new Set(clashing.flatMap(({ busy }) => busy)),
  }
}

/** The role that somebody asked for; it goes with no change of an activity that it is in use by. */
function roleOf({ roles }: ShiftOfCaller, { role: name }: Applicant): ShiftRole {
  const role = roles.find((each) => each.name === name)
  if (!role) throw new Error(`the role ${name} is gone, though somebody asked for it`)
  return role
}

export const listApplications = action(contract.listApplications, {
  load: shiftForDesk,
  run: async ({ input, now, loaded: { shift } }) => {
    const from = input.cursor === undefined ? 0 : readCursor(Position, input.cursor).from
    const shown = shift.applied.slice(from, from + perPage)
    const { profiles, busy } = await aboutApplicants(shift, shown)
    const items = shown.map((applicant) => {
      const { id, person, name, role, at, team } = applicant
      const { skills = [], papers = [] } = profiles.find(({ _id }) => _id === person) ?? {}
      const clashes = busyMarks(person, shift).some((mark) => busy.has(mark))
      const why = clashes ? 'CLASHES' : whyNotRole(roleOf(shift, applicant), shift, { skills, papers })
      return {
        ...{ applicant: id, name, role, at: at.toISOString(), skills },
        ...(team === undefined ? {} : { team }),
        ...(why ? { whyNot: { code: why, say: whyNotTake[why] } } : {}),
      }
    })
    const more = shift.applied.length > from + perPage
    return {
      title: shift.title,
      starts: shift.startsAt.toISOString(),
      ends: shift.endsAt.toISOString(),
      roles: shift.roles.map((role) => ({ name: role.name, max: role.max, taken: takenOf(role, now) })),
      items,
      ...(more ? { cursor: writeCursor({ from: String(from + perPage) }) } : {}),
    }
  },
})

const toldOf = (shift: ShiftOfCaller, { id, person }: Applicant, reason: string | undefined, at: Date): Notice =>
  notice({
    ...{ to: person, kind: 'volunteer', when: shift.startsAt, opens: `/volunteer/shift?shift=${shift._id}`, at },
    cause: `decide ${id}`,
    ...(reason === undefined
      ? {
          title: '报名通过了',
          words: `${shiftTime(shift)}「${shift.title}」，到${shift.where.name}集合`,
          state: '已报名',
        }
      : { title: '这一班没排上', words: `${shiftTime(shift)}「${shift.title}」：${reason}`, state: '未通过' }),
  })

type Refuse = (code: keyof typeof contract.decideApplication.refusals) => Refusal

/** Gives somebody who asked their place. @returns null when the shift changed meanwhile */
async function take(shift: ShiftOfCaller, applicant: Applicant, deed: Deed, refuse: Refuse) {
  const now = deed.at
  if (lapsedOf(shift, now).length > 0) {
    await clearLapsed(shift, now)
    return null
  }
  const role = roleOf(shift, applicant)
  if (!isFree(shiftFacts(shift), role, now)) throw refuse('ROLE_FULL')
  const { id, person, name, key, team } = applicant
  const me = factsOf(await readAbout(person, now), person, now, shift._id)
  const why = whyNotServe(shift, me, now)?.code ?? whyNotRole(role, shift, me)
  if (why) throw refuse(why)
  const holder: Holder = { id, person, name, key, at: now, decided: deed, ...(team === undefined ? {} : { team }) }
  const told = [toldOf(shift, applicant, undefined, now)]
  const outcome = await claimApproval(shift, role, holder, now, told)
  if (outcome === 'taken') throw refuse('CLASHES')
  if (outcome === 'changed') return null
  await settle(shifts, shift._id, told)
  return 'confirmed' as const
}

/** Says no to somebody who asked. @returns null when the application is gone meanwhile */
async function sendAway(shift: ShiftOfCaller, applicant: Applicant, reason: string, deed: Deed) {
  const { person, role, key } = applicant
  const leaver: Leaver = {
    ...{ person, role, key, leaveKey: deed.key, at: deed.at, was: 'applied', ended: 'refused' },
    ...{ why: reason, by: deed.by },
  }
  const told = [toldOf(shift, applicant, reason, deed.at)]
  if (!(await claimRefusal(shift, applicant, leaver, told))) return null
  await settle(shifts, shift._id, told)
  return 'refused' as const
}

/** What this very decision came to when it came first. */
function decidedBefore({ roles, left }: ShiftOfCaller, id: string, key: string) {
  for (const { name: role, holders } of roles) {
    const held = holders.find((each) => each.id === id && each.decided?.key === key)
    if (held) return { applicant: id, role, state: 'confirmed' as const }
  }
  const gone = left.find(({ leaveKey }) => leaveKey === key)
  return gone && { applicant: id, role: gone.role, state: 'refused' as const }
}

export const decideApplication = action(contract.decideApplication, {
  load: shiftForDesk,
  run: async ({ input, caller, key, now, loaded, refuse }) => {
    const deed: Deed = { by: actorOf(caller), at: now, key }
    const judge = checkOnce(caller, input.reason, 'comment')
    const decided = await untilDecided(loaded.shift, forDeskAgain, async (shift) => {
      const before = decidedBefore(shift, input.applicant, key)
      if (before) return before
      if (shift.cancelled !== undefined) throw refuse('SHIFT_CANCELLED')
      if (shift.endsAt <= now) throw refuse('SHIFT_OVER')
      const applicant = shift.applied.find(({ id }) => id === input.applicant)
      if (!applicant) throw refuse('NO_SUCH_APPLICATION')
      if (applicant.person === caller) throw refuse('NOT_YOURSELF')
      if (!input.take && input.reason === undefined) throw refuse('REASON_MISSING')
      await judge()
      const state = input.take
        ? await take(shift, applicant, deed, refuse)
        : await sendAway(shift, applicant, input.reason ?? '', deed)
      return state && { applicant: applicant.id, role: applicant.role, state }
    })
    if (!decided) throw refuse('NO_SUCH_APPLICATION')
    return decided
  },
})
