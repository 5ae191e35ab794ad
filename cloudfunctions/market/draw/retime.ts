import { claim, find } from '../../shared/database'
import { draws, type Night } from '../documents'
import { roundId } from './rounds'
import type { DrawTimes } from './rules'

/**
 * Sees to it that a night's round is over when the night begins. Its window and its number stay: the number comes into
 * the world when it comes, and a list that is frozen after it would be no lot. The round is changed first: if the night
 * then keeps its start, the round is only drawn sooner than it had to be.
 * @returns the round's instants, if they changed; `frozen` where people go by those that were published with the list
 */
export async function drawBefore({ _id, draw }: Night, startsAt: Date): Promise<DrawTimes | 'frozen' | undefined> {
  if (!draw || draw.over === true || draw.times.revealBy <= startsAt) return undefined
  const id = roundId(_id, draw.round)
  if (!(await claim(draws, id, { state: 'open' }, { 'times.revealBy': startsAt }))) {
    const [round] = await find(draws, { where: { _id: id }, sort: [], limit: 1, fields: { state: true } })
    if (round && round.state !== 'open') return 'frozen'
  }
  return { ...draw.times, revealBy: startsAt }
}
