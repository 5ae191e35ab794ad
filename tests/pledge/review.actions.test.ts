import { createHash } from 'node:crypto'
import path from 'node:path'
import { board } from '../../cloudfunctions/pledge/board/contract'
import type { Round } from '../../cloudfunctions/pledge/documents'
import { desk } from '../../cloudfunctions/pledge/desk/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import { review, type Voice } from '../../cloudfunctions/pledge/review/contract'
import { resultsOf } from '../../cloudfunctions/pledge/review/rules'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { builtFunctions } from '../../config/scripts/build-functions'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { startSweep } from '../support/crash-sweep'
import { aPledge, aRound, must, secretaries, writePledgeWorld } from '../support/pledge-world'
import { stopClock } from '../support/stop-clock'
import { sheetsOf } from '../support/xlsx'

const branch = 'wangcheng.yueliangdao.taohuajing'
const [secretary] = secretaries
const voting = 'roundofvotes'

const cared = aPledge('cared')
const over = (id: string, until: string, state: 'done' | 'unfulfilled' = 'done') =>
  aPledge(id, { state, span: { from: '2026-06-01', until }, doneAt: fridayMorning })
const [judged, failed, later] = [
  over('judged', '2026-10-31'),
  over('failed', '2026-07-01', 'unfulfilled'),
  over('later', '2026-11-02'),
]

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({
    documents: writePledgeWorld({ pledges: [cared, judged, failed, later], pledge_rounds: [aRound(voting)] }),
  })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const receiptOf = (words: string) => createHash('sha256').update(words).digest('hex')
const cast = (who: string, voice: Voice, receipt = receiptOf(who)) =>
  cloud.call(who, review.vote, { round: voting, voice, grade: 'good', receipt })

test('one ballot each, in a voice of one’s own; a receipt tells that it was counted; the result comes when it is over', async () => {
  const round = { branch, from: '2026-07-01', until: '2026-10-31', closes: '2026-12-05' }
  must(await cloud.call(secretary, review.openRound, round, 'tap-round-001'))
  must(await cloud.call(secretary, review.openRound, round, 'tap-round-001'))
  expect(await cloud.call(secretary, review.openRound, { ...round, closes: '2026-11-27' })).toMatchObject({
    code: 'DATES_WRONG',
  })
  expect(must(await cloud.call(undefined, review.listRounds, { branch })).items).toHaveLength(2)
  expect(await cast('o-voter-0001', 'self')).toMatchObject({ code: 'NOT_YOUR_VOICE' })
  expect(await cast('o-voter-0001', 'branch')).toMatchObject({ code: 'NOT_YOUR_VOICE' })
  for (let number = 1; number <= 6; number++) must(await cast(`o-voter-000${String(number)}`, 'residents'))
  must(await cast('o-member-0001', 'self'))
  must(await cast(secretary, 'branch'))
  must(await cast(secretary, 'branch'))
  expect(await cast(secretary, 'residents', receiptOf('another'))).toMatchObject({ code: 'ALREADY_VOTED' })
  expect(await cast('o-voter-0009', 'residents', receiptOf(secretary))).toMatchObject({ code: 'RECEIPT_USED' })
  const told = async (words: string) =>
    must(await cloud.call(undefined, review.checkReceipt, { round: voting, receipt: receiptOf(words) })).counted
  expect([await told(secretary), await told('nobody')]).toEqual([true, false])
  const result = async () => must(await cloud.call(undefined, review.roundResult, { round: voting }))
  expect(await result()).toMatchObject({ open: true, count: 8, results: [] })
  await cloud.setClock(new Date('2026-11-30T00:00:00+08:00'))
  expect(await cast('o-voter-0008', 'residents')).toMatchObject({ code: 'ROUND_OVER' })
  expect((await result()).results).toMatchObject([{ voices: ['self', 'branch', 'residents'], count: 8 }])
  expect(await cloud.unservedQueries()).toEqual([])
})

