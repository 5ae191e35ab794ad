import { activity } from '../../cloudfunctions/volunteer/activity/contract'
import { hours } from '../../cloudfunctions/volunteer/hours/contract'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { shift } from '../../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { notice } from '../../cloudfunctions/member/notice/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { stopClock } from '../support/stop-clock'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
const staff = 'o-staff-0001'
const [asker, other] = ['o-volunteer-0001', 'o-volunteer-0002'] as const
const place = 'wangcheng.yueliangdao.taohuajing'
let cloud: Cloud
let phone: Phone
beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
  stopClock(new Date('2026-11-27T10:00:00+08:00'))
})
afterEach(() => phone.close())
afterAll(async () => {
  jest.useRealTimers()
  await cloud.stop()
})

const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const start = async (url: string) => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: staff })
  await phone.open(url)
}
const at = (route: string) => until(() => phone.page.route === route, route)
/** Writes into the first field of this name, also while it says what is wrong. */
const write = (label: string, words: string) => phone.type(`.field-input[aria-label^="${label}"]`, words)
const title = '河堤捡一捡'
const made = async () => {
  const { items } = must(await cloud.call(staff, activity.listActivities, { place }))
  const found = items.find((each) => each.title === title)
  if (!found) throw new Error('not made')
  return must(await cloud.call(staff, activity.openActivity, { activity: found.id }))
}
const noticesTo = async (openid: string) => must(await cloud.call(openid, notice.listNotices, {})).items

test('an organiser makes a draft, publishes it, takes one who asked and tells another why not, and cancels a shift', async () => {
  await start('/desk/home')
  await phone.tap('志愿活动')
  await at('desk/volunteer/activities')
  await phone.tap('.button', '办一个活动')
  await at('desk/volunteer/plan')
  await phone.sees('在哪里集合')
  await phone.tap('.button', '存成草稿')
  await until(() => phone.all('.field-error').length === 2, 'what is wrong')
  await write('活动名称', title)
  await write('做什么', '沿着河堤走一圈，把塑料袋和瓶子带回来')
  await phone.tap('.chip', '桃花井夜市北门')
  await phone.tap('.row', '报名要审核')
  await phone.tap('.row', '每周都办')
  await phone.tap('.button', '存成草稿')
  await at('desk/volunteer/activity')
  await phone.sees('还没发布')
  const draft = await made()
  expect(draft).toMatchObject({ state: 'draft', approval: true, latitude: 28.2799, roles: [{ min: 2, max: 8 }] })
  expect(draft.times.map(({ starts }) => starts.slice(0, 10))).toEqual([
    '2026-11-28',
    '2026-12-05',
    '2026-12-12',
    '2026-12-19',
  ])
  const [first, second] = [draft.times[0]?.id ?? '', draft.times[1]?.id ?? '']
  expect((await cloud.call(asker, shift.showShift, { shift: first })).ok).toBe(false)
  await phone.tap('.button', '发布')
  await phone.tap('.sheet-open .button', '发布')
  await phone.sees('正在报名')
  await phone.sees('还差 2 人')

  must(await cloud.call(asker, signUp.signUp, { shift: first }))
  must(await cloud.call(other, signUp.signUp, { shift: first }))
  await phone.pullDown()
  await phone.sees('等审核 2')
  await phone.tap('.row', '11月28日')
  await phone.tap('.sheet-open .row', '审核报名')
  await at('desk/volunteer/applications')
  await phone.sees('请对方来')
  await phone.tap('.button', '请对方来')
  await until(() => phone.all('.submitted').length === 1, 'one left')
  await phone.tap('.button', '这次没排上')
  await until(() => phone.all('.field-error').length === 1, 'a word is owed')
  await write('没排上的话，写一句为什么', '人手够了，下周再来')
  await phone.tap('.button', '这次没排上')
  await phone.sees('没有等审核的')
  const shown = [asker, other].map(async (who) => must(await cloud.call(who, shift.showShift, { shift: first })).mine)
  expect((await Promise.all(shown)).sort()).toEqual(['confirmed', undefined])

  await phone.back()
  await phone.sees('还差 1 人')
  await phone.tap('.row', '12月5日')
  await write('不办了的话，写一句为什么', '河堤那天要修')
  await phone.tap('.sheet-open .button', '取消这一班')
  await phone.sees('取消了：河堤那天要修')
  expect(must(await cloud.call(asker, shift.showShift, { shift: second })).cancelled).toBe('河堤那天要修')
  await phone.open('/desk/volunteer/activities')
  await phone.sees('两天内还缺人')
  await phone.sees(title)
})

