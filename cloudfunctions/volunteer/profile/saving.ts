import { addOnce, changeAll, claim, command, find, whole } from '../../shared/database'
import { members, type Member, type RoleChange } from '../../shared/documents'
import { newCode } from '../../shared/ids'
import { changeRole } from '../../shared/role-change'
import { shownName } from '../../member/profile/rules'
import { volunteers, type Volunteer, type VolunteerStep } from './documents'
import { canOf, waitsOf } from './rules'

const stepsKept = 50

/** Whether this tap already did this. */
export const wasDone = ({ steps }: Volunteer, key: string): boolean => steps.some((each) => each.key === key)

/** A registration that is not stored yet: its first step stores it. */
export const begun = (
  openid: string,
  me: Member | undefined,
  { place, name }: { place: string; name: string },
  now: Date,
): Volunteer => ({
  _id: openid,
  id: newCode(10),
  name: shownName(me ?? {}),
  place,
  placeName: name,
  skills: [],
  papers: [],
  offered: [],
  joinedAt: now,
  rev: 0,
  steps: [],
})

/** The lists that a registration stands in, as they follow from it. */
function listed(volunteer: Volunteer) {
  const { place, skills, offered, resigned } = volunteer
  return { can: resigned ? undefined : canOf(place, skills), ...(waitsOf(place, offered) ?? notWaiting) }
}
const notWaiting = { waitsAt: undefined, waitsSince: undefined }

/** A field that is undefined goes. */
function goneOr(set: object): Record<string, unknown> {
  const gone = Object.entries(set).filter(([, value]) => value === undefined)
  return { ...whole(set), ...Object.fromEntries(gone.map(([name]) => [name, command.remove()])) }
}

/** The same, without fields that are undefined. */
const without = (volunteer: object): Volunteer =>
  Object.fromEntries(Object.entries(volunteer).filter(([, value]) => value !== undefined)) as unknown as Volunteer

/**
 * Writes a step of a registration by ONE write, onto exactly the one that it was decided on.
 * @param set what changes; undefined takes a field away
 * @returns the registration after it, or null when it changed meanwhile
 */
export async function writeStep(
  volunteer: Volunteer,
  step: VolunteerStep,
  set: { [K in keyof Volunteer]?: Volunteer[K] | undefined },
  also: Record<string, unknown> = {},
): Promise<Volunteer | null> {
  const { _id, rev, steps } = volunteer
  const changed = without({ ...volunteer, ...set, steps: [...steps, step], rev: rev + 1 })
  const lists = listed(changed)
  const after = without({ ...changed, ...lists })
  if (rev === 0) return (await addOnce(volunteers, after)) ? after : null
  const change = {
    ...goneOr({ ...set, ...lists }),
    ...also,
    steps: command.push({ each: [step], slice: -stepsKept }),
    rev: command.inc(1),
  }
  return (await claim(volunteers, _id, { rev }, change)) ? after : null
}

/** Carries out what a registration changes of its person's roles: each change once, whoever comes second. */
export async function carryRoles({ roleChanges = [] }: Volunteer, person: Member | undefined): Promise<void> {
  if (!person) return
  for (const change of roleChanges) await changeRole(person, change, [], () => undefined)
}

const perRun = 50

/** Carries out what calls that died left, and forgets what is done, for all together. */
export async function finishRoles(): Promise<{ enrolled: number }> {
  const open = await find(volunteers, {
    where: { 'roleChanges.key': command.gt('') },
    sort: [['roleChanges.key', 'asc']],
    limit: perRun,
  })
  if (open.length === 0) return { enrolled: 0 }
  const ids = open.map(({ _id }) => _id)
  const people = await find(members, { where: { _id: command.in(ids) }, sort: [], limit: perRun })
  for (const volunteer of open)
    await carryRoles(
      volunteer,
      people.find(({ _id }) => _id === volunteer._id),
    )
  const keys = open.flatMap(({ roleChanges = [] }) => roleChanges.map(({ key }: RoleChange) => key))
  const done = command.pull({ key: command.in(keys) })
  await changeAll(volunteers, { _id: command.in(ids) }, { roleChanges: done })
  return { enrolled: open.length }
}
