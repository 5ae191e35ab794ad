import { addOnce, claim, command, find } from '../../shared/database'
import { pledgeYears, type Pledge } from '../documents'
import { perYear } from './rules'

/** The year that a pledge counts for: that of its first day. */
const yearOf = ({ member, span }: Pledge): string => `${member}:${span.from.slice(0, 4)}`

/**
 * Takes one of the places that a member has in a year, by ONE write on the year's document; a pledge that has one keeps it.
 * @returns false when all are taken
 */
export async function takeYear(pledge: Pledge): Promise<boolean> {
  const { _id, member } = pledge
  const id = yearOf(pledge)
  const room = { [`pledges.${String(perYear.most - 1)}`]: command.exists(false), pledges: command.nin([_id]) }
  const take = () => claim(pledgeYears, id, room, { pledges: command.push({ each: [_id] }) })
  if (await take()) return true
  if (await addOnce(pledgeYears, { _id: id, member, pledges: [_id] })) return true
  // Somebody opened the year between the two writes, or it is full, or this one has its place.
  if (await take()) return true
  const [year] = await find(pledgeYears, { where: { _id: id }, sort: [], limit: 1 })
  return year?.pledges.includes(_id) === true
}

/** Gives the place of a pledge that was dropped back. */
export const leaveYear = async (pledge: Pledge): Promise<void> => {
  await claim(pledgeYears, yearOf(pledge), { pledges: pledge._id }, { pledges: command.pull(pledge._id) })
}
