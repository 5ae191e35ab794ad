import { claim, command, find, removeAll, removeIf } from '../shared/database'
import { newId } from '../shared/ids'
import { leftName, type Holdings, type Shelf } from '../shared/person'
import { itemFollows, pledges, pledgeYears, regards, type Pledge } from './documents'
import { isPublic } from './promise/rules'

const perStep = 20

const ofMember = (openid: string, after?: string) =>
  find(pledges, {
    where: { member: openid, ...(after === undefined ? {} : { madeAt: command.lt(new Date(after)) }) },
    sort: [['madeAt', 'desc']],
    limit: perStep,
  })

const made: Shelf = {
  title: '我的承诺',
  read: async (openid, after) => {
    const found = await ofMember(openid, after)
    const rows = found.map(({ branch, state, versions, span, facts }) => ({
      支部: branch,
      承诺: versions.map(({ words, whom }) => `${words}（${whom}）`),
      从: span.from,
      到: span.until,
      状态: state,
      做过的: facts.map(({ occurrence, words, at }) => `${occurrence.slice(0, 10)} ${words} ${at.toISOString()}`),
    }))
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last.madeAt.toISOString() } : {}) }
  },
}

const regarded: Shelf = {
  title: '关注和谢过的承诺',
  read: async (openid, after) => {
    const found = await find(regards, {
      where: { person: openid, ...(after === undefined ? {} : { _id: command.gt(after) }) },
      sort: [['_id', 'asc']],
      limit: perStep,
    })
    const rows = found.map(({ pledge, following, thanked }) => ({
      承诺: pledge,
      关注: following,
      ...(thanked ? { 谢过: thanked.toISOString() } : {}),
    }))
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last._id } : {}) }
  },
}

const followed: Shelf = {
  title: '关注的清单',
  read: async (openid, after) => {
    const found = await find(itemFollows, {
      where: { person: openid, ...(after === undefined ? {} : { _id: command.gt(after) }) },
      sort: [['_id', 'asc']],
      limit: perStep,
    })
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return {
      rows: found.map(({ item, following }) => ({ 哪一条: item, 关注: following })),
      ...(last ? { after: last._id } : {}),
    }
  },
}

/** What was promised in public stays, without who promised it; what nobody saw yet goes. */
async function forgetPledge({ _id, rev, state }: Pledge, openid: string): Promise<void> {
  if (!isPublic(state)) await removeIf(pledges, _id, { member: openid, rev })
  else await claim(pledges, _id, { member: openid }, { member: `left-${newId()}`, by: leftName, rev: command.inc(1) })
}

/** Where they did it before, it says no more who did; where they are asked to go on, they are not any more. */
async function forgetHands(openid: string): Promise<number> {
  const page = { sort: [], limit: perStep }
  const [before, asked] = await Promise.all([
    find(pledges, { where: { 'hands.member': openid }, ...page }),
    find(pledges, { where: { 'handing.to': openid }, ...page }),
  ])
  for (const { _id, rev, hands = [] } of before) {
    const left = hands.map((each) =>
      each.member === openid ? { ...each, member: `left-${newId()}`, by: leftName } : each,
    )
    await claim(pledges, _id, { rev }, { hands: left, rev: command.inc(1) })
  }
  for (const { _id } of asked)
    await claim(pledges, _id, { 'handing.to': openid }, { handing: command.remove(), rev: command.inc(1) })
  return before.length + asked.length
}

const idsOf = (documents: readonly { _id: string }[]): string[] => documents.map(({ _id }) => _id)

/** What is kept about whoever promised, followed or thanked. */
export const holdings: Holdings = {
  shelves: [made, regarded, followed],
  forget: async (openid) => {
    const [found, years, marks, follows] = await Promise.all([
      ofMember(openid),
      find(pledgeYears, { where: { member: openid }, sort: [], limit: perStep }),
      find(regards, { where: { person: openid }, sort: [], limit: perStep }),
      find(itemFollows, { where: { person: openid }, sort: [], limit: perStep }),
    ])
    for (const pledge of found) await forgetPledge(pledge, openid)
    const hands = await forgetHands(openid)
    await removeAll(pledgeYears, idsOf(years))
    await removeAll(regards, idsOf(marks))
    await removeAll(itemFollows, idsOf(follows))
    return found.length + hands + years.length + marks.length + follows.length === 0
  },
}
