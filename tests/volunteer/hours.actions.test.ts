import type { Certificate, HandHours, HoursEntry, Shift } from '../../cloudfunctions/volunteer/documents'
import { certificate } from '../../cloudfunctions/volunteer/certificate/contract'
import { hours as contract } from '../../cloudfunctions/volunteer/hours/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { everyone, holderOf } from '../support/everyone'
import { unfit } from '../support/unfit'
import { aShift, makeStaff, writeVolunteerWorld } from '../support/volunteer-world'
import { wechatOf } from '../support/wechat'

const staff = 'o-staff-0001'
const second = holderOf('staff', 'here')
const lin = 'o-volunteer-0001'
const mei = 'o-volunteer-0002'
const leader = 'o-volunteer-0009'
const place = 'wangcheng.yueliangdao.taohuajing'

/** Shifts that are over, Lin, Mei and the leader in each. */
const over = Array.from({ length: 24 }, (_, index): Shift => {
  const startsAt = new Date(+new Date('2026-11-02T09:00:00+08:00') + index * 24 * 60 * 60_000)
  const holders = [lin, mei, leader].map((person) => ({
    ...{ id: `h-${person}`, person, name: person.slice(-4), at: startsAt, key: `key-${person}` },
  }))
  return aShift(`over${String(index)}`, { startsAt, leader, people: [lin, mei, leader] }, [{ holders }])
})

