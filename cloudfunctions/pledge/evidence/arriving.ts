import { find } from '../../shared/database'
import { signsOf } from '../../shared/ids'
import { notice } from '../../shared/notify'
import { dateOf } from '../../shared/shanghai'
import { arrivalsNews, arrivalsSeen, type ArrivalsNews, type Came } from '../../volunteer/commitments'
import { pledges, type Pledge, type PledgeFact } from '../documents'
import { isRunning } from '../promise/rules'
import { changePledge, stepOf, type Change } from '../promise/saving'
import { dueOn } from './rules'

/** More pledges than members take part in one activity with. */
const mostLinked = 200

const told = ({ _id, member }: Pledge, title: string, words: string, at: Date, cause: string) =>
  notice({
    to: member,
    kind: 'pledge',
    title,
    words,
    state: title.includes('撤') ? '没算上' : '已记下',
    opens: `/pledge/mine?pledge=${_id}`,
    at,
    cause,
  })

/** The evidence of a shift that counts, if there is some. */
const factOf = ({ facts }: Pledge, shift: string): PledgeFact | undefined =>
  facts.find((fact) => fact.shift === shift && fact.state !== 'back')

/** A check-in shows the time that is due on its day; who came is verified by whoever leads, never by themselves. */
function shownBy(pledge: Pledge, news: ArrivalsNews, came: Came, key: string, now: Date): Change {
  const occurrence = dueOn(pledge, dateOf(came.at))
  if (!isRunning(pledge.state) || factOf(pledge, news._id) || occurrence === undefined) return { set: {} }
  const fact: PledgeFact = {
    ...{ id: signsOf([pledge._id, key], 16), occurrence, at: came.at, key },
    ...{ state: came.bySecond ? 'verified' : 'shown', words: `签到：${news.title}`, photos: [] },
    ...{ where: news.where, shift: news._id },
  }
  const say = `${occurrence.slice(0, 10)} 这一次，在「${news.title}」签到就算做了`
  return {
    set: { facts: [...pledge.facts, fact] },
    told: [told(pledge, '签到算做了一次', say, now, key)],
    ...(came.bySecond ? { news: 'kept' } : {}),
  }
}

/** What a check-in showed that was taken back goes back too, unless somebody looked at it for themselves. */
function takenBack(pledge: Pledge, news: ArrivalsNews, key: string, now: Date): Change {
  const fact = factOf(pledge, news._id)
  if (!fact || fact.checked || fact.confirmed) return { set: {} }
  const hint = '签到撤回了，这一次要另外晒'
  const back = { ...fact, state: 'back' as const, checked: { by: 'shift', at: now, key, hint } }
  const facts = pledge.facts.map((each) => (each.id === fact.id ? back : each))
  return { set: { facts }, told: [told(pledge, '签到撤回了', `${news.title}：${hint}`, now, key)] }
}

/** What one pledge gains or loses by who came to a shift; safe to repeat. */
async function hear(pledge: Pledge, news: ArrivalsNews, now: Date): Promise<void> {
  const came = news.came.find(({ person }) => person === pledge.member)
  const fact = factOf(pledge, news._id)
  if (came ? fact !== undefined : fact === undefined) return
  const key = came ? `in ${news._id} ${came.key}` : `out ${news._id} ${fact?.key ?? ''}`
  const step = stepOf(came ? 'check-in' : 'check-in-back', pledge.member, key, now)
  const decide = (fresh: Pledge) => (came ? shownBy(fresh, news, came, key, now) : takenBack(fresh, news, key, now))
  // Nothing is due: there is nothing to write.
  if (Object.keys(decide(pledge).set).length === 0) return
  await changePledge(pledge, step, decide, () => new Error(`${pledge._id} changes all the time`))
}

/** 签到就算 Lets check-ins show what is due of pledges that are linked to their activity. */
export async function hearArrivals(now: Date): Promise<{ shifts: number }> {
  const all = await arrivalsNews()
  for (const news of all) {
    const people = news.came.map(({ person }) => person)
    const linked = await find(pledges, {
      where: { 'activity.id': news.activity, state: 'public' },
      sort: [['_id', 'asc']],
      limit: mostLinked,
    })
    for (const pledge of linked)
      if (people.includes(pledge.member) || factOf(pledge, news._id)) await hear(pledge, news, now)
    await arrivalsSeen(news)
  }
  return { shifts: all.length }
}
