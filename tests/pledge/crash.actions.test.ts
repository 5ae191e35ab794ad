import path from 'node:path'
import { approval } from '../../cloudfunctions/pledge/approval/contract'
import { board } from '../../cloudfunctions/pledge/board/contract'
import type { Pledge } from '../../cloudfunctions/pledge/documents'
import { event } from '../../cloudfunctions/pledge/event/contract'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import { items } from '../../cloudfunctions/pledge/items/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import { review } from '../../cloudfunctions/pledge/review/contract'
import type { Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import { capabilities } from '../../config/scripts/contract'
import { builtFunctions } from '../../config/scripts/build-functions'
import { buildBroken } from '../support/broken'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { startSweep } from '../support/crash-sweep'
import { aPledge, anItem, aRound, leads, secretaries, shownOn, writePledgeWorld } from '../support/pledge-world'
import { stopClock } from '../support/stop-clock'

/*
 * Everything that changes something of the promises, dying after every request that changes something. What comes later
 * goes on from there.
 */

const branch = 'wangcheng.yueliangdao.taohuajing'
const [shi, zhou, resident, staff] = ['o-member-0001', 'o-member-0002', 'o-resident-0001', 'o-staff-0001'] as const
const [secretary, second] = secretaries
const pumps: Rhythm[] = [{ kind: 'event', event: 'rainstorm', within: 1 }]

const patrol = aPledge('patrol', { facts: shownOn(['2026-10-09', '2026-10-16']) })
const visits = aPledge('visits', { member: zhou, facts: shownOn(['2026-10-09']) })
const waiting = aPledge('pump', { member: zhou })
const stormy = { ...waiting, versions: waiting.versions.map((each) => ({ ...each, rhythm: pumps })) }
const [lamp, bin] = [anItem('lamp'), anItem('bin')]
const round = aRound('roundofsweep')

let cloud: Cloud
let fn: Awaited<ReturnType<typeof startSweep>>
beforeAll(async () => {
  const documents = {
    pledges: [patrol, visits, aPledge('pump', stormy)],
    pledge_items: [lamp, bin],
    pledge_rounds: [round],
  }
  cloud = await startCloud({ documents: writePledgeWorld(documents, { vendors: 1, volunteers: 1 }) })
  stopClock(fridayMorning)
  fn = await startSweep(path.join(builtFunctions, 'pledge/index.js'), cloud)
  // WeChat judges words of whoever was here lately alone.
  for (const who of [shi, zhou, resident, staff, secretary, second, leads[0]]) await cloud.send('nobody', who, {})
  await fn.tick()
})
afterAll(async () => {
  jest.useRealTimers()
  await fn.stop()
  await cloud.stop()
})

const precise = {
  ...{ list: 'own' as const, words: '每月最后一天前清一次北门两个雨水篦子', whom: '夜市北门' },
  ...{ rhythm: [{ kind: 'month' as const, day: 31 }], from: '2026-12-01', until: '2027-06-30' },
}

test('a promise: written, dropped, submitted, returned, mended, approved', async () => {
  const dropped = await fn.ask(shi, promise.draftPledge, { branch, ...precise })
  await fn.sweep(shi, promise.dropPledge, { pledge: dropped.id })
  const given = { branch, ...precise, item: bin._id }
  const left = await fn.ask(shi, promise.draftPledge, given)
  const { rev: sent } = await fn.ask(shi, promise.submitPledge, { pledge: left.id })
  await fn.ask(secretary, approval.returnPledge, { pledge: left.id, rev: sent, hint: '写清楚清哪里、多久一次' })
  await fn.sweep(shi, promise.dropPledge, { pledge: left.id })
  const { id: pledge, rev } = await fn.ask(shi, promise.draftPledge, { branch, ...precise, item: lamp._id })
  await fn.sweep(shi, promise.submitPledge, { pledge })
  await fn.sweep(secretary, approval.returnPledge, { pledge, rev: rev + 1, hint: '写清楚清哪里、多久一次' })
  // A draft's words are read by its writer alone; submitting judges them.
  await fn.ask(shi, promise.writePledge, { pledge, rev: rev + 2, ...precise, item: lamp._id })
  const again = await fn.ask(shi, promise.submitPledge, { pledge })
  await fn.sweep(secretary, approval.approvePledge, { pledge, rev: again.rev })
})

const revOf = async (id: string) => (await cloud.documents<Pledge>('pledges')).find(({ _id }) => _id === id)?.rev ?? 0

test('a promise that runs: paused, changed, let go once, called, ended; thanked and followed', async () => {
  const pledge = visits._id
  const pause = { pledge, from: '2026-12-01', until: '2026-12-10', reason: '住院了，月中出院' }
  await fn.sweep(second, approval.pausePledge, pause)
  const { words, whom } = visits.versions[0] ?? { words: '', whom: '' }
  const rhythm: Rhythm[] = [{ kind: 'week', weekday: 6 }]
  const change = { pledge, words, whom, rhythm, why: '周五晚上孩子要上课' }
  await fn.sweep(second, approval.amendPledge, { ...change, rev: await revOf(pledge) })
  await fn.sweep(second, approval.excuseOnce, { pledge, occurrence: '2026-10-16.0', reason: '那天整栋楼停电了' })
  await fn.sweep(resident, board.thankPledge, { pledge })
  await fn.sweep(resident, board.followPledge, { pledge, follow: true })
  await fn.sweep(staff, event.callEvent, { place: branch, kind: 'rainstorm', words: '气象台发了暴雨红色预警' })
  await fn.sweep(second, approval.endPledge, { pledge, as: 'excused', reason: '调到别的街道了' })
  await fn.sweep(resident, board.followPledge, { pledge, follow: false })
})

test('what was done: shown, verified, sent back, confirmed by the one it was done for', async () => {
  const done = { pledge: patrol._id, words: '灯都亮着', where: '三栋' }
  const one = await fn.sweep(shi, evidence.showPledge, done)
  await fn.sweep(secretary, evidence.verifyEvidence, { pledge: patrol._id, fact: one.id })
  const other = await fn.ask(shi, evidence.showPledge, done)
  await fn.sweep(leads[0], evidence.sendBack, { pledge: patrol._id, fact: other.id, hint: '拍一下换下来的灯泡' })
  const { code = '' } = await fn.ask(shi, evidence.showPledge, done)
  await fn.sweep(resident, evidence.confirmDone, { pledge: patrol._id, code })
})

test('lists and rounds', async () => {
  const given = { list: 'need' as const, words: '三户老人没人陪着去医院', whom: '金星北社区', origin: 'wish' as const }
  const item = await fn.sweep(secretary, items.addItem, { branch, ...given, wants: 3 })
  await fn.sweep(secretary, items.closeItem, { item: item.id, as: 'done', say: '三户都有人陪了' })
  await fn.sweep(secretary, review.openRound, { branch, from: '2026-07-01', until: '2026-10-31', closes: '2026-12-05' })
  const ballot = { round: round._id, voice: 'residents' as const, grade: 'good' as const, receipt: 'a'.repeat(64) }
  await fn.sweep(resident, review.vote, { ...ballot, opinion: '每次都看得到人' })
})

test('the same deaths find a twin that tells its member only after it wrote', async () => {
  const owing = { file: 'pledge/promise/saving.ts', from: '    ...owed(told),\n', to: '' }
  const twin = await startSweep(await buildBroken('pledge', 'tells-later', [owing]), cloud)
  const over = { pledge: patrol._id, as: 'excused' as const, reason: '调到别的街道了' }
  await expect(twin.sweep(secretary, approval.endPledge, over)).rejects.toThrow('missing')
  await twin.stop()
})

/** Of these a death between two writes is tried elsewhere, or there is but one write. */
const elsewhere: Record<string, string> = {
  draftPledge: 'one write, of what only its writer reads',
  writePledge: 'of a draft, as draftPledge',
  followItem: 'items.actions.test.ts',
  mergeItem: 'items.actions.test.ts',
  handPledge: 'handing.actions.test.ts',
  answerHanding: 'handing.actions.test.ts',
}

test('nothing that changes the promises is left out', async () => {
  const changing = (await capabilities()).filter(({ domain, changes }) => domain === 'pledge' && changes === true)
  const tried = [...fn.swept, ...Object.keys(elsewhere)].sort()
  expect(tried).toEqual(changing.map(({ name }) => name).sort())
})
