import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Round } from '../../cloudfunctions/pledge/documents'
import { grades, review, type Grade } from '../../cloudfunctions/pledge/review/contract'
import type { Reply } from '../../cloudfunctions/shared/reply'
import { builtFunctions } from '../../config/scripts/build-functions'
import { buildBroken, type Change } from '../support/broken'
import { chance } from '../support/chance'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { runHere } from '../support/in-process'
import { aRound, writePledgeWorld } from '../support/pledge-world'
import { stopClock } from '../support/stop-clock'
import { bestLink } from '../support/unlinking'

const [rush, ...planted] = [
  'roundofarush',
  'roundofforty',
  'roundoftwins',
  'roundofpairs',
  'roundoforder',
  'roundoftimes',
  'roundofmarks',
] as const
const [real, twins, pairs, order, times, marks] = planted

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({
    documents: writePledgeWorld({ pledge_rounds: [rush, ...planted].map((id) => aRound(id)) }),
  })
})
afterAll(() => cloud.stop())

const receiptOf = (words: string) => createHash('sha256').update(words).digest('hex')
async function roundOf(id: string): Promise<Round> {
  const found = (await cloud.documents<Round>('pledge_rounds')).find(({ _id }) => _id === id)
  if (!found) throw new Error('the round is gone')
  return found
}

const voters = (count: number) =>
  Array.from({ length: count }, (_, index) => `o-voter-${String(index + 1).padStart(4, '0')}`)
const luck = chance(7)
/** The grade of each voter, which only this test knows. */
const gradeOf = new Map(voters(500).map((who) => [who, luck.pick(grades) as Grade]))

type Vote = (who: string, phone: 'first' | 'second') => Promise<Reply>
const ballotOf = (round: string, who: string, phone: string) => {
  const grade = gradeOf.get(who) ?? 'good'
  return { round, voice: 'residents' as const, grade, receipt: receiptOf(`${round} ${who} ${phone}`) }
}

/** Each votes from two phones at once; a phone without an answer asks again, with what it kept. @returns who heard yes, by phone */
async function voteAtOnce(people: readonly string[], vote: Vote): Promise<string[]> {
  const phones = people.flatMap((who) => (['first', 'second'] as const).map((phone) => ({ who, phone })))
  const heard = await Promise.all(
    phones.map(async ({ who, phone }) => {
      for (;;) {
        const answer = await vote(who, phone)
        if (answer.ok) return [`${who} ${phone}`]
        if (answer.code === 'ALREADY_VOTED') return []
      }
    }),
  )
  return heard.flat()
}

test('500 vote from two phones at once, some twice over, while functions die and answers are lost: each counts once', async () => {
  const people = voters(500)
  const faults = [1, 2].flatMap((at) =>
    (['before', 'after'] as const).map((when) => ({ kind: 'crash', at, when, times: 4 })),
  )
  const on = { function: 'pledge', action: 'vote' }
  for (const fault of [...faults, { kind: 'lost-reply', at: 2, times: 20 }]) await cloud.plan({ ...on, ...fault })
  const vote: Vote = async (who, phone) => {
    const send = () => cloud.call(who, review.vote, ballotOf(rush, who, phone), `vote-${who}-${phone}`)
    const answers = await Promise.all(luck.next() < 0.1 ? [send(), send()] : [send()])
    return answers.find(({ ok }) => ok) ?? answers[0]
  }
  const heard = await voteAtOnce(people, vote)
  const { voted, receipts, ballots } = await roundOf(rush)
  expect(new Set(heard.map((each) => each.split(' ')[0])).size).toBe(500)
  expect(heard).toHaveLength(500)
  expect(new Set(voted.map(({ mark }) => mark)).size).toBe(500)
  expect([voted.length, receipts.length, ballots.length]).toEqual([500, 500, 500])
  // The receipts of those who heard yes, and no other: what counts is what was told.
  expect(receipts.map(({ hash }) => hash)).toEqual(heard.map((each) => receiptOf(`${rush} ${each}`)).sort())
  const count = (list: readonly Grade[]) => grades.map((grade) => list.filter((each) => each === grade).length)
  expect(count(ballots.map(({ grade }) => grade))).toEqual(count([...gradeOf.values()]))
  expect(await cloud.unservedQueries()).toEqual([])
})

