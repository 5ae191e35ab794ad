import { claim, command, find } from '../../shared/database'
import { newId } from '../../shared/ids'
import { leftName, type Shelf } from '../../shared/person'
import { draws, type DrawRound } from '../documents'

const roundsPerStep = 20

const roundsOf = (openid: string, after?: string) =>
  find(draws, {
    where: { 'entries.vendor': openid, ...(after === undefined ? {} : { _id: command.lt(after) }) },
    sort: [['_id', 'desc']],
    limit: roundsPerStep,
  })

/** What one vendor entered for, the latest round first. */
export const entered: Shelf = {
  title: '报名的摇号',
  read: async (openid, after) => {
    const found = await roundsOf(openid, after)
    const rows = found.flatMap((round) =>
      round.entries
        .filter(({ vendor }) => vendor === openid)
        .map(({ name, choices, at, out }) => ({
          夜市: round.marketName,
          日期: round.date,
          轮次: round.number,
          摊名: name,
          想要的摊位: choices,
          报名时间: at.toISOString(),
          已撤回: out === true,
        })),
    )
    const last = found.length === roundsPerStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last._id } : {}) }
  },
}

/** An entry goes while its list is not public yet; after that, the list stands by public ids, and who it was goes. */
async function forgetEntry({ _id, state }: DrawRound, openid: string): Promise<void> {
  const gone = { entries: command.pull({ vendor: openid }), changes: command.inc(1) }
  const mine = { 'entries.vendor': openid }
  if (state === 'open' && (await claim(draws, _id, { ...mine, state }, gone))) return
  await claim(draws, _id, mine, { 'entries.$.vendor': `left-${newId()}`, 'entries.$.name': leftName })
}

/** Lets go of somebody in some of their rounds; returns in how many, 0 once they are in none. */
export async function forgetEntries(openid: string): Promise<number> {
  const rounds = await roundsOf(openid)
  for (const round of rounds) await forgetEntry(round, openid)
  return rounds.length
}
