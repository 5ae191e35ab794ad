import { claim, command, find, untilClaimed } from '../../shared/database'
import { members, regions, type AdminMove, type Region } from '../../shared/documents'
import type { Place } from '../../shared/region'
import { changeRole } from '../../shared/role-change'
import { actorOf } from '../../shared/seal'
import { whyNotLeave } from './rules'
import { noticeOf } from './told'

/*
 * A district's admins are listed in the district's own document, so that who may go is decided by ONE write on it: two
 * admins who dismiss each other at the same moment cannot both succeed. Everybody on the list holds the role: a coming
 * admin is listed after their own document has the role, a leaving one is off the list before it loses it. What was
 * decided and is not yet written there stands among the moves, and the timer carries out what a crash left.
 */

/** Whether this role at this place is one whose last holder must stay. */
export const isGuarded = (role: string, { kind }: Region): boolean => role === 'admin' && kind === 'district'

/**
 * Decides a district admin's coming or going, and carries it out.
 * @param check throws when the district's present list forbids it
 * @returns false when the list changed before each of several attempts
 */
export async function moveAdmin(
  district: Region,
  move: AdminMove,
  check: (district: Region) => void,
): Promise<boolean> {
  const decided = await untilClaimed(regions, district, async (district) => {
    if (district.moves?.some(({ key }) => key === move.key) === true) return true
    check(district)
    return (await claimMove(district, move)) || null
  })
  if (decided === null) return false
  await carryOut(district, move)
  return true
}

/** The decision: nobody moves these two just now; who decides is an admin still; who leaves is not the last. */
function claimMove({ _id, admins = [] }: Region, move: AdminMove): Promise<boolean> {
  const { change, person, mover } = move
  const moves = command.push({ each: [move] })
  const still = { 'moves.person': command.nin([person, mover]), admins: command.all([mover]) }
  if (change === 'revoked' && admins.includes(person)) {
    const notTheLast = { admins: command.all([person, mover]), 'admins.1': command.exists(true) }
    return claim(regions, _id, { ...still, ...notTheLast }, { admins: command.pull(person), moves })
  }
  const notListed = { admins: command.and([command.all([mover]), command.nin([person])]) }
  return claim(regions, _id, { ...still, ...notListed }, { moves })
}

/** Writes a decided move to the person's document and then closes it; whoever comes second finds it done. */
async function carryOut({ _id, name }: Region, { person, mover: _, ...change }: AdminMove): Promise<void> {
  const [member] = await find(members, { where: { _id: person }, sort: [], limit: 1 })
  if (member) await changeRole(member, change, [noticeOf(person, change, name)], () => undefined)
  const listed = member && change.change === 'granted' ? { admins: command.push({ each: [person] }) } : {}
  await claim(
    regions,
    _id,
    { 'moves.key': command.in([change.key]) },
    { moves: command.pull({ key: change.key }), ...listed },
  )
}

const districtsPerRun = 20

/** Carries out what was decided before a call died. */
export async function finishMoves(): Promise<{ moves: number }> {
  const districts = await find(regions, {
    where: { 'moves.key': command.gt('') },
    sort: [['moves.key', 'asc']],
    limit: districtsPerRun,
  })
  const open = districts.flatMap((district) => (district.moves ?? []).map((move) => ({ district, move })))
  for (const { district, move } of open) await carryOut(district, move)
  return { moves: open.length }
}

/**
 * Lets a district's admin go by themselves, because they leave altogether.
 * @throws what `refuse` makes of why they may not
 */
export async function layDown(
  leaving: { key: string; place: Place; person: string; now: Date },
  refuse: (code: 'LAST_ADMIN' | 'ROLE_CHANGING') => Error,
): Promise<void> {
  const { key, place, person, now } = leaving
  const [district] = await find(regions, { where: { _id: place }, sort: [], limit: 1 })
  if (district?.admins?.includes(person) !== true) return
  const how = { change: 'revoked', as: 'admin', by: actorOf(person), at: now, reason: '注销' } as const
  const move: AdminMove = { ...how, key, role: 'admin', place, person, mover: person }
  const gone = await moveAdmin(district, move, ({ admins = [] }) => {
    const why = whyNotLeave(admins, person)
    if (why) throw refuse(why)
  })
  if (!gone) throw refuse('ROLE_CHANGING')
}
