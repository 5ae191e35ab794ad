import { createHash } from 'node:crypto'
import { review, type Voice } from '../../cloudfunctions/pledge/review/contract'
import { resultsOf } from '../../cloudfunctions/pledge/review/rules'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aRound, must, secretaries, writePledgeWorld } from '../support/pledge-world'

const branch = 'wangcheng.yueliangdao.taohuajing'
const [secretary] = secretaries
const voting = 'roundofvotes'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ documents: writePledgeWorld({ pledge_rounds: [aRound(voting)] }) })
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
