import * as v from 'valibot'
import { Instant } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { regions } from '../../shared/documents'
import { newId } from '../../shared/ids'
import { many, one } from '../../shared/load'
import { notice } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { pledges, type Pledge, type PledgeFact } from '../documents'
import { leaveItem } from '../items/taking'
import { comesUp, isRunning, isTheirs } from '../promise/rules'
import { changePledge, stateAfter, stepOf, wasDone, type Change } from '../promise/saving'
import { pledgeView } from '../promise/views'
import { holdsFrom } from '../rhythm/rules'
import { approval as contract } from './contract'
import { whyNotExcuse, whyNotPause } from './rules'

const pledgeOf = ({ input }: { input: { pledge: string } }) => ({
  pledge: one(pledges, input.pledge, 'NO_SUCH_PLEDGE'),
})

const submittedPerPage = 20
const Position = v.strictObject({ after: Instant })

export const listSubmitted = action(contract.listSubmitted, {
  load: ({ input: { branch, cursor } }) => ({
    branch: one(regions, branch, 'NO_SUCH_BRANCH'),
    found: many(pledges, {
      match: {
        place: branch,
        submittedAt: { $gt: new Date(cursor === undefined ? 0 : readCursor(Position, cursor).after) },
      },
      sort: { submittedAt: 1 },
      limit: submittedPerPage + 1,
    }),
  }),
  run: ({ now, loaded: { found } }) => {
    const shown = found.slice(0, submittedPerPage)
    const last = found.length > submittedPerPage ? shown.at(-1) : undefined
    return {
      items: shown.map((each) => pledgeView(each, now)),
      ...(last?.submittedAt ? { cursor: writeCursor({ after: last.submittedAt.toISOString() }) } : {}),
    }
  },
})

/** What a member is told of a decision about their pledge. */
const told = (pledge: Pledge, title: string, words: string, state: string, at: Date, cause: string) =>
  notice({
    to: pledge.member,
    kind: 'pledge',
    title,
    words,
    state,
    opens: `/pledge/mine?pledge=${pledge._id}`,
    at,
    cause,
  })

interface Decision {
  pledge: Pledge
  event: string
  caller: string
  key: string
  now: Date
  say?: string
  decide: (pledge: Pledge) => Change
  refuse: (code: 'OWN_PLEDGE' | 'PLEDGE_CHANGED') => Error
}

/** Decides about somebody else's pledge, once for each tap. */
async function decideAbout({ pledge, event, caller, key, now, say, decide, refuse }: Decision) {
  if (isTheirs(pledge, caller)) throw refuse('OWN_PLEDGE')
  if (say !== undefined && !wasDone(pledge, key)) await checkWords(caller, say, 'forum')
  const step = stepOf(event, caller, key, now, say)
  return pledgeView(await changePledge(pledge, step, decide, () => refuse('PLEDGE_CHANGED')), now)
}

export const returnPledge = action(contract.returnPledge, {
  load: pledgeOf,
  run: ({ input: { rev, hint }, caller, key, now, loaded: { pledge }, refuse }) =>
    decideAbout({
      ...{ pledge, event: 'return', caller, key, now, say: hint, refuse },
      decide: (pledge) => {
        const state = stateAfter(pledge, 'return')
        if (!state) throw refuse('NOT_SUBMITTED')
        if (pledge.rev !== rev) throw refuse('PLEDGE_CHANGED')
        return {
          set: { state },
          unset: ['submittedAt'],
          told: [told(pledge, '承诺退回来改一改', hint, '待修改', now, key)],
        }
      },
    }),
})

export const approvePledge = action(contract.approvePledge, {
  load: pledgeOf,
  run: ({ input: { rev }, caller, key, now, loaded: { pledge }, refuse }) =>
    decideAbout({
      ...{ pledge, event: 'approve', caller, key, now, refuse },
      decide: (pledge) => {
        const state = stateAfter(pledge, 'approve')
        const shown = state && stateAfter({ ...pledge, state }, 'publish')
        if (!shown) throw refuse('NOT_SUBMITTED')
        if (pledge.rev !== rev) throw refuse('PLEDGE_CHANGED')
        return {
          set: { state: shown, publishedAt: now, due: now },
          unset: ['submittedAt'],
          told: [told(pledge, '承诺定下来了', '已经公示，大家都看得到，一起盯着做好它', '已定诺', now, key)],
        }
      },
    }),
})

