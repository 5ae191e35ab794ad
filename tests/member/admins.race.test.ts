import { rmSync } from 'node:fs'
import path from 'node:path'
import { role } from '../../cloudfunctions/member/role/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { membersOf } from '../support/members'
import { buildTwin } from '../support/twin'
import { warm } from '../support/warm'
import { wechatOf } from '../support/wechat'

const community = 'wangcheng.yueliangdao.taohuajing'
const [first, second] = ['o-admin-0002', 'o-newcomer-0001']

/** A cloud whose district has two admins, called 管理员2 and 第二位管理员. */
async function withTwoAdmins(functions?: string) {
  const cloud = await startCloud({ seed: 'demo', ...(functions === undefined ? {} : { functions }) })
  const members = membersOf(cloud)
  await members.nameIt(second, '第二位管理员')
  const granted = await members.grant(first, second, 'admin', 'wangcheng', 'tap-admin-0001')
  if (!granted.ok) throw new Error(granted.code)
  return { cloud, members }
}

const revoke = (cloud: Cloud, by: string, holder: string, key?: string) =>
  cloud.call(by, role.revokeRole, { place: 'wangcheng', role: 'admin', holder, reason: '换人负责' }, key)

/** Both admins dismiss each other at the same moment. */
async function duel({ cloud, members }: Awaited<ReturnType<typeof withTwoAdmins>>) {
  const tokens = await Promise.all([
    members.holder(first, 'admin', 'wangcheng', '第二位管理员'),
    members.holder(second, 'admin', 'wangcheng', '管理员2'),
  ])
  await warm(cloud, [first, second])
  // Each write takes its time, so that both have read before either has written.
  const request = 'database.modifyDocument'
  await cloud.plan({ kind: 'latency', function: 'member', action: 'revokeRole', request, ms: 1000 })
  const answers = await Promise.all([revoke(cloud, first, tokens[0]), revoke(cloud, second, tokens[1])])
  const found = await Promise.all([first, second].map((who) => members.member(who)))
  const left = found.flatMap((each) => (each?.roles.some((grant) => grant.place === 'wangcheng') ? [each._id] : []))
  return { told: answers.filter(({ ok }) => ok).length, left, district: await members.district() }
}

test('two admins dismiss each other at once: one goes, one stays, whoever is faster', async () => {
  const world = await withTwoAdmins()
  try {
    const { told, left, district } = await duel(world)
    expect(told).toBe(1)
    expect(left).toHaveLength(1)
    expect(district).toMatchObject({ admins: left, moves: [] })
    expect(await world.cloud.unservedQueries()).toEqual([])
  } finally {
    await world.cloud.stop()
  }
})

test('the same race catches a twin that reads, compares and then writes', async () => {
  const functions = await buildTwin('member', path.join(__dirname, '../market/fixtures/broken-database.ts'))
  const world = await withTwoAdmins(functions)
  try {
    const { told, left } = await duel(world)
    expect({ told, left }).not.toEqual({ told: 1, left: [expect.any(String)] })
  } finally {
    await world.cloud.stop()
    rmSync(functions, { recursive: true, force: true })
  }
})

describe('one after the other', () => {
  let cloud: Cloud
  let members: ReturnType<typeof membersOf>
  let wechat: ReturnType<typeof wechatOf>

  beforeAll(async () => {
    const world = await withTwoAdmins()
    cloud = world.cloud
    members = world.members
    wechat = wechatOf(cloud)
  })
  afterAll(() => cloud.stop())
  afterEach(() => wechat.forgetFaults())

  test('the last admin of a district stays; whoever went cannot act any more; a smaller place needs none', async () => {
    expect((await members.district())?.admins).toEqual([first, second])
    expect(await members.grant(first, second, 'admin', 'wangcheng')).toMatchObject({ code: 'ALREADY_HOLDS' })
    const token = await members.holder(second, 'admin', 'wangcheng', '管理员2')
    const gone = await revoke(cloud, second, token, 'tap-admin-0002')
    expect(gone).toMatchObject({ ok: true })
    expect(await revoke(cloud, second, token, 'tap-admin-0002')).toEqual(gone)
    expect(await members.district()).toMatchObject({ admins: [second], moves: [] })
    expect((await members.member(first))?.roles).toEqual([])
    expect(await members.grant(first, 'o-newcomer-0002', 'staff', community)).toMatchObject({ code: 'NOT_ALLOWED' })
    const self = await members.holder(second, 'admin', 'wangcheng', '第二位管理员')
    expect(await revoke(cloud, second, self)).toEqual({
      ok: false,
      code: 'LAST_ADMIN',
      say: '区里至少要有一位管理员，请先加上另一位再来办',
    })
    const small = await members.holder(second, 'admin', 'wangcheng', '管理员')
    const asked = { place: community, role: 'admin', holder: small, reason: '换人负责' } as const
    expect(await cloud.call(second, role.revokeRole, asked)).toMatchObject({ ok: true })
  })

  test.each([1, 2, 3, 4, 5, 6])(
    'a crash at request %i of an admin’s coming leaves nothing that the timer does not end',
    async (at) => {
      const who = `o-coming-000${at}`
      await members.nameIt(who, `新管理员${at}`)
      const person = await members.codeOf(who)
      await wechat.plan({ kind: 'crash', function: 'member', action: 'grantRole', at: at + 2, when: 'after', times: 1 })
      const ask = () =>
        cloud.call(second, role.grantRole, { place: 'wangcheng', role: 'admin', person }, `tap-coming-${at}`)
      await ask()
      expect(await cloud.tick('member')).toMatchObject({ ok: true })
      expect(await ask()).toMatchObject({ ok: true })
      const { admins, moves } = (await members.district()) ?? {}
      expect(admins?.filter((each) => each === who)).toEqual([who])
      expect(moves).toEqual([])
      expect((await members.member(who))?.roles).toEqual([{ role: 'admin', place: 'wangcheng' }])
      expect((await members.noticesOf(who)).filter(({ kind }) => kind === 'role')).toHaveLength(1)
    },
  )
})
