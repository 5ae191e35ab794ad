import type { Activity, Shift } from '../../cloudfunctions/volunteer/documents'
import { activity as contract, type ActivityView } from '../../cloudfunctions/volunteer/activity/contract'
import { shift as shiftContract } from '../../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { revived } from '../support/revived'
import { writeVolunteerWorld } from '../support/volunteer-world'

const staff = 'o-staff-0001'
const [lin, mei, hua] = ['o-volunteer-0001', 'o-volunteer-0002', 'o-volunteer-0003'] as const
const place = 'wangcheng.yueliangdao.taohuajing'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ documents: writeVolunteerWorld({ volunteer_shifts: [] }) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const shape = {
  title: '河堤捡一捡',
  words: '沿着河堤走一圈，把塑料袋和瓶子带回来',
  category: 'clean' as const,
  where: '银星路河堤入口',
  latitude: 28.281,
  longitude: 112.918,
  roles: [{ name: '', min: 2, max: 6 }],
  approval: false,
  opensDaysBefore: 14,
  outHours: 3,
}
const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const make = async (key: string) => must(await cloud.call(staff, contract.makeActivity, { place, ...shape }, key))
/** Every Saturday of three weeks, from nine to eleven. */
const saturdays = { from: '2026-11-28', until: '2026-12-18', weekdays: [6], startsAt: 540, endsAt: 660 }
const published = async (key: string): Promise<ActivityView> => {
  const { id } = await make(key)
  must(await cloud.call(staff, contract.addShifts, { activity: id, ...saturdays }))
  return must(await cloud.call(staff, contract.publishActivity, { activity: id }))
}
const stored = async (activity: string) =>
  revived(await cloud.documents<Shift>('volunteer_shifts')).filter((each) => each.activity === activity)
const noticesTo = async (who: string) =>
  (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who).map(({ title }) => title)

test('a draft is nobody’s to see; a series is planned; published, its shifts are on the list', async () => {
  const { id, state } = await make('tap-make-0001')
  expect(state).toBe('draft')
  expect((await make('tap-make-0001')).id).toBe(id)
  const planned = must(await cloud.call(staff, contract.addShifts, { activity: id, ...saturdays }, 'tap-plan-0001'))
  expect(planned.times.map(({ starts }) => starts)).toEqual([
    '2026-11-28T01:00:00.000Z',
    '2026-12-05T01:00:00.000Z',
    '2026-12-12T01:00:00.000Z',
  ])
  expect(
    must(await cloud.call(staff, contract.addShifts, { activity: id, ...saturdays }, 'tap-plan-0001')).times,
  ).toHaveLength(3)
  expect(await cloud.call(staff, contract.addShifts, { activity: id, ...saturdays })).toMatchObject({
    code: 'NO_DAY_LEFT',
  })
  expect(await stored(id)).toEqual([])
  const [first] = planned.times
  if (!first) throw new Error('nothing is planned')
  must(await cloud.call(staff, contract.dropShift, { activity: id, shift: first.id }))
  expect(must(await cloud.call(staff, contract.publishActivity, { activity: id }))).toMatchObject({
    state: 'published',
  })
  expect((await stored(id)).map(({ startsAt }) => startsAt.toISOString())).toEqual(
    planned.times.slice(1).map(({ starts }) => starts),
  )
  const list = must(await cloud.call(undefined, shiftContract.listShifts, { community: place }))
  expect(list.items.map(({ title }) => title)).toEqual(['河堤捡一捡', '河堤捡一捡'])
  const again = must(await cloud.call(staff, contract.copyWeek, { activity: id, monday: '2026-12-07' }))
  expect(again.times.map(({ starts }) => starts)).toContain('2026-12-19T01:00:00.000Z')
  expect(await stored(id)).toHaveLength(3)
})

test('a published activity changes with its shifts, and nobody loses a place by it', async () => {
  const { id, times, rev } = await published('tap-make-0002')
  const shift = times[0]?.id ?? ''
  for (const who of [lin, mei]) must(await cloud.call(who, signUp.signUp, { shift }))
  const change = (given: Partial<typeof shape>, from = rev) =>
    cloud.call(staff, contract.changeActivity, { activity: id, rev: from, ...shape, ...given })
  expect(await change({ roles: [{ name: '', min: 1, max: 1 }] })).toMatchObject({ code: 'PLACES_TAKEN' })
  expect(await change({ roles: [{ name: '捡', min: 1, max: 6 }] })).toMatchObject({ code: 'ROLE_IN_USE' })
  const roles = [
    { name: '', min: 2, max: 2 },
    { name: '拍照', min: 0, max: 1 },
  ]
  const after = must(await change({ title: '河堤走一走', where: '银星路北口', roles }))
  expect(await change({})).toMatchObject({ code: 'ACTIVITY_CHANGED' })
  expect(after.times[0]).toMatchObject({ confirmed: 2, places: 3 })
  const shown = must(await cloud.call(lin, shiftContract.showShift, { shift }))
  expect(shown).toMatchObject({ title: '河堤走一走', place: '银星路北口', mine: 'confirmed', places: 3 })
})

