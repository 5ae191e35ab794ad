import { command, find } from '../../shared/database'
import { draws, nights, type DrawRound, type Night } from '../documents'
import type { Tender } from '../night/tending'
import { cancelledRound } from './cancelling'
import { freeze } from './freezing'
import { finish, makeVoid, openRound } from './rounds'
import { roundState } from './rules'

/** Opens the rounds of a night's draw. */
export const drawOpening: Tender = {
  tend: async (night, now) => {
    const { draw } = night
    if (draw && draw.over !== true && night.cancelled === undefined && draw.times.opensAt <= now)
      await openRound(night, draw)
    return false
  },
  due: ({ draw }) => (draw && draw.over !== true ? [draw.times.opensAt] : []),
}

const roundsPerRun = 20

/** Does what is due at rounds: a window that ended, a number that did not come, an outcome that a dead call left. */
export async function tendDraws(now: Date): Promise<{ drawsTended: number }> {
  const due = await find(draws, { where: { due: command.lte(now) }, sort: [['due', 'asc']], limit: roundsPerRun })
  for (const round of due)
    try {
      const [night] = await find(nights, { where: { _id: round.night }, sort: [], limit: 1 })
      if (!night) throw new Error(`the night ${round.night} is gone`)
      await tend(night, round, now)
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', tend: round._id, error: String(error) }))
    }
  return { drawsTended: due.length }
}

async function tend(night: Night, round: DrawRound, now: Date): Promise<void> {
  const state = roundState(round, now)
  const undecided = round.state === 'open' || round.state === 'frozen'
  if (undecided && night.cancelled !== undefined) await makeVoid(night, round, cancelledRound(night), now)
  else if (state === 'freezing') await freeze(round, night, now)
  else if (state === 'late') await makeVoid(night, round, { reason: '到时间没有录入公共数字', key: 'late' }, now)
  else if (state === 'drawn' || state === 'void') await finish(night, round, now)
}
