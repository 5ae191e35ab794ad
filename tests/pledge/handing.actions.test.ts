import path from 'node:path'
import { approval } from '../../cloudfunctions/pledge/approval/contract'
import { board } from '../../cloudfunctions/pledge/board/contract'
import { desk } from '../../cloudfunctions/pledge/desk/contract'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import { figures } from '../../cloudfunctions/pledge/figures/contract'
import type { Pledge } from '../../cloudfunctions/pledge/documents'
import { handing } from '../../cloudfunctions/pledge/handing/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import type { Member } from '../../cloudfunctions/shared/documents'
import { holderFor } from '../../cloudfunctions/shared/holder'
import { builtFunctions } from '../../config/scripts/build-functions'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { startSweep } from '../support/crash-sweep'
import { runHere } from '../support/in-process'
import { aFact, aPledge, must, secretaries, shownOn, titlesOf, writePledgeWorld } from '../support/pledge-world'
import { stopClock } from '../support/stop-clock'
import { sheetsOf } from '../support/xlsx'

const branch = 'wangcheng.yueliangdao.taohuajing'
/** The first is a member too. */
const [first, second, elsewhere] = secretaries
const [gone, taker, other] = ['o-member-0001', 'o-member-0005', 'o-member-0006']
const reason = '老石搬去了长沙县，这条要有人接'
const facts = [...shownOn(['2026-10-09', '2026-10-16']), aFact('2026-11-20', { state: 'shown' })]
const [left, theirs, ended] = [
  aPledge('left', { member: gone, facts }),
  aPledge('theirs', { member: other }),
  aPledge('ended', { member: gone, state: 'done', doneAt: fridayMorning }),
]

let cloud: Cloud
beforeAll(async () => {
  stopClock(fridayMorning)
  cloud = await startCloud({ documents: writePledgeWorld({ pledges: [left, theirs, ended] }) })
  await cloud.setClock(fridayMorning)
})
afterAll(async () => {
  jest.useRealTimers()
  await cloud.stop()
})