/** @throws Refusal unless something can still be shown for it */
function mustRun({ state }: Pledge, refuse: (code: 'NOT_RUNNING') => Error): void {
  if (!isRunning(state)) throw refuse('NOT_RUNNING')
}

export const amendPledge = action(contract.amendPledge, {
  load: pledgeOf,
  run: async ({ input, caller, key, now, loaded: { pledge }, refuse }) => {
    const { rev, words, whom, rhythm, why } = input
    return decideAbout({
      ...{ pledge, event: 'amend', caller, key, now, say: `${why}：${words} ${whom}`, refuse },
      decide: (pledge) => {
        mustRun(pledge, refuse)
        if (pledge.rev !== rev) throw refuse('PLEDGE_CHANGED')
        const { versions, span } = pledge
        const latest = versions[versions.length - 1]
        const from = holdsFrom(latest?.rhythm ?? [], rhythm, dateOf(now))
        if (!comesUp({ from, until: span.until }, rhythm)) throw refuse('NEVER_DUE')
        // What was agreed for later and never came into force is replaced.
        const kept = versions.filter((each) => each.from < from)
        return {
          set: { versions: [...kept, { from, words, whom, rhythm, why }], due: now },
          told: [told(pledge, '承诺调整了', `${from} 起：${words}`, '已调整', now, key)],
          news: 'amended',
        }
      },
    })
  },
})

export const pausePledge = action(contract.pausePledge, {
  load: pledgeOf,
  run: ({ input: { from, until, reason }, caller, key, now, loaded: { pledge }, refuse }) =>
    decideAbout({
      ...{ pledge, event: 'pause', caller, key, now, say: reason, refuse },
      decide: (pledge) => {
        mustRun(pledge, refuse)
        const wrong = whyNotPause({ from, until }, dateOf(now))
        if (wrong) throw refuse(wrong)
        return {
          set: { pauses: [...pledge.pauses, { from, until, reason, key }] },
          told: [told(pledge, '承诺暂停一阵', `${from} 到 ${until}：${reason}`, '已暂停', now, key)],
        }
      },
    }),
})

export const excuseOnce = action(contract.excuseOnce, {
  load: pledgeOf,
  run: ({ input: { occurrence, reason }, caller, key, now, loaded: { pledge }, refuse }) =>
    decideAbout({
      ...{ pledge, event: 'excuse-once', caller, key, now, say: reason, refuse },
      decide: (pledge) => {
        const wrong = whyNotExcuse(pledge, occurrence, dateOf(now))
        if (wrong) throw refuse(wrong)
        const fact: PledgeFact = {
          ...{ id: newId(), occurrence, at: now, key, state: 'excused', words: reason, photos: [] },
        }
        return {
          set: { facts: [...pledge.facts, fact] },
          told: [told(pledge, '这一次不用做了', `${occurrence.slice(0, 10)}：${reason}`, '已豁免', now, key)],
        }
      },
    }),
})

export const endPledge = action(contract.endPledge, {
  load: pledgeOf,
  run: async ({ input: { as, reason }, caller, key, now, loaded: { pledge }, refuse }) => {
    const ended = await decideAbout({
      ...{ pledge, event: as, caller, key, now, say: reason, refuse },
      decide: (pledge) => {
        const state = stateAfter(pledge, as === 'excused' ? 'excuse' : 'fail')
        if (!state) throw refuse('NOT_RUNNING')
        return {
          set: { state, doneAt: now },
          told: [told(pledge, '承诺了结了', reason, '已了结', now, key)],
          news: as,
        }
      },
    })
    await leaveItem(pledge)
    return ended
  },
})
