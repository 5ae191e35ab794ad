import { profile } from '../../cloudfunctions/member/profile/contract'
import { role } from '../../cloudfunctions/member/role/contract'
import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Member } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds } from '../support/market-world'
import { membersOf } from '../support/members'
import { wechatOf } from '../support/wechat'

let cloud: Cloud
let wechat: ReturnType<typeof wechatOf>
let members: ReturnType<typeof membersOf>
const refused = new Set<string>()

beforeAll(async () => {
  cloud = await startCloud()
  wechat = wechatOf(cloud)
  members = membersOf(cloud)
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))
afterEach(() => wechat.forgetFaults())

const community = 'wangcheng.yueliangdao.taohuajing'
const elsewhere = 'wangcheng.gaotangling.wangfulu'
const staff = 'o-staff-0001'
const admin = 'o-admin-0001'
const districtAdmin = 'o-admin-0002'

const appoint = async (by: string, who: string, as: 'vendor' | 'lead' = 'vendor') =>
  cloud.call(by, role.appoint, { place: community, role: as, person: await members.codeOf(who) })

async function expectNo(reply: Promise<{ ok: boolean }>, code: string): Promise<void> {
  const tables: Record<string, string>[] = [role.grantRole.refusals, role.revokeRole.refusals]
  const words = tables.flatMap((table) => table[code] ?? [])
  const answer = await reply
  expect(answer).toMatchObject({ ok: false, code })
  expect(words).toContain((answer as unknown as { say: string }).say)
  refused.add(code)
}

test('staff appoint a vendor by the code that they show; the vendor is told, books, is dismissed, and books no more', async () => {
  const who = 'o-newcomer-0001'
  await members.nameIt(who, '炸藕盒的小李')
  const person = await members.codeOf(who)
  expect(await cloud.call(staff, role.findMember, { person })).toEqual({
    ok: true,
    value: { shownName: '炸藕盒的小李' },
  })
  await cloud.resetStats()
  expect(await cloud.call(staff, role.appoint, { place: community, role: 'vendor', person })).toEqual({
    ok: true,
    value: { role: 'vendor', roleName: '摊主', place: community, placeName: '桃花井社区', shownName: '炸藕盒的小李' },
  })
  // The facts, the decision; two to count the tries of these minutes; three to put the notice into the inbox.
  expect((await cloud.stats())['member']?.['appoint']).toEqual({ calls: 1, requests: 7 })
  expect(await members.noticesOf(who)).toMatchObject([
    { kind: 'role', title: '您现在是桃花井社区的摊主', unread: true },
  ])
  const book = () => cloud.call(who, booking.bookStall, { night: nightIds.tonight, stall: 'A01' })
  // The role is there; what is missing is the profile that the market asks for.
  expect(await book()).toMatchObject({ code: 'VENDOR_NOT_APPROVED' })
  const dismissal = { place: community, role: 'vendor' as const, reason: '摊位转给别人了' }
  const token = await members.holder(staff, 'vendor', community, '炸藕盒的小李')
  expect(await cloud.call(staff, role.dismiss, { ...dismissal, holder: token })).toMatchObject({ ok: true })
  expect(await book()).toMatchObject({ code: 'NOT_ALLOWED' })
  expect((await members.noticesOf(who)).map(({ words }) => words)).toContainEqual(
    expect.stringContaining('摊位转给别人了'),
  )
  expect((await members.member(who))?.owed).toEqual([])
})

test('a role taken away holds at the next call, for a vendor in the middle of things too', async () => {
  const vendor = 'o-vendor-0004'
  const book = (stall: string) => cloud.call(vendor, booking.bookStall, { night: nightIds.tonight, stall })
  expect(await book('A03')).toMatchObject({ ok: true })
  expect(await cloud.call(vendor, booking.cancelBooking, { night: nightIds.tonight })).toMatchObject({ ok: true })
  const name = (await members.member(vendor))?.name ?? ''
  const token = await members.holder(staff, 'vendor', community, name)
  await cloud.call(staff, role.dismiss, { place: community, role: 'vendor', holder: token, reason: '证件过期' })
  expect(await book('A03')).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })
})