/** Forty vote from two phones at once. @returns how many marks and ballots that makes */
async function fortyAtOnce(file: string, round: string) {
  const fn = await runHere(cloud.url)(file)
  const vote: Vote = (who, phone) =>
    fn.call(who, review.vote, ballotOf(round, who, phone), `vote-${round}-${who}-${phone}`)
  await voteAtOnce(voters(40), vote)
  const { voted, ballots } = await roundOf(round)
  return [voted.length, ballots.length]
}

/** Votes of sixty, one after another, with a function that may have mistakes planted. */
async function sixtyVotes(round: string, name: string, changes: readonly Change[]) {
  const fn = await runHere(cloud.url)(await buildBroken('pledge', name, changes))
  const truth = new Map<string, Grade>()
  for (const who of voters(60)) {
    const before = new Set((await roundOf(round)).voted.map(({ mark }) => mark))
    await fn.call(who, review.vote, ballotOf(round, who, 'first'), `vote-${round}-${who}`)
    const mark = (await roundOf(round)).voted.find((each) => !before.has(each.mark))?.mark
    if (mark !== undefined) truth.set(mark, gradeOf.get(who) ?? 'good')
  }
  const all = { everything: await cloud.everything(), log: cloud.log() }
  return bestLink(await roundOf(round), all, truth) / truth.size
}

const file = 'pledge/review/actions.ts'
const unsorted = (list: string, sort: string): Change => ({
  file,
  from: `, sort: { ${sort} } }),`,
  to: ` }), // ${list}`,
})
const ballotWith = (more: string): Change => ({
  file,
  from: '[{ voice, grade, words }]',
  to: `[{ voice, grade, words, ${more} } as never]`,
})

test('the same votes catch a twin that does not ask whether somebody voted', async () => {
  stopClock(fridayMorning)
  expect(await fortyAtOnce(path.join(builtFunctions, 'pledge/index.js'), real)).toEqual([40, 40])
  const changes = [{ file, from: "      'voted.mark': command.neq(mark),\n", to: '' }]
  const [marked = 0] = await fortyAtOnce(await buildBroken('pledge', 'votes-twice', changes), twins)
  expect(marked).toBeGreaterThan(40)
  jest.useRealTimers()
})

describe('a script with all that is stored and logged', () => {
  beforeAll(() => stopClock(fridayMorning))
  afterAll(() => jest.useRealTimers())

  test('gives hardly more voters their grade than one that gives all the most frequent', async () => {
    const share = Math.max(...grades.map((grade) => voters(60).filter((who) => gradeOf.get(who) === grade).length)) / 60
    expect(await sixtyVotes(pairs, 'plain', [])).toBeLessThan(share + 0.2)
    const { voted, receipts, ballots, ...rest } = await roundOf(pairs)
    expect(Object.keys(rest).sort()).toEqual(['_id', 'branch', 'closesAt', 'from', 'made', 'place', 'until'])
    expect(
      [voted, receipts, ballots].map((list) =>
        Object.keys(list[0] ?? {})
          .sort()
          .join(),
      ),
    ).toEqual(['mark', 'hash', 'grade,voice,words'])
    expect(await cloud.everything()).not.toContain('o-voter')
    expect(cloud.log()).not.toContain('o-voter')
  })

  test.each([
    [
      'keeps the order in which they came',
      order,
      'in-order',
      [unsorted('roll', 'mark: 1'), unsorted('box', 'voice: 1, grade: 1, words: 1')],
    ],
    [
      'writes the time of a vote into both',
      times,
      'with-times',
      [
        { file, from: '[{ mark }]', to: '[{ mark, at: Date.now() + performance.now() } as never]' },
        ballotWith('at: Date.now() + performance.now()'),
      ],
    ],
    ['puts the mark into the box', marks, 'with-marks', [ballotWith('mark')]],
  ])('finds out all about a twin that %s', async (_title, round, name, changes) => {
    expect(await sixtyVotes(round, name, changes)).toBeGreaterThan(0.9)
  })
})