test('cancelling one shift, then all, tells everybody in them once, frees their time, and is told kindly after', async () => {
  const { id, times } = await published('tap-make-0003')
  const [first = '', second = ''] = times.map((each) => each.id)
  for (const shift of [first, second]) must(await cloud.call(hua, signUp.signUp, { shift }))
  must(await cloud.call(staff, contract.cancelShift, { shift: second, reason: '要下大雨' }))
  must(await cloud.call(staff, contract.cancelShift, { shift: second, reason: '要下大雨' }))
  expect((await noticesTo(hua)).filter((title) => title === '这一班取消了')).toHaveLength(1)
  must(await cloud.call(staff, contract.cancelActivity, { activity: id, reason: '河堤封闭施工' }))
  await cloud.tick('volunteer')
  expect((await noticesTo(hua)).filter((title) => title === '这一班取消了')).toHaveLength(2)
  expect(must(await cloud.call(hua, shiftContract.showShift, { shift: first }))).toMatchObject({
    state: 'cancelled',
    cancelled: '河堤封闭施工',
  })
  expect((await stored(id)).every(({ busy, lists }) => busy.length === 1 && lists === undefined)).toBe(true)
  expect(await cloud.call(staff, contract.addShifts, { activity: id, ...saturdays })).toMatchObject({
    code: 'ACTIVITY_OVER',
  })
})

test('what a call that died left half carried, the timer carries on', async () => {
  const { id } = await make('tap-make-0004')
  must(await cloud.call(staff, contract.addShifts, { activity: id, ...saturdays }))
  await cloud.plan({
    ...{ kind: 'crash', function: 'volunteer', action: 'publishActivity', request: 'database.insertDocument' },
    ...{ at: 2, when: 'before', times: 1 },
  })
  await cloud.call(staff, contract.publishActivity, { activity: id }, 'tap-publish-01')
  expect(await stored(id)).toHaveLength(1)
  await cloud.noFaults()
  await cloud.tick('volunteer')
  expect(await stored(id)).toHaveLength(3)
  expect(must(await cloud.call(staff, contract.publishActivity, { activity: id }, 'tap-publish-01')).state).toBe(
    'published',
  )
})

test('an activity is closed once all its shifts are over; it is listed at its place and above, by staff alone', async () => {
  const { id, times } = await published('tap-make-0005')
  expect(await cloud.call(staff, contract.settleActivity, { activity: id })).toMatchObject({ code: 'NOT_ENDED' })
  await cloud.setClock(new Date(times.at(-1)?.ends ?? 0))
  expect(must(await cloud.call(staff, contract.openActivity, { activity: id })).state).toBe('ended')
  expect(must(await cloud.call(staff, contract.settleActivity, { activity: id })).state).toBe('settled')
  const list = must(await cloud.call(staff, contract.listActivities, { place }))
  expect(list.items.find((each) => each.id === id)).toMatchObject({ state: 'settled' })
  expect(await cloud.call(lin, contract.listActivities, { place })).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await cloud.unservedQueries()).toEqual([])
})

test('who is missing is told of shifts within 48 hours alone, role by role, until enough are in', async () => {
  const { id } = must(
    await cloud.call(staff, contract.makeActivity, {
      ...{ place, ...shape },
      roles: [
        { name: '引导', min: 2, max: 4 },
        { name: '登记', min: 1, max: 4 },
      ],
    }),
  )
  must(await cloud.call(staff, contract.addShifts, { activity: id, ...saturdays, startsAt: 1200, endsAt: 1260 }))
  const short = async () =>
    must(await cloud.call(staff, contract.listActivities, { place })).short?.filter((each) => each.activity === id)
  expect(await short()).toEqual([])
  const { times } = must(await cloud.call(staff, contract.publishActivity, { activity: id }))
  const first = { id: times[0]?.id ?? '' }
  expect(await short()).toMatchObject([{ shift: first.id, missing: 3 }])
  must(await cloud.call(lin, signUp.signUp, { shift: first.id, role: '登记' }))
  must(await cloud.call(mei, signUp.signUp, { shift: first.id, role: '登记' }))
  expect(await short()).toMatchObject([{ missing: 2 }])
  must(await cloud.call(staff, contract.cancelShift, { shift: first.id, reason: '下大雨' }))
  expect(await short()).toEqual([])
  expect(await cloud.unservedQueries()).toEqual([])
})

test('activities made in one thousandth of a second are all on the list, over its pages, each once', async () => {
  const [made] = await cloud.documents<Activity>('volunteer_activities')
  if (!made) throw new Error('nothing was made')
  const ids = Array.from({ length: 30 }, (_, index) => `${String(index).padStart(2, '0')}sameinst`)
  for (const _id of ids) await cloud.put('volunteer_activities', { ...made, _id })
  const first = must(await cloud.call(staff, contract.listActivities, { place }))
  const rest = must(await cloud.call(staff, contract.listActivities, { place, cursor: first.cursor ?? '' }))
  const listed = [...first.items, ...rest.items].map((each) => each.id).filter((id) => id.endsWith('sameinst'))
  expect(listed).toEqual([...ids].reverse())
  expect(await cloud.unservedQueries()).toEqual([])
})
