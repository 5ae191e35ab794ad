import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { pageBudgets } from '../../bench/page-measures'
import { mayHold, type NightMap } from '../../src/market/words'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { wechatOf } from '../support/wechat'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
const night = '2026-11-27-taohuajing'
const tonight = `/market/night-map?night=${night}`
const [me, other, third] = ['o-vendor-0001', 'o-vendor-0004', 'o-vendor-0006']
let cloud: Cloud
let phone: Phone
const phones: Phone[] = []

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => {
  for (const each of phones.splice(0)) each.close()
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

/** Somebody's phone at the map. */
const openMap = async (openid: string): Promise<Phone> => {
  const opened = new Phone({ build, cloudUrl: cloud.url, openid })
  phones.push(opened)
  await opened.open(tonight)
  await opened.sees('C21')
  return opened
}
const pick = async (stall: string) => {
  await phone.tap('.stall', stall)
  await phone.find('.sheet-open')
}
const says = async (look: string) => (await phone.find(`.sheet-open.${look} .why-${look}`)).textContent
const act = (words: string) => phone.tap('.sheet-open .button', words)
const down = () => until(() => phone.all('.sheet-open').length === 0, 'the sheet to go down')
const mark = (of: Phone, code: string) =>
  of
    .all('.stall')
    .map((each) => each.getAttribute('aria-label') ?? '')
    .find((label) => label.startsWith(code))
const asked = (of: Phone, action: string) =>
  of.calls('cloud.callFunction').filter(({ data }) => (data as { action: string }).action === action)
const bookings = async (vendor: string) => {
  const found = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === night)
  return found?.bookings.filter((each) => each.vendor === vendor) ?? []
}
/** Comes back to the map from another app. */
const lookAgain = () => {
  phone.hide()
  phone.show()
}

test('a tap holds the stall, another one moves the hold without a minute more, coming back finds it, and one more tap books', async () => {
  phone = await openMap(me)
  await pick('A02')
  expect(await says('for-me')).toMatch(/^这个摊位给您留到 10:1\d，还有\s10\s分钟$/)
  const [first] = await bookings(me)
  const { length } = phone.page.sent
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  // It counts minutes, not seconds.
  expect(phone.page.sent).toHaveLength(length)
  await act('换一个')
  await down()
  expect(mark(phone, 'A02')).toBe('A02 热食 给您留着')
  await phone.sees('您正留着 A02')

  await pick('A04')
  await until(() => mark(phone, 'A04') === 'A04 热食 给您留着', 'the hold to move')
  expect(mark(phone, 'A02')).toBe('A02 热食 空')
  const held = await bookings(me)
  expect(held).toMatchObject([{ stall: 'A04', until: first?.until }])

  phone = await openMap(me)
  await cloud.setClock(new Date(+fridayMorning + 4 * 60_000))
  lookAgain()
  await until(() => /您正留着 A04，还有\s[67]\s分钟/.test(phone.text), 'the minutes that are left')
  await phone.tap('.applies .button', '接着订')
  await act('确认订下')
  await phone.find('.sheet-open.mine')
  expect(await bookings(me)).toMatchObject([{ stall: 'A04' }])
  expect(asked(phone, 'holdStall')).toEqual([])
  expect(await cloud.call(me, booking.cancelBooking, { night })).toMatchObject({ ok: true })
})

test('of two vendors who reach for one stall one holds it; the other reads so kindly, and loses nothing', async () => {
  const [first, second] = [await openMap(other), await openMap(third)]
  await Promise.all([first.tap('.stall', 'A06'), second.tap('.stall', 'A06')])
  const [winner, loser] = await until(() => {
    const all = [first, second]
    const held = all.find((each) => mark(each, 'A06') === 'A06 热食 给您留着')
    const lost = all.find((each) => mark(each, 'A06') === 'A06 热食 正在被挑选')
    return held && lost && ([held, lost] as const)
  }, 'one to hold it')
  phone = loser
  expect(await says('held')).toContain('有人正在挑这个摊位')
  expect(phone.attribute('.sheet-do .button', 'disabled')).toBe(true)
  phone = winner
  await act('确认订下')
  await phone.find('.sheet-open.mine')
  expect(asked(winner, 'holdStall')).toHaveLength(1)
  expect([...(await bookings(other)), ...(await bookings(third))]).toHaveLength(1)
})

