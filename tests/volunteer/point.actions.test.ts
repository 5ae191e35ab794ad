import type { ServicePoint } from '../../cloudfunctions/volunteer/documents'
import { point as contract } from '../../cloudfunctions/volunteer/point/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { must } from '../support/pledge-world'
import { writeVolunteerWorld } from '../support/volunteer-world'
import { aPoint } from '../support/wish-world'

const staff = 'o-staff-0001'
const community = 'wangcheng.yueliangdao.taohuajing'
const wangfulu = 'wangcheng.gaotangling.wangfulu'
const near = { latitude: 28.2762, longitude: 112.9215 }

/** A point so many metres north of where somebody stands. */
const north = (name: string, metres: number, given: Partial<ServicePoint> = {}) =>
  aPoint(name, { where: { name, ...near, latitude: near.latitude + metres / 111_320 }, ...given })

const stand = [
  north('barber', 400, { kind: 'barber' }),
  north('close', 100),
  north('edge', 990),
  north('beyond', 1010),
  north('shut', 50, { closed: { why: '修整', at: new Date('2026-11-20T02:00:00Z') } }),
]
/** At one door of another community: more than a page of them. */
const many = Array.from({ length: 45 }, (_, index) =>
  aPoint(`many${String(index).padStart(2, '0')}`, {
    ...{ place: wangfulu, places: [wangfulu, 'wangcheng.gaotangling', 'wangcheng'], placeName: '望府路社区' },
    where: { name: '望府路 66 号', latitude: 28.3553, longitude: 112.8226 },
  }),
)

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({
    documents: writeVolunteerWorld({ volunteer_points: [...stand, ...many] }, [
      { _id: 'o-staff-0009', roles: [{ role: 'staff', place: wangfulu }], uploads: 'uploads-nine' },
      { _id: 'o-staff-0008', roles: [{ role: 'staff', place: 'wangcheng' }], uploads: 'uploads-eight' },
    ]),
  })
})
afterAll(() => cloud.stop())

const shape = {
  ...{ name: '河堤驿站', kind: 'station' as const, where: '银星路河堤入口', latitude: 28.281, longitude: 112.918 },
  ...{ hours: '每天 9:00–18:00', phone: '0731-80000009', offers: '热水、急救包' },
}
const list = async (asked: Parameters<typeof ask>[0]) => must(await ask(asked)).items
const ask = (asked: { near?: typeof near; community?: string; kind?: 'barber' | 'station'; cursor?: string }) =>
  cloud.call('', contract.listPoints, asked)
const wheres = (items: readonly { where: string }[]) => items.map(({ where }) => where)

test('within a walk, the nearest first; farther ones and closed ones are not shown; one request, for whoever asks', async () => {
  await cloud.resetStats()
  const found = await list({ near })
  expect(wheres(found)).toEqual(['close', 'barber', 'edge'])
  expect(found.map(({ distance = 0 }) => Math.round(distance / 10))).toEqual([10, 40, 99])
  expect(wheres(await list({ near, kind: 'barber' }))).toEqual(['barber'])
  expect((await cloud.stats())['volunteer']?.['listPoints']?.requests).toBe(2)
  expect(wheres(await list({ community })).sort()).toEqual(['barber', 'beyond', 'close', 'edge'])
})

test.each([
  ['near a door that all share', { near: { latitude: 28.3553, longitude: 112.8226 } }],
  ['of a community', { community: wangfulu }],
])('page by page %s: each once', async (_, asked) => {
  const ids: string[] = []
  for (let cursor: string | undefined, page = 0; page === 0 || cursor !== undefined; page++) {
    const found = must(await ask({ ...asked, ...(cursor === undefined ? {} : { cursor }) }))
    ids.push(...found.items.map(({ id }) => id))
    cursor = found.cursor
  }
  expect(ids.sort()).toEqual(many.map(({ _id }) => _id).sort())
})

test('staff add one, mend it as they saw it, close it with a reason that is kept, and open it again', async () => {
  const made = must(await cloud.call(staff, contract.addPoint, { place: community, ...shape }, 'tap-add-0001'))
  expect(must(await cloud.call(staff, contract.addPoint, { place: community, ...shape }, 'tap-add-0001'))).toEqual(made)
  const point = made.id
  expect((await list({ community })).find(({ id }) => id === point)).toMatchObject({ phone: '0731-80000009' })

  const { phone: _, ...silent } = shape
  const moved = { ...silent, where: '河堤入口左边', latitude: near.latitude, longitude: near.longitude }
  const mended = must(await cloud.call(staff, contract.mendPoint, { point, rev: 0, ...moved }, 'tap-mend-0001'))
  expect(mended).toMatchObject({ where: '河堤入口左边', rev: 1 })
  expect(mended).not.toHaveProperty('phone')
  expect((await list({ near }))[0]).toMatchObject({ id: point, distance: 0 })
  // Whoever saw it before overwrites nothing; the same tap again is answered as the first time.
  expect(await cloud.call(staff, contract.mendPoint, { point, rev: 0, ...shape })).toMatchObject({
    code: 'POINT_CHANGED',
  })
  expect(must(await cloud.call(staff, contract.mendPoint, { point, rev: 0, ...moved }, 'tap-mend-0001')).rev).toBe(1)

  expect(must(await cloud.call(staff, contract.openPoint, { point }))).toEqual(mended)
  const closed = must(await cloud.call(staff, contract.closePoint, { point, reason: '河堤施工，先停两个月' }))
  expect(closed.closed).toBe('河堤施工，先停两个月')
  expect((await list({ near })).map(({ id }) => id)).not.toContain(point)
  expect((await list({ community })).map(({ id }) => id)).not.toContain(point)
  expect(await cloud.call(staff, contract.closePoint, { point, reason: '再停一次' })).toMatchObject({ code: 'CLOSED' })
  // What is closed may be mended, and stays closed.
  must(await cloud.call(staff, contract.mendPoint, { point, rev: 2, ...moved }))
  expect((await list({ near })).map(({ id }) => id)).not.toContain(point)
  const atDesk = must(await cloud.call(staff, contract.listDeskPoints, { place: community })).items
  expect(atDesk.filter((each) => each.closed !== undefined).map(({ where }) => where)).toEqual(
    expect.arrayContaining(['shut', '河堤入口左边']),
  )
  must(await cloud.call(staff, contract.reopenPoint, { point }))
  expect((await list({ near }))[0]?.id).toBe(point)
  expect(await cloud.call(staff, contract.reopenPoint, { point })).toMatchObject({ code: 'NOT_CLOSED' })
})

test('only who serves the place, only a community or less, only an office’s number; indexes serve every query', async () => {
  const [first] = stand
  const point = first?._id ?? ''
  const reason = '不是我的地方'
  for (const who of ['o-volunteer-0001', 'o-resident-0001', 'o-staff-0009'])
    expect(await cloud.call(who, contract.closePoint, { point, reason })).toMatchObject({
      ok: false,
      code: 'NOT_ALLOWED',
    })
  expect(await cloud.call('o-admin-0002', contract.addPoint, { place: 'wangcheng', ...shape })).toMatchObject({
    ok: false,
  })
  for (const phone of ['13800138000', '110a', '88000001'])
    expect(await cloud.call(staff, contract.addPoint, { place: community, ...shape, phone })).toMatchObject({
      code: 'BAD_INPUT',
    })
  expect(await cloud.unservedQueries()).toEqual([])
})
