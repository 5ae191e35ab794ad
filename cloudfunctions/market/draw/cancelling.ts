import { find, untilClaimed } from '../../shared/database'
import { draws, type DrawEntry, type DrawRound, type Night } from '../documents'
import { makeVoid, type Voiding } from './rounds'

/** Why the round of a night that does not take place is void. */
export const cancelledRound = ({ cancelled = '' }: Pick<Night, 'cancelled'>): Voiding => ({
  reason: cancelled,
  key: 'cancelled',
})

const isUndecided = ({ state }: DrawRound): boolean => state === 'open' || state === 'frozen'

/**
 * Ends the draw of a night that was cancelled: nobody takes part from here on. Safe to repeat.
 * @returns those who took part, or would again
 */
export async function endDraw(night: Night, now: Date): Promise<DrawEntry[]> {
  if (!night.draw || night.cancelled === undefined) return []
  // A round that is to be drawn again has the entries of the one before, until it is opened.
  const [latest] = await find(draws, { where: { night: night._id }, sort: [['number', 'desc']], limit: 1 })
  if (!latest) return []
  const ended = await untilClaimed(draws, latest, async (round) =>
    isUndecided(round) ? (await makeVoid(night, round, cancelledRound(night), now)) && round : round,
  )
  if (!ended) throw new Error(`others changed ${latest._id} at each attempt to end it`)
  const overBefore = night.draw.over === true && ended.voided?.key !== 'cancelled'
  return overBefore ? [] : ended.entries.filter(({ out }) => !out)
}
