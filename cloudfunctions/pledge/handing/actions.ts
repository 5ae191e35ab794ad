import { command, find } from '../../shared/database'
import { members, regions, type Member } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { notice } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { holds, listing } from '../../shared/roles'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { shownName } from '../../member/profile/rules'
import { holderFor, openHolder } from '../../shared/holder'
import { pledges, type Pledge } from '../documents'
import { isRunning, isTheirs } from '../promise/rules'
import { changePledge, stepOf, wasDone } from '../promise/saving'
import { saidNow } from '../promise/views'
import { handing as contract, mostMembers } from './contract'

const nameFields = { name: 1, fullName: 1, shownAs: 1, roles: 1 }

/** More than one branch has running at a time. */
const mostRunning = 1000

const belongs = (person: Pick<Member, 'roles'> | undefined, place: string): boolean =>
  person !== undefined && holds(person.roles, 'member', place)

const personOf = async (openid: string): Promise<Member | undefined> =>
  (await find(members, { where: { _id: openid }, sort: [], limit: 1 }))[0]

/** Which of these people belong to the branch. */
async function thoseThere(people: readonly string[], place: string): Promise<Set<string>> {
  const found = await find(members, {
    where: { _id: command.in([...new Set(people)]) },
    sort: [],
    limit: mostRunning,
    fields: { roles: true },
  })
  return new Set(found.flatMap((each) => (belongs(each, place) ? each._id : [])))
}

export const listLeft = action(contract.listLeft, {
  load: ({ input: { branch: place } }) => ({
    branch: one(regions, place, 'NO_SUCH_BRANCH'),
    running: many(pledges, {
      match: { place, state: 'public' },
      sort: { _id: 1 },
      limit: mostRunning,
      fields: { member: 1, by: 1, versions: 1, span: 1, 'handing.name': 1 },
    }),
    people: many(members, {
      match: { listings: listing('member', place) },
      sort: { _id: 1 },
      limit: mostMembers,
      fields: nameFields,
    }),
  }),
  run: async ({ input: { branch: place }, caller, now, loaded: { running, people } }) => {
    const today = dateOf(now)
    const there = await thoseThere(
      running.map(({ member }) => member),
      place,
    )
    const left = running.filter(({ member }) => !there.has(member))
    const others = left.length === 0 ? [] : people.filter((each) => each._id !== caller && belongs(each, place))
    return {
      items: left.map(({ _id: pledge, by, versions, span: { until }, handing }) => {
        const said = saidNow({ versions }, today)
        const asked = handing ? { asked: handing.name } : {}
        return { pledge, by, words: said?.words ?? '', whom: said?.whom ?? '', until, ...asked }
      }),
      members: others.map((each) => ({ holder: holderFor(caller, each._id), name: shownName(each) })),
    }
  },
})

/** @throws Refusal unless something of it is still to be done, and its member does it no more */
async function mustBeLeft(
  { state, member, place }: Pledge,
  refuse: (code: 'NOT_RUNNING' | 'STILL_THERE') => Error,
): Promise<void> {
  if (!isRunning(state)) throw refuse('NOT_RUNNING')
  if (belongs(await personOf(member), place)) throw refuse('STILL_THERE')
}

export const handPledge = action(contract.handPledge, {
  load: ({ input }) => ({ pledge: one(pledges, input.pledge, 'NO_SUCH_PLEDGE') }),
  run: async ({ input: { holder, reason }, caller, key, now, loaded: { pledge }, refuse }) => {
    const to = openHolder(caller, holder)
    if (to === caller) throw refuse('NOT_YOURSELF')
    if (isTheirs(pledge, caller)) throw refuse('OWN_PLEDGE')
    const person = to === null ? undefined : await personOf(to)
    if (to === null || !person || !belongs(person, pledge.place)) throw refuse('NO_SUCH_MEMBER')
    if (!wasDone(pledge, key)) await checkWords(caller, reason, 'forum')
    const name = shownName(person)
    const handing = { to, name, why: reason }
    await changePledge(
      pledge,
      stepOf('hand', caller, key, now),
      async (pledge) => {
        await mustBeLeft(pledge, refuse)
        return { set: { handing }, told: [asked(pledge, to, reason, now, key)] }
      },
      () => refuse('PLEDGE_CHANGED'),
    )
    return { asked: name }
  },
})

const asked = ({ _id, branch }: Pledge, to: string, reason: string, at: Date, cause: string) =>
  notice({
    to,
    kind: 'pledge',
    title: '有一条承诺想请您接着做',
    words: `${branch}：${reason}`,
    state: '请您看看',
    opens: '/pledge/mine',
    at,
    cause: `${_id} ${cause}`,
  })

export const answerHanding = action(contract.answerHanding, {
  load: ({ input, caller }) => ({
    pledge: one(pledges, input.pledge, 'NO_SUCH_PLEDGE'),
    me: maybe(members, caller, { fields: nameFields }),
  }),
  run: async ({ input: { yes }, caller, key, now, loaded: { pledge, me }, refuse }) => {
    await changePledge(
      pledge,
      stepOf(yes ? 'take-over' : 'decline', caller, key, now),
      async (pledge) => {
        const { handing, hands = [], member, by } = pledge
        if (handing?.to !== caller || !belongs(me, pledge.place)) throw refuse('NOT_ASKED')
        if (!yes) return { set: {}, unset: ['handing'] }
        await mustBeLeft(pledge, refuse)
        const earlier = { member, by, until: dateOf(now), at: now, why: handing.why }
        return {
          set: { member: caller, by: shownName(me ?? {}), hands: [...hands, earlier], due: now },
          unset: ['handing'],
          news: 'passed',
        }
      },
      () => refuse('PLEDGE_CHANGED'),
    )
    return { taken: yes }
  },
})