test('whom a round concerns hears that it opens, that it closes unless they voted, and the branch what came of it: each once', async () => {
  stopClock(fridayMorning)
  const fn = await startSweep(path.join(builtFunctions, 'pledge/index.js'), cloud)
  const [member, follower, thankful, stranger] = [
    'o-member-0001',
    'o-resident-0021',
    'o-resident-0022',
    'o-resident-0023',
  ]
  await fn.ask(follower, board.followPledge, { pledge: cared._id, follow: true })
  await fn.ask(thankful, board.thankPledge, { pledge: cared._id })
  const round = await fn.sweep(secretary, review.openRound, {
    branch,
    from: '2026-07-01',
    until: '2026-11-01',
    closes: '2026-12-05',
  })
  const about = async (who: string) =>
    (await cloud.documents<Notice>('notices'))
      .filter(({ to, opens }) => to === who && opens === `/pledge/round?round=${round.id}`)
      .map(({ title }) => title)
  const [opens, closes, over] = ['评诺开始了，来评一评', '评诺明天截止，您还没评', '评诺有结果了']
  for (const who of [member, follower, thankful, secretary]) expect([who, await about(who)]).toEqual([who, [opens]])
  const receipt = receiptOf('reminded')
  await fn.ask(thankful, review.vote, { round: round.id, voice: 'residents', grade: 'good', receipt })
  const at = async (instant: string) => {
    jest.setSystemTime(new Date(instant))
    await cloud.setClock(new Date(instant))
    await fn.tick()
    await fn.tick()
  }
  await at('2026-12-04T17:59:00+08:00')
  expect(await about(follower)).toEqual([opens])
  await at('2026-12-04T18:01:00+08:00')
  for (const who of [member, follower]) expect([who, await about(who)]).toEqual([who, [opens, closes]])
  expect(await about(thankful)).toEqual([opens])
  await at('2026-12-06T09:01:00+08:00')
  for (const who of [member, secretary]) expect([who, await about(who)]).toEqual([who, [opens, closes, over]])
  expect([await about(follower), await about(thankful)]).toEqual([[opens, closes], [opens]])
  expect(await about(stranger)).toEqual([])
  const stored = (await cloud.documents<Round>('pledge_rounds')).find(({ _id }) => _id === round.id)
  expect(Object.keys(stored ?? {})).not.toContain('tells')
  expect(await cloud.unservedQueries()).toEqual([])
  await fn.stop()
  jest.useRealTimers()
})

test('what a round was about is reviewed when it is over, and closed a month later; nothing else is', async () => {
  const reviews = async () =>
    Promise.all(
      [judged, failed, later, cared].map(
        async ({ _id: pledge }) => must(await cloud.call(undefined, board.one, { pledge })).review,
      ),
    )
  const at = async (instant: string) => (await cloud.setClock(new Date(instant)), reviews())
  const year = async () => {
    const { bytes } = must(await cloud.call(secretary, desk.yearSheet, { branch, year: 2026 }))
    const rows = sheetsOf(bytes)
    return JSON.stringify(rows).split('评过了').length - 1
  }
  expect(await at('2026-11-29T23:59:59+08:00')).toEqual([undefined, undefined, undefined, undefined])
  expect(await year()).toBe(0)
  expect(await at('2026-11-30T00:00:00+08:00')).toEqual(['reviewed', 'reviewed', undefined, undefined])
  expect(await year()).toBe(2)
  expect(await at('2026-12-29T23:59:59+08:00')).toEqual(['reviewed', 'reviewed', undefined, undefined])
  expect(await at('2026-12-30T00:00:00+08:00')).toEqual(['closed', 'closed', undefined, undefined])
  const mine = must(await cloud.call(judged.member, promise.mine, {})).items
  expect(mine.find(({ id }) => id === judged._id)).toMatchObject({ state: 'done', review: 'closed' })
})

test.each([
  ['each of five and more stands alone', { self: 5, residents: 7 }, [['self'], ['residents']]],
  ['less than five stand together', { self: 3, peers: 2, residents: 7 }, [['self', 'peers'], ['residents']]],
  ['and with the next smallest', { self: 3, peers: 5, residents: 7 }, [['self', 'peers'], ['residents']]],
  ['less than five in all are not shown', { self: 3, residents: 1 }, []],
])('%s', (_title, counts, shown) => {
  const ballots = Object.entries(counts).flatMap(([voice, count]) =>
    Array.from({ length: count }, () => ({ voice: voice as Voice, grade: 'good' as const })),
  )
  const results = resultsOf(ballots)
  expect(results.map(({ voices }) => voices)).toEqual(shown)
  expect(results.every(({ count }) => count >= 5)).toBe(true)
})