const roleOf = async (who: string, roles?: Member['roles']) => {
  const found = (await cloud.documents<Member>('members')).find(({ _id }) => _id === who)
  if (!found) throw new Error(`${who} is gone`)
  const changed: Member = { ...found, ...(roles ? { roles } : {}) }
  if (roles) await cloud.put('members', changed)
  return found.roles
}
const waiting = async (who = second) => must(await cloud.call(who, handing.listLeft, { branch }))
test('whose member left is handed on by a secretary, and taken by whoever was asked alone: histories, figures and names stay', async () => {
  const file = path.join(builtFunctions, 'pledge/index.js')
  // Sealed names of people open with the key of the process that they were sealed in.
  const here = await runHere(cloud.url)(file)
  const fn = await startSweep(file, cloud)
  for (const who of [first, second, taker, other]) await cloud.send('nobody', who, {})
  await fn.tick()
  const roles = await roleOf(gone)
  const hand = (by: string, to: string) => ({ pledge: left._id, holder: holderFor(by, to), reason })

  // Nobody loses what they still do.
  expect((await waiting()).items).toEqual([])
  expect(await here.call(second, handing.handPledge, hand(second, taker), 'tap-still-there')).toMatchObject({
    code: 'STILL_THERE',
  })
  await roleOf(gone, [])
  const { items, members } = await waiting()
  expect(items.map(({ pledge }) => pledge)).toEqual([left._id])
  expect(members.length).toBeGreaterThan(2)
  expect(await cloud.call(elsewhere, handing.listLeft, { branch })).toMatchObject({ code: 'NOT_ALLOWED' })

  // Not to oneself, not to somebody else's members, not with another reader's name for them, nor what is over.
  const attempts = [
    [first, hand(first, first), 'NOT_YOURSELF'],
    [second, hand(second, 'o-resident-0001'), 'NO_SUCH_MEMBER'],
    [second, hand(first, taker), 'NO_SUCH_MEMBER'],
    [second, hand(second, gone), 'NO_SUCH_MEMBER'],
    [second, { ...hand(second, taker), pledge: ended._id }, 'NOT_RUNNING'],
    [elsewhere, hand(elsewhere, taker), 'NOT_ALLOWED'],
    [taker, hand(taker, other), 'NOT_ALLOWED'],
  ] as const
  for (const [who, input, code] of attempts)
    expect([code, await here.call(who, handing.handPledge, input, `tap-wrong-${code}-${who}`)]).toMatchObject([
      code,
      { code },
    ])
  const answer = (who: string, yes = true) => cloud.call(who, handing.answerHanding, { pledge: left._id, yes })
  expect(await answer(taker)).toMatchObject({ code: 'NOT_ASKED' })

  await fn.sweep(second, handing.handPledge, hand(second, other))
  expect((await waiting()).items[0]?.asked).toBeDefined()
  for (const who of [taker, first, gone]) expect((await answer(who)).ok).toBe(false)
  await fn.sweep(other, handing.answerHanding, { pledge: left._id, yes: false })
  expect((await waiting()).items[0]?.asked).toBeUndefined()
  await fn.ask(second, handing.handPledge, hand(second, first))
  await fn.ask(second, handing.handPledge, hand(second, taker))
  expect(await answer(first)).toMatchObject({ code: 'NOT_ASKED' })
  expect(must(await cloud.call(taker, promise.mine, {})).offered).toMatchObject([{ id: left._id, why: reason }])
  // Whoever comes back goes on themselves.
  await roleOf(gone, roles)
  expect(await answer(taker)).toMatchObject({ code: 'STILL_THERE' })
  await roleOf(gone, [])

  const figured = async () => must(await cloud.call(undefined, figures.figures, { place: branch, year: 2026 })).values
  const before = await figured()
  await fn.sweep(taker, handing.answerHanding, { pledge: left._id, yes: true })
  await fn.tick()
  expect(await figured()).toEqual(before)
  const mine = must(await cloud.call(taker, promise.mine, {}))
  expect(mine.offered).toEqual([])
  expect(mine.items.find(({ id }) => id === left._id)).toMatchObject({ inRow: 0 })
  const seen = must(await cloud.call(undefined, board.one, { pledge: left._id }))
  expect(seen).toMatchObject({ hands: [{ by: left.by, until: '2026-11-27', why: reason }] })
  expect(seen.shown.map(({ by }) => by)).toEqual([left.by, left.by, left.by])
  expect(JSON.stringify(seen)).not.toContain('o-member')
  expect((await waiting()).items).toEqual([])
  expect(await titlesOf(cloud, taker)).toEqual(['有一条承诺想请您接着做', '今天到期'])

  // What somebody did they do not look at, also when it is another's now.
  await roleOf(gone, [{ role: 'secretary', place: branch }])
  const look = { pledge: left._id, fact: 'fact-2026-11-20' }
  expect(await cloud.call(gone, evidence.verifyEvidence, look)).toMatchObject({ code: 'OWN_PLEDGE' })
  const end = { pledge: left._id, as: 'excused' as const, reason: '换成了声控灯' }
  expect(await cloud.call(gone, approval.endPledge, end)).toMatchObject({ code: 'OWN_PLEDGE' })
  expect(await cloud.call(second, evidence.verifyEvidence, look)).toMatchObject({ ok: true })

  // In the year's sheet each has what was due in their time.
  const [people] = sheetsOf(must(await cloud.call(second, desk.yearSheet, { branch, year: 2026 })).bytes)
  const rowOf = (name: string) =>
    people?.rows
      .find(([who]) => who === name)
      ?.slice(1, 4)
      .map((cell) => (Array.isArray(cell) ? cell[0] : cell))
  // Two promises: seven Fridays of this one up to the day of the hand-over, of which three were shown, and all of the other.
  const all = (counted = '') => counted.split(' ').filter((token) => token.startsWith('26')).length
  const [ofLeft, ofEnded] = await Promise.all(
    [left, ended].map(async ({ _id }) => (await cloud.documents<Pledge>('pledges')).find((each) => each._id === _id)),
  )
  const since = all(ofLeft?.counted) - 7
  expect(rowOf(left.by)).toEqual([2, 7 + all(ofEnded?.counted), 3])
  expect(rowOf(ofLeft?.by ?? '')?.slice(0, 2)).toEqual([1, since])
  expect(await cloud.unservedQueries()).toEqual([])
  await fn.stop()
})