test('a hold that lapses while one looks says so, and may be had again; one that went to somebody else is not booked', async () => {
  phone = await openMap('o-vendor-0009')
  await pick('A08')
  await says('for-me')
  const [{ until: end } = {}] = await bookings('o-vendor-0009')
  const at = (end as unknown as { $date: string }).$date
  await cloud.setClock(new Date(Date.parse(at) - 1_500))
  lookAgain()
  await until(() => phone.text.includes('不到'), 'the last minute')
  expect(await says('lapsed')).toBe('留的时间到了，先让出来了。这会儿还空着，想要就再留一次')
  await act('再留一次')
  await says('for-me')

  await cloud.setClock(new Date(Date.parse(at) + 11 * 60_000))
  const taken = await cloud.call('o-vendor-0011', booking.bookStall, { night, stall: 'A08' })
  expect(taken).toMatchObject({ ok: true })
  await act('确认订下')
  await phone.sees('留的时间过了，这个摊位已经有人订了，换一个试试')
  expect((await bookings('o-vendor-0009')).filter((each) => each.until === undefined)).toEqual([])
})

test('a hold whose answer is lost is asked for again under its key: there is one', async () => {
  const wechat = wechatOf(cloud)
  phone = await openMap('o-vendor-0016')
  await wechat.plan({ kind: 'crash', function: 'market', action: 'holdStall', at: 4, when: 'after', times: 1 })
  await pick('A10')
  await says('for-me')
  await wechat.forgetFaults()
  const keys = asked(phone, 'holdStall').map(({ data }) => (data as { key: string }).key)
  expect(keys.length).toBeGreaterThan(1)
  expect(new Set(keys).size).toBe(1)
  expect(await bookings('o-vendor-0016')).toMatchObject([{ stall: 'A10' }])
})

test('a tap holds only what the reader may have, and nothing while they wait or are offered something', () => {
  const stall = { code: 'A01', kind: 'hot', mode: 'pick', state: 'free', water: true, power: true, fee: 0 } as const
  const vendor = { kinds: ['hot'], stalls: [], waitedFor: [] }
  const map = (more: object, whyNot = {}) => ({ me: { ...vendor, ...more }, ...whyNot }) as unknown as NightMap
  const offer = { stall: 'A02', until: '', left: 1, offered: true }
  expect(mayHold(map({}), stall)).toBe(true)
  expect(mayHold(map({ held: { ...offer, offered: false } }), stall)).toBe(true)
  expect(mayHold(map({ held: offer }), stall)).toBe(false)
  expect(mayHold(map({ position: 1 }), stall)).toBe(false)
  expect(mayHold(map({ kinds: ['cold'] }), stall)).toBe(false)
  expect(mayHold(map({}, { whyNot: { code: 'NIGHT_CLOSED', say: '' } }), stall)).toBe(false)
  for (const state of ['held', 'holding', 'taken', 'mine', 'closed'] as const)
    expect(mayHold(map({}), { ...stall, state })).toBe(false)
})

test('a tap sends what the finger gets, and what the cloud answers to a hold stays small too', async () => {
  phone = await openMap(me)
  const { tap, answer } = await phone.bytesOfTap(() => pick('A14'))
  await says('for-me')
  expect(tap).toBeLessThanOrEqual(pageBudgets.tap)
  expect(answer).toBeGreaterThan(0)
  expect(answer).toBeLessThanOrEqual(pageBudgets.answer)
})