test('history says who, what, where, when and why; the person reads it without names', async () => {
  const who = 'o-newcomer-0001'
  expect((await members.member(who))?.roleChanges).toMatchObject([
    {
      change: 'granted',
      role: 'vendor',
      place: community,
      by: expect.stringMatching(/^actor-/) as string,
      as: 'staff',
    },
    {
      change: 'revoked',
      role: 'vendor',
      place: community,
      by: expect.stringMatching(/^actor-/) as string,
      as: 'staff',
      reason: '摊位转给别人了',
    },
  ])
  const list = await cloud.call(who, role.listMyRoleChanges, {})
  expect(list).toMatchObject({
    value: {
      items: [
        { change: 'revoked', roleName: '摊主', placeName: '桃花井社区', as: '工作人员', reason: '摊位转给别人了' },
        { change: 'granted', roleName: '摊主', placeName: '桃花井社区', as: '工作人员' },
      ],
    },
  })
  expect(JSON.stringify(list)).not.toContain(staff)
  expect(await cloud.call('o-resident-0009', role.listMyRoleChanges, {})).toEqual({ ok: true, value: { items: [] } })
})

test('a repeated tap does nothing twice, also after the code was used up and the role taken again', async () => {
  const who = 'o-newcomer-0002'
  await members.nameIt(who, '志愿者小周')
  const person = await members.codeOf(who)
  const again = () => cloud.call(staff, role.appoint, { place: community, role: 'volunteer', person }, 'tap-appoint-01')
  const first = await again()
  expect(await again()).toEqual(first)
  const token = await members.holder(staff, 'volunteer', community, '志愿者小周')
  const asked = { place: community, role: 'volunteer' as const, holder: token, reason: '搬家了' }
  const dismissed = await cloud.call(staff, role.dismiss, asked, 'tap-dismiss-01')
  expect(await cloud.call(staff, role.dismiss, asked, 'tap-dismiss-01')).toEqual(dismissed)
  expect(await again()).toEqual(first)
  const { roles, roleChanges } = (await members.member(who)) ?? {}
  expect(roles).toEqual([])
  expect(roleChanges).toHaveLength(2)
  expect(await members.noticesOf(who)).toHaveLength(2)
})

test('ten taps at once give one role, and two people who give two roles give both', async () => {
  const who = 'o-newcomer-0003'
  const person = await members.codeOf(who)
  const taps = Array.from({ length: 10 }, (_, tap) =>
    cloud.call(staff, role.appoint, { place: community, role: 'lead', person }, `tap-many-${tap}`),
  )
  const others = [staff, admin].map((by) =>
    by === staff
      ? cloud.call(by, role.appoint, { place: community, role: 'vendor', person })
      : cloud.call(by, role.grantRole, { place: community, role: 'operator', person }),
  )
  const answers = await Promise.all(taps)
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  for (const answer of answers) if (!answer.ok) expect(['ALREADY_HOLDS', 'INTERNAL']).toContain(answer.code)
  for (const answer of await Promise.all(others)) expect(answer).toMatchObject({ ok: true })
  expect((await members.member(who))?.roles.map((each) => each.role).sort()).toEqual(['lead', 'operator', 'vendor'])
})

test('the rules of giving refuse, each in its own words', async () => {
  await expectNo(appoint(staff, 'o-vendor-0005'), 'ALREADY_HOLDS')
  await expectNo(appoint(staff, staff, 'lead'), 'NOT_YOURSELF')
  await expectNo(members.grant(admin, admin, 'operator', community), 'NOT_YOURSELF')
  const person = await members.codeOf('o-newcomer-0004')
  await expectNo(
    cloud.call(staff, role.appoint, { place: `${community}.nowhere`, role: 'lead', person }),
    'NO_SUCH_PLACE',
  )
  await expectNo(
    cloud.call(staff, role.appoint, { place: community, role: 'lead', person: 'ZZZZZZZZ' }),
    'NO_SUCH_PERSON',
  )
  await cloud.setClock(new Date(+fridayMorning + 11 * 60_000))
  await expectNo(cloud.call(staff, role.appoint, { place: community, role: 'lead', person }), 'NO_SUCH_PERSON')
  await expectNo(cloud.call(staff, role.findMember, { person }), 'NO_SUCH_PERSON')
})