test('hours noted by hand are confirmed by a tap; an appeal needs a word before it is decided', async () => {
  await start('/desk/volunteer/waiting')
  await phone.sees('没错，记上')
  await phone.tap('.button', '没错，记上')
  await phone.sees('没有等核的补时')
  const { items } = must(await cloud.call('o-volunteer-0015', hours.myHours, {}))
  expect(items[0]).toMatchObject({ minutes: 90, kind: 'hand' })

  await phone.tap('.segment', '申诉')
  await phone.sees('有道理，这次不算')
  const before = phone.all('.submitted').length
  await phone.tap('.button', '有道理，这次不算')
  await until(() => phone.all('.field-error').length === 1, 'a word is owed')
  expect(phone.all('.submitted').length).toBe(before)
  await write('理由', '问过带队人，确实提前说了')
  await phone.tap('.button', '有道理，这次不算')
  await until(() => phone.all('.submitted').length === before - 1, 'one fewer')
  const told = [...(await noticesTo('o-volunteer-0008')), ...(await noticesTo('o-volunteer-0011'))]
  expect(told.some(({ words }) => words.includes('确实提前说了'))).toBe(true)

  await phone.tap('.segment', '证件')
  await phone.tap('.row', '志愿者20')
  await at('desk/volunteer/papers')
  await phone.sees('照片还在核对')
  await write('不行的话，写一句为什么', '照片看不清，请重拍')
  await phone.tap('.button', '退回，请对方换')
  await phone.sees('退回了：照片看不清，请重拍')
})

const roles = [{ name: '', min: 3, max: 6 }]
const shape = {
  ...{ title: '夜市收尾', words: '把桌椅收好，垃圾分好类带走', category: 'clean' as const, roles },
  ...{ where: '桃花井夜市北门', latitude: 28.2799, longitude: 112.9187, approval: false },
  ...{ opensDaysBefore: 14, outHours: 3 },
}
const saturday = { from: '2026-11-28', until: '2026-11-28', weekdays: [6], startsAt: 840, endsAt: 900 }
const itIs = async (time: string) => {
  const now = new Date(`2026-11-28T${time}:00+08:00`)
  await cloud.setClock(now)
  jest.setSystemTime(now)
  await cloud.tick('volunteer')
}

test('the organiser’s Saturday: neighbours are called, the roster has its phones, who came is noted, and it is settled', async () => {
  const { id } = must(await cloud.call(staff, activity.makeActivity, { place, ...shape }))
  must(await cloud.call(staff, activity.addShifts, { activity: id, ...saturday }))
  const { times } = must(await cloud.call(staff, activity.publishActivity, { activity: id }))
  const evening = times[0]?.id ?? ''
  const people = [asker, other]
  for (const who of people) must(await cloud.call(who, signUp.signUp, { shift: evening }))
  must(await cloud.call(people[0], profile.setContact, { phone: '13812345678' }))

  await start(`/desk/volunteer/activity?activity=${id}`)
  await phone.sees('还差 1 人')
  await phone.tap('.row', '11月28日')
  await phone.tap('.sheet-open .button', '喊人帮忙')
  await phone.sees('位志愿者')
  await until(() => !phone.text.includes('喊人帮忙'), 'it is not offered again')

  await itIs('13:50')
  await phone.open(`/volunteer/lead?shift=${evening}`)
  await phone.sees('还没到 2')
  await phone.tap('.row', '名单')
  await at('volunteer/roster')
  await phone.sees('名额定了的 2 人')
  await phone.tap('.row', '打电话给志愿者')
  expect(phone.calls('makePhoneCall').at(-1)).toMatchObject({ phoneNumber: '13812345678' })
  await phone.back()
  for (const left of [1, 0]) {
    await phone.tap('.lead-one.is-expected .row', '志愿者')
    await write('原因', '人在现场，没带手机')
    await phone.tap('.sheet-open .button', '人在，签上')
    await phone.sees(`还没到 ${String(left)}`)
  }
  await itIs('17:01')
  await phone.pullDown()
  await phone.tap('.button', '确认 2 人的时长')
  await phone.tap('.sheet-open .button', '都对，确认')
  await phone.sees('的时长确认了')
  await cloud.tick('volunteer')
  expect(must(await cloud.call(people[0], hours.myTotals, {})).year.minutes).toBeGreaterThanOrEqual(60)

  await phone.open(`/desk/volunteer/activity?activity=${id}`)
  await phone.sees('办完了')
  await phone.tap('.button', '结项')
  await phone.tap('.sheet-open .button', '结项')
  await phone.sees('结项了')

  // The next one is like it: what it asks for is there, and may be changed.
  await phone.tap('.button', '照这个再办一个')
  await at('desk/volunteer/plan')
  await phone.sees('要会什么')
  await phone.tap('.button', '存成草稿')
  await at('desk/volunteer/activity')
  const { items } = must(await cloud.call(staff, activity.listActivities, { place }))
  const again = items.find(({ title: called, state }) => called === shape.title && state === 'draft')
  await phone.open(`/desk/volunteer/plan?change=${again?.id ?? ''}`)
  await phone.sees('改好了')
  await phone.tap('.step[aria-label="提前几天开放加一"]')
  await phone.choose('.desk-role picker:nth-child(1)', 1)
  await phone.choose('.desk-role picker:nth-child(2)', 1)
  await phone.tap('.button', '改好了')
  await phone.settled()
  const changed = must(await cloud.call(staff, activity.openActivity, { activity: again?.id ?? '' }))
  expect(changed).toMatchObject({ title: shape.title, opensDaysBefore: 15, outHours: 3 })
  expect(changed.roles).toEqual([{ ...roles[0], skill: 'barber', paper: 'health' }])
})
