import { claim, command, find } from '../../shared/database'
import { members } from '../../shared/documents'
import { land, notice } from '../../shared/notify'
import { listing } from '../../shared/roles'
import { addDays, dateOf, longDate } from '../../shared/shanghai'
import { pledges, regards, rounds, type Round } from '../documents'
import { listName } from '../promise/rules'
import { markOf } from './mark'
import type { RoundNews } from './contract'
import { tellsAfter } from './rules'

const roundsPerRun = 5
const pagesPerRun = 6
const peoplePerPage = 50
const pledgesPerPage = 5
/** Of those who follow or thanked for five promises, no more are asked: it is a call, not a duty. */
const regardsPerPage = 200

const titles: Readonly<Record<RoundNews, { title: string; state: string }>> = {
  opened: { title: '评诺开始了，来评一评', state: '请您评' },
  closing: { title: '评诺明天截止，您还没评', state: '快截止' },
  closed: { title: '评诺有结果了', state: '有结果' },
}

const lastDay = ({ closesAt }: Round) => addDays(dateOf(closesAt), -1)

const noticeOf = (round: Round, news: RoundNews, at: Date, to: string) =>
  notice({
    to,
    kind: 'pledge',
    ...titles[news],
    words:
      news === 'closed'
        ? `${round.branch}说到做到了没有，大家评完了`
        : `${round.branch}说到做到了没有，${longDate(lastDay(round))} 前您说了算，不记名`,
    opens: `/pledge/round?round=${round._id}`,
    at,
    cause: `${round._id} ${news}`,
  })

/** A page of people, and where the next goes on; without that there is none. */
interface PeoplePage {
  people: string[]
  after?: string
}

/** Those who belong to the branch. */
async function ofBranch({ place }: Round, after: string): Promise<PeoplePage> {
  const found = await find(members, {
    where: { listings: command.in([listing('member', place), listing('secretary', place)]), _id: command.gt(after) },
    sort: [['_id', 'asc']],
    limit: peoplePerPage,
    fields: { _id: true },
  })
  const people = found.map(({ _id }) => _id)
  const last = found.length === peoplePerPage ? people.at(-1) : undefined
  return { people, ...(last === undefined ? {} : { after: last }) }
}

/** Those who follow or thanked for what it promised, some promises after others. */
async function ofPledges({ place }: Round, after: string): Promise<PeoplePage> {
  const some = await find(pledges, {
    where: { lists: listName(place), newestKey: after === '' ? command.gt('') : command.lt(after) },
    sort: [['newestKey', 'desc']],
    limit: pledgesPerPage,
    fields: { newestKey: true },
  })
  if (some.length === 0) return { people: [] }
  const found = await find(regards, {
    where: { pledge: command.in(some.map(({ _id }) => _id)) },
    sort: [],
    limit: regardsPerPage,
  })
  const people = found.flatMap(({ following, thanked, person }) => (following || thanked !== undefined ? person : []))
  const last = some.length === pledgesPerPage ? some.at(-1)?.newestKey : undefined
  return { people: [...new Set(people)], ...(last === undefined ? {} : { after: last }) }
}

/** Where the telling of a round stands: among its branch, or among those who care for its promises. */
const [inBranch, inPledges] = ['branch ', 'pledges ']

/** The next whom it concerns; the result is for the branch alone. */
async function nextPeople(round: Round, { news, after }: Tells): Promise<PeoplePage> {
  if (after.startsWith(inPledges)) {
    const page = await ofPledges(round, after.slice(inPledges.length))
    return { ...page, ...(page.after === undefined ? {} : { after: inPledges + page.after }) }
  }
  const page = await ofBranch(round, after.slice(inBranch.length))
  if (page.after !== undefined) return { ...page, after: inBranch + page.after }
  return news === 'closed' ? page : { ...page, after: inPledges }
}

type Tells = NonNullable<Round['tells']>

/** Tells a page of them, who hear it once however often it is tried; @returns what is to be told next */
async function tellPage(round: Round, tells: Tells, now: Date): Promise<Tells | undefined> {
  const { news, at, after } = tells
  const tooLate = news !== 'closed' && now >= round.closesAt
  const page: PeoplePage = tooLate ? { people: [] } : await nextPeople(round, tells)
  const voted = new Set(news === 'closing' ? round.voted.map(({ mark }) => mark) : [])
  const waiting = page.people.filter((person) => voted.size === 0 || !voted.has(markOf(round._id, person)))
  await land(waiting.map((person) => noticeOf(round, news, at, person)))
  const then = tellsAfter(news, { opened: round.made.at, closesAt: round.closesAt })
  const next = page.after === undefined ? then && { ...then, after: '' } : { news, at, after: page.after }
  const held = { 'tells.news': news, 'tells.after': after }
  const moved = await claim(rounds, round._id, held, { tells: next ? command.set(next) : command.remove() })
  return moved ? next : undefined
}

/** 评诺通知 Goes on telling whom rounds concern, so many in a minute. */
export async function tellRounds(now: Date): Promise<{ rounds: number }> {
  const due = await find(rounds, {
    where: { 'tells.at': command.lte(now) },
    sort: [['tells.at', 'asc']],
    limit: roundsPerRun,
  })
  for (const round of due) {
    let tells = round.tells
    for (let pages = 0; tells && tells.at <= now && pages < pagesPerRun; pages++)
      tells = await tellPage(round, tells, now)
  }
  return { rounds: due.length }
}