test('staff give and take three roles in their own community only, and others none', async () => {
  const person = await members.codeOf('o-newcomer-0005')
  for (const wanted of ['staff', 'admin', 'operator', 'auditor', 'secretary', 'member'])
    expect(
      await cloud.send('member', staff, { action: 'appoint', input: { place: community, role: wanted, person } }),
    ).toMatchObject({ code: 'BAD_INPUT' })
  for (const place of [elsewhere, 'wangcheng.yueliangdao', 'wangcheng'])
    expect(await cloud.call(staff, role.appoint, { place, role: 'lead', person })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
  expect(await cloud.call(staff, role.appoint, { place: `${community}.g1`, role: 'lead', person })).toMatchObject({
    ok: true,
  })
  for (const who of ['o-vendor-0001', 'o-resident-0001', 'o-operator-0001', 'o-lead-0001'])
    expect(await cloud.call(who, role.appoint, { place: community, role: 'lead', person })).toMatchObject({
      code: 'NOT_ALLOWED',
    })
  expect(await cloud.call(admin, role.grantRole, { place: 'wangcheng', role: 'admin', person })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  expect(await cloud.call(staff, role.grantRole, { place: community, role: 'vendor', person })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
})

test('taking needs a reason in fit words, a role that is there, and a name from one’s own list', async () => {
  const name = (await members.member('o-vendor-0006'))?.name ?? ''
  const token = await members.holder(staff, 'vendor', community, name)
  const asked = { place: community, role: 'vendor' as const, holder: token }
  expect(await cloud.send('member', staff, { action: 'dismiss', input: asked })).toMatchObject({ code: 'BAD_INPUT' })
  expect(await cloud.call(staff, role.dismiss, { ...asked, reason: ' ' })).toMatchObject({ code: 'BAD_INPUT' })
  await wechat.setRiskyWords(['违禁词'])
  expect(await cloud.call(staff, role.dismiss, { ...asked, reason: '违禁词' })).toMatchObject({ code: 'WORDS_NOT_FIT' })
  await expectNo(cloud.call(staff, role.dismiss, { ...asked, role: 'lead', reason: '不干了' }), 'DOES_NOT_HOLD')
  // Somebody else's name for the same person opens nothing.
  await expectNo(cloud.call(admin, role.revokeRole, { ...asked, reason: '不干了' }), 'NO_SUCH_PERSON')
  await expectNo(
    cloud.call(staff, role.dismiss, { ...asked, holder: 'h'.repeat(80), reason: '不干了' }),
    'NO_SUCH_PERSON',
  )
  expect((await members.member('o-vendor-0006'))?.roles).toHaveLength(1)
})

test('a list pages through everybody below a place by shown names, and says nothing else of them', async () => {
  await cloud.call('o-vendor-0007', profile.setFullName, { fullName: '欧阳小磊' })
  await cloud.call('o-vendor-0007', profile.setShownAs, { shownAs: 'surname' })
  const all = await members.holders(districtAdmin, 'vendor', 'wangcheng', role.listAllHolders)
  const expected = (await cloud.documents<Member>('members')).filter(({ roles }) =>
    roles.some((each) => each.role === 'vendor'),
  )
  expect(all).toHaveLength(expected.length)
  expect(new Set(all.map((each) => each.holder)).size).toBe(all.length)
  expect(all.map(({ shownName }) => shownName)).toContain('欧阳**')
  const text = JSON.stringify(all) + Buffer.from(JSON.stringify(all), 'base64').toString()
  expect(text).not.toMatch(/o-vendor|小磊/)
  const page = await cloud.call(staff, role.listHolders, { place: community, role: 'vendor' })
  const cursor = (page.ok && page.value.cursor) || ''
  expect(Buffer.from(cursor, 'base64url').toString()).not.toContain('o-vendor')
  // Somebody else's place in a list is none of mine.
  expect(
    await cloud.call(districtAdmin, role.listAllHolders, { place: community, role: 'vendor', cursor }),
  ).toMatchObject({ code: 'BAD_INPUT' })
  await cloud.resetStats()
  await cloud.call(staff, role.listHolders, { place: community, role: 'vendor' })
  expect((await cloud.stats())['member']).toEqual({ listHolders: { calls: 1, requests: 1 } })
  expect(await cloud.call(staff, role.listHolders, { place: elsewhere, role: 'vendor' })).toMatchObject({
    code: 'NOT_ALLOWED',
  })
  await expectNo(cloud.call(staff, role.listHolders, { place: 'nowhere', role: 'vendor' }), 'NO_SUCH_PLACE')
})

test('every refusal of these contracts was met here, but for those of places, admins and races', async () => {
  const all = [role.grantRole, role.revokeRole, role.appoint, role.dismiss].flatMap(({ refusals }) =>
    Object.keys(refusals),
  )
  expect([...new Set(all)].filter((code) => !refused.has(code)).sort()).toEqual([
    'LAST_ADMIN',
    'PLACE_RETIRED',
    'ROLE_CHANGING',
  ])
  expect(await cloud.unservedQueries()).toEqual([])
})
