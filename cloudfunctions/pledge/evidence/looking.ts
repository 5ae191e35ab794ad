import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { regions } from '../../shared/documents'
import { many, one } from '../../shared/load'
import { notice } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { pledges, type Pledge, type PledgeFact } from '../documents'
import { photosOf } from '../../shared/photos'
import { isRunning, isTheirs } from '../promise/rules'
import { changePledge, stepOf, wasDone } from '../promise/saving'
import { evidence as contract } from './contract'
import { evidenceView, saidIn } from './views'

const pledgeOf = ({ input }: { input: { pledge: string } }) => ({
  pledge: one(pledges, input.pledge, 'NO_SUCH_PLEDGE'),
})

interface Look {
  pledge: Pledge
  fact: string
  event: 'verify' | 'send-back'
  caller: string
  key: string
  now: Date
  hint?: string
  /** @throws Refusal when the pledge as a whole takes it no more */
  check?: (pledge: Pledge) => void
  refuse: (code: 'NO_SUCH_FACT' | 'LOOKED_AT' | 'OWN_PLEDGE' | 'PLEDGE_CHANGED') => Error
}

/** What a member is told of somebody's look at what they showed. */
const told = ({ pledge, now, key, hint }: Look, { occurrence }: PledgeFact) =>
  notice({
    to: pledge.member,
    kind: 'pledge',
    title: hint === undefined ? '有人核实了您做的' : '这一次请补一补',
    words: `${occurrence.slice(0, 10)} ${hint ?? '做到了，大家都看得到'}`,
    state: hint === undefined ? '已核实' : '待补充',
    opens: `/pledge/mine?pledge=${pledge._id}`,
    at: now,
    cause: key,
  })

/** Somebody else looks at what was shown, once for each tap. */
async function look(asked: Look): Promise<{ id: string; state: PledgeFact['state'] }> {
  const { pledge, fact: id, event, caller, key, now, hint, check, refuse } = asked
  if (isTheirs(pledge, caller)) throw refuse('OWN_PLEDGE')
  if (hint !== undefined && !wasDone(pledge, key)) await checkWords(caller, hint, 'forum')
  const state = event === 'verify' ? ('verified' as const) : ('back' as const)
  const after = await changePledge(
    pledge,
    stepOf(event, caller, key, now),
    (pledge) => {
      check?.(pledge)
      const fact = pledge.facts.find((each) => each.id === id)
      if (!fact) throw refuse('NO_SUCH_FACT')
      if (fact.state !== 'shown') throw refuse('LOOKED_AT')
      const checked = { by: actorOf(caller), at: now, key, ...(hint === undefined ? {} : { hint }) }
      const facts = pledge.facts.map((each) => (each.id === id ? { ...each, state, checked } : each))
      return { set: { facts }, told: [told(asked, fact)], ...(event === 'verify' ? { news: 'kept' } : {}) }
    },
    () => refuse('PLEDGE_CHANGED'),
  )
  return { id, state: after.facts.find((each) => each.id === id)?.state ?? state }
}

export const verifyEvidence = action(contract.verifyEvidence, {
  load: pledgeOf,
  run: ({ input: { fact }, caller, key, now, loaded: { pledge }, refuse }) =>
    look({ pledge, fact, event: 'verify', caller, key, now, refuse }),
})

export const sendBack = action(contract.sendBack, {
  load: pledgeOf,
  run: ({ input: { fact, hint }, caller, key, now, loaded: { pledge }, refuse }) =>
    look({
      ...{ pledge, fact, event: 'send-back', caller, key, now, hint, refuse },
      check: ({ state }) => {
        if (!isRunning(state)) throw refuse('NOT_RUNNING')
      },
    }),
})

const pledgesPerPage = 20
const Position = v.strictObject({ at: v.pipe(v.string(), v.maxLength(60)) })

export const listShown = action(contract.listShown, {
  load: ({ input: { branch, cursor } }) => ({
    branch: one(regions, branch, 'NO_SUCH_BRANCH'),
    found: many(pledges, {
      match: { place: branch, shownKey: { $gt: cursor === undefined ? '' : readCursor(Position, cursor).at } },
      sort: { shownKey: 1 },
      limit: pledgesPerPage + 1,
    }),
  }),
  run: async ({ caller, now, loaded: { found } }) => {
    const page = found.slice(0, pledgesPerPage)
    const waits = page.map((pledge) => ({ pledge, shown: pledge.facts.filter(({ state }) => state === 'shown') }))
    const known = await photosOf(waits.flatMap(({ shown }) => shown.flatMap(({ photos }) => photos)))
    const last = found.length > pledgesPerPage ? page.at(-1)?.shownKey : undefined
    return {
      items: waits.map(({ pledge, shown }) => ({
        ...{ pledge: pledge._id, by: pledge.by },
        ...saidIn(pledge, dateOf(now)),
        shown: shown.map((each) => evidenceView(each, known)),
        ...(isTheirs(pledge, caller) ? { own: true as const } : {}),
      })),
      ...(last === undefined ? {} : { cursor: writeCursor({ at: last }) }),
    }
  },
})
