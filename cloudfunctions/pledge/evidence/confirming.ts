import { one } from '../../shared/load'
import { notice } from '../../shared/notify'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { pledges, type Pledge, type PledgeFact } from '../documents'
import { isPublic, isTheirs } from '../promise/rules'
import { changePledge, stepOf } from '../promise/saving'
import { evidence as contract } from './contract'
import { saidIn } from './views'

/** The evidence that a code is of; everybody may see it, whether or not somebody looked at it. */
function factOf(pledge: Pledge | undefined, code: string): { pledge: Pledge; fact: PledgeFact } | undefined {
  if (!pledge || !isPublic(pledge.state)) return undefined
  const fact = pledge.facts.find((each) => each.code === code && each.state !== 'back')
  return fact && { pledge, fact }
}

const byCode = ({ input }: { input: { pledge: string } }) => ({ pledge: one(pledges, input.pledge, 'NO_SUCH_CODE') })

export const askConfirm = action(contract.askConfirm, {
  load: byCode,
  run: ({ input: { code }, caller, now, loaded, refuse }) => {
    const found = factOf(loaded.pledge, code)
    if (!found) throw refuse('NO_SUCH_CODE')
    const { pledge, fact } = found
    return {
      by: pledge.by,
      ...saidIn(pledge, dateOf(now)),
      due: fact.occurrence.slice(0, 10),
      shown: fact.words,
      at: fact.at.toISOString(),
      confirmed: fact.confirmed !== undefined,
      ...(isTheirs(pledge, caller) ? { own: true as const } : {}),
    }
  },
})

export const confirmDone = action(contract.confirmDone, {
  load: byCode,
  run: async ({ input: { code }, caller, key, now, loaded, refuse }) => {
    if (isTheirs(loaded.pledge, caller)) throw refuse('OWN_PLEDGE')
    const confirmed = { by: actorOf(caller), at: now, key }
    await changePledge(
      loaded.pledge,
      stepOf('confirm', caller, key, now),
      (pledge) => {
        const found = factOf(pledge, code)
        if (!found) throw refuse('NO_SUCH_CODE')
        if (found.fact.confirmed) throw refuse('ALREADY_CONFIRMED')
        const facts = pledge.facts.map((each) => (each.id === found.fact.id ? { ...each, confirmed } : each))
        return { set: { facts }, told: [thanked(pledge, found.fact, now, key)] }
      },
      () => refuse('PLEDGE_CHANGED'),
    )
    return { confirmed: true as const }
  },
})

const thanked = ({ _id, member }: Pledge, { occurrence }: PledgeFact, at: Date, cause: string) =>
  notice({
    to: member,
    kind: 'pledge',
    title: '对方确认您做到了',
    words: `${occurrence.slice(0, 10)} 这一次，对方点了确认`,
    state: '已确认',
    opens: `/pledge/mine?pledge=${_id}`,
    at,
    cause,
  })