let cloud: Cloud
beforeAll(async () => {
  const documents = writeVolunteerWorld({ volunteer_shifts: over }, everyone())
  cloud = await startCloud({ documents, now: new Date('2026-11-27T10:00:00+08:00') })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const add = (who: string, shift: Shift | undefined, holder: string, minutes = 120, key?: string) =>
  cloud.call(
    who,
    contract.addHours,
    { shift: shift?._id ?? '', holder: `h-${holder}`, minutes, reason: '扫码没扫上' },
    key,
  )
const bookOf = async (person: string) =>
  (await cloud.documents<HoursEntry>('volunteer_hours')).filter((each) => each.person === person)

/** That a person's book adds up: lines numbered from one, each with the sum of all before. */
async function expectSound(person: string, minutes: number): Promise<void> {
  const lines = (await bookOf(person)).sort((one, other) => one.seq - other.seq)
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
  let total = 0
  for (const line of lines) {
    total += line.minutes
    expect(line.total).toBe(total)
  }
  expect(total).toBe(minutes)
}

test('unfit words are no reason', async () => {
  await wechatOf(cloud).setRiskyWords([unfit])
  const said = { shift: over[0]?._id ?? '', holder: `h-${lin}`, minutes: 60, reason: unfit }
  expect(await cloud.call(leader, contract.addHours, said)).toMatchObject({ code: 'WORDS_NOT_FIT' })
})

test('minutes by hand wait for a second person; a tap delivered twice counts once; a total costs one request', async () => {
  const hand = must(await add(leader, over[0], lin, 120, 'tap-add-0001'))
  expect(must(await add(leader, over[0], lin, 120, 'tap-add-0001'))).toEqual(hand)
  expect(must(await cloud.call(lin, contract.myTotals, {})).minutes).toBe(0)
  expect(must(await cloud.call(staff, contract.listHoursToConfirm, { place })).items.map(({ id }) => id)).toEqual([
    hand.id,
  ])
  const confirm = (who: string, key: string) => cloud.call(who, contract.confirmHours, { hours: hand.id }, key)
  expect(must(await confirm(staff, 'tap-yes-0001')).state).toBe('confirmed')
  expect(must(await confirm(staff, 'tap-yes-0001')).state).toBe('confirmed')
  expect(await confirm(second, 'tap-yes-0002')).toMatchObject({ code: 'ALREADY_DECIDED' })
  await cloud.resetStats()
  expect(must(await cloud.call(lin, contract.myTotals, {}))).toMatchObject({
    ...{ minutes: 120, byHand: 120, stars: 0, year: { year: 2026, minutes: 120 } },
    next: { stars: 1, minutes: 5880 },
  })
  expect((await cloud.stats())['volunteer']?.['myTotals']?.requests).toBe(1)
  expect(await cloud.unservedQueries()).toEqual([])
})

test('nobody adds, confirms or takes back their own hours, by no path; who added does not confirm', async () => {
  expect(await add(leader, over[1], leader)).toMatchObject({ code: 'OWN_HOURS' })
  expect(await add(mei, over[1], lin)).toMatchObject({ code: 'NOT_ALLOWED' })
  const hand = must(await add(staff, over[1], lin))
  expect(await cloud.call(staff, contract.confirmHours, { hours: hand.id })).toMatchObject({ code: 'SECOND_PERSON' })
  expect(await cloud.call(leader, contract.confirmHours, { hours: hand.id })).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await cloud.call(lin, contract.confirmHours, { hours: hand.id })).toMatchObject({ code: 'NOT_ALLOWED' })
  must(await cloud.call(second, contract.refuseHours, { hours: hand.id, reason: '名单上没有签到' }))
  // Whoever noted minutes as the leader is no second person as staff; what waits is on no certificate.
  await makeStaff(cloud, leader)
  const noted = must(await add(leader, over[1], lin, 30))
  const his = must(await add(staff, over[1], leader))
  const deny = (hours: string) => cloud.call(leader, contract.refuseHours, { hours, reason: '不算' })
  for (const [hours, code] of [
    [noted.id, 'SECOND_PERSON'],
    [his.id, 'OWN_HOURS'],
  ] as const) {
    expect(await cloud.call(leader, contract.confirmHours, { hours })).toMatchObject({ code })
    expect(await deny(hours)).toMatchObject({ code })
    must(await cloud.call(second, contract.refuseHours, { hours, reason: '名单上没有' }))
  }
  expect(await cloud.call(leader, certificate.makeCertificate, {})).toMatchObject({ code: 'NO_HOURS' })
  // A member of staff who serves too is asked to leave their own to somebody else.
  await makeStaff(cloud, mei)
  expect(await add(mei, over[1], mei)).toMatchObject({ code: 'OWN_HOURS' })
  const hers = must(await add(staff, over[1], mei))
  expect(await cloud.call(mei, contract.confirmHours, { hours: hers.id })).toMatchObject({ code: 'OWN_HOURS' })
  must(await cloud.call(second, contract.confirmHours, { hours: hers.id }))
  const [line] = await bookOf(mei)
  expect(await cloud.call(mei, contract.reverseHours, { entry: line?._id ?? '', reason: '记错了' })).toMatchObject({
    code: 'OWN_HOURS',
  })
})

test('with the hours there are, and those that wait, never more than the shift lasted', async () => {
  must(await add(staff, over[2], lin, 90))
  expect(await add(staff, over[2], lin, 45)).toMatchObject({ code: 'MORE_THAN_SHIFT' })
  expect(await add(staff, over[2], 'o-volunteer-0100', 45)).toMatchObject({ code: 'NOT_IN_SHIFT' })
  expect(await add(staff, aShift('coming'), lin, 45)).toMatchObject({ code: 'NO_SUCH_SHIFT' })
})

test('confirmed, minutes by hand are counted again: what came in at the same moment is never more than the shift', async () => {
  const shift = over[22]
  const before = (await bookOf(leader)).reduce((sum, { minutes }) => sum + minutes, 0)
  const first = must(await add(staff, shift, leader, 90))
  // Two colleagues noted it at the same moment: neither saw the other's.
  const [noted] = (await cloud.documents<HandHours>('volunteer_hand_hours')).filter(({ _id }) => _id === first.id)
  if (!noted) throw new Error('nothing was noted')
  const others = ['b', 'c'].map((letter) => ({ ...noted, _id: letter.repeat(16) }))
  for (const each of others) await cloud.put('volunteer_hand_hours', each)
  const confirm = (hours: string, key?: string) => cloud.call(second, contract.confirmHours, { hours }, key)
  // Confirmed at the same moment, the book's own write has the last word.
  const answers = await Promise.all([confirm(first.id, 'tap-cap-0001'), confirm('b'.repeat(16), 'tap-cap-0002')])
  expect(answers.some(({ ok }) => ok)).toBe(true)
  expect(await confirm('c'.repeat(16))).toMatchObject({ code: 'MORE_THAN_SHIFT' })
  const ofShift = (await bookOf(leader)).filter((each) => each.shift === shift?._id)
  const counted = ofShift.reduce((sum, { minutes }) => sum + minutes, 0)
  expect([90, 120]).toContain(counted)
  await expectSound(leader, before + counted)
  must(await cloud.call(second, contract.refuseHours, { hours: 'c'.repeat(16), reason: '记过了' }))
})

test('many lines of one book at once: each gets its number, none is lost, none counts twice', async () => {
  const hands = await Promise.all(over.slice(4).map((shift) => add(staff, shift, mei, 60)))
  const before = (await bookOf(mei)).reduce((sum, { minutes }) => sum + minutes, 0)
  await Promise.all(
    hands.flatMap((hand) => {
      const { id } = must(hand)
      return [1, 2].map(() => cloud.call(second, contract.confirmHours, { hours: id }, `confirm-${id}`))
    }),
  )
  await expectSound(mei, before + hands.length * 60)
  const first = must(await cloud.call(mei, contract.myHours, {}))
  expect(first.items).toHaveLength(20)
  const rest = must(await cloud.call(mei, contract.myHours, { cursor: first.cursor ?? '' }))
  expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(hands.length + 1)
})

test('a call that died before the book was written is carried on by the timer; a mistake is taken back once, with its reason', async () => {
  const hand = must(await add(staff, over[3], lin, 60))
  await cloud.plan({
    kind: 'crash',
    function: 'volunteer',
    action: 'confirmHours',
    request: 'database.insertDocument',
    at: 2,
    when: 'before',
    times: 1,
  })
  await cloud.call(second, contract.confirmHours, { hours: hand.id }, 'tap-crash-0001')
  await cloud.noFaults()
  await expectSound(lin, 120)
  await cloud.tick('volunteer')
  await cloud.tick('volunteer')
  await expectSound(lin, 180)
  const line = (await bookOf(lin)).find(({ minutes }) => minutes === 60)
  const back = { entry: line?._id ?? '', reason: '那天下雨提前散了' }
  const answers = await Promise.all([1, 2, 3].map(() => cloud.call(staff, contract.reverseHours, back)))
  expect(new Set(answers.map((each) => must(each).id)).size).toBe(1)
  await expectSound(lin, 120)
  expect(must(await cloud.call(lin, contract.myTotals, {}))).toMatchObject({ minutes: 120, byHand: 120 })
  const statement = must(await cloud.call(lin, contract.yearStatement, { year: 2026 }))
  expect(statement).toMatchObject({
    minutes: 120,
    months: expect.arrayContaining([{ month: 11, minutes: 120 }]) as unknown,
  })
  expect(must(await cloud.call(lin, contract.yearSheet, { year: 2026 })).bytes.length).toBeGreaterThan(2000)
  const shown = { shift: over[3]?._id ?? '', holder: `h-${lin}` }
  expect(must(await cloud.call(staff, contract.hoursOfHolder, shown)).items).toHaveLength(3)
})

test('a certificate states the book, for anybody who has its number; what is taken back of it, and itself, shows', async () => {
  expect(await cloud.call('o-volunteer-0003', certificate.makeCertificate, {})).toMatchObject({ code: 'NO_HOURS' })
  const made = must(await cloud.call(lin, certificate.makeCertificate, {}, 'tap-made-0001'))
  expect(made).toMatchObject({ minutes: 120, stars: 0, from: '2026-11-02', until: '2026-11-05' })
  // A tap that is delivered twice, at once too, makes one; so does another tap while the book is the same.
  const again = await Promise.all(
    ['tap-made-0001', 'tap-made-0002', 'tap-made-0002'].map((key) =>
      cloud.call(lin, certificate.makeCertificate, {}, key),
    ),
  )
  expect(new Set(again.map((each) => must(each).number))).toEqual(new Set([made.number]))
  expect(must(await cloud.call(lin, certificate.myCertificates, {})).items).toEqual([made])

  const { number } = made
  const stranger = 'o-resident-0007'
  expect(must(await cloud.call(stranger, certificate.checkCertificate, { number }))).toEqual(made)
  expect(await cloud.call(stranger, certificate.checkCertificate, { number: 'ABCDEFGH2345' })).toMatchObject({
    code: 'NO_SUCH_CERTIFICATE',
  })

  const [line] = await bookOf(lin)
  must(await cloud.call(staff, contract.reverseHours, { entry: line?._id ?? '', reason: '记错了人' }))
  expect(must(await cloud.call(stranger, certificate.checkCertificate, { number }))).toMatchObject({
    minutes: 120,
    corrected: 120,
  })

  await wechatOf(cloud).setRiskyWords([unfit])
  expect(await cloud.call(staff, certificate.revokeCertificate, { number, reason: unfit })).toMatchObject({
    code: 'WORDS_NOT_FIT',
  })
  const revoke = { number, reason: '时长冲正了' }
  expect(await cloud.call(lin, certificate.revokeCertificate, revoke)).toMatchObject({ ok: false })
  // One tap that arrives three times at once takes it back once, and each is told so.
  const backs = await Promise.all(
    [1, 2, 3].map(() => cloud.call(staff, certificate.revokeCertificate, revoke, 'tap-back-0001')),
  )
  const [gone, ...others] = backs.map(must)
  if (!gone) throw new Error('nothing was told')
  expect(others).toEqual([gone, gone])
  expect(gone.revoked?.reason).toBe('时长冲正了')
  expect(must(await cloud.call(staff, certificate.revokeCertificate, revoke, 'tap-back-0001'))).toEqual(gone)
  expect(await cloud.call(second, certificate.revokeCertificate, revoke)).toMatchObject({ code: 'ALREADY_REVOKED' })
  expect(must(await cloud.call(stranger, certificate.checkCertificate, { number })).revoked).toEqual(gone.revoked)
  const [kept] = await cloud.documents<Certificate>('volunteer_certificates')
  const own = { ...kept, _id: 'ABCDEFGH2346', person: staff, revoked: undefined }
  await cloud.put('volunteer_certificates', own)
  expect(await cloud.call(staff, certificate.revokeCertificate, { number: own._id, reason: '写错了' })).toMatchObject({
    code: 'OWN_CERTIFICATE',
  })
})

test('minutes noted in one thousandth of a second are all on the list to confirm, over its pages, each once', async () => {
  const [noted] = await cloud.documents<HandHours>('volunteer_hand_hours')
  if (!noted) throw new Error('nothing was noted')
  const ids = Array.from({ length: 30 }, (_, index) => `${String(index).padStart(2, '0')}${'d'.repeat(14)}`)
  const waits: HandHours = { ...noted, state: 'waiting' }
  for (const _id of ids) await cloud.put('volunteer_hand_hours', { ...waits, _id })
  const first = must(await cloud.call(staff, contract.listHoursToConfirm, { place }))
  const rest = must(await cloud.call(staff, contract.listHoursToConfirm, { place, cursor: first.cursor ?? '' }))
  const listed = [...first.items, ...rest.items].map(({ id }) => id).filter((id) => id.endsWith('d'.repeat(14)))
  expect(listed).toEqual(ids)
  expect(await cloud.unservedQueries()).toEqual([])
})
