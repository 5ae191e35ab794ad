import { booking } from '../../cloudfunctions/market/booking/contract'
import type { FeeAccount } from '../../cloudfunctions/market/documents'
import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
const night = '2026-11-27-taohuajing'
const mine = '/market/my-fees?month=2026-11'
let cloud: Cloud
const phones: Phone[] = []

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo', variables: { PAY_MERCHANT: '1900000109' } })
})
afterEach(() => {
  for (const each of phones.splice(0)) each.close()
})
afterAll(() => cloud.stop())

const open = async (openid: string, says: string): Promise<Phone> => {
  const phone = new Phone({ build, cloudUrl: cloud.url, openid })
  phones.push(phone)
  await phone.open(mine)
  await phone.sees(says)
  return phone
}
/** Somebody who owes for a stall, at their account. */
const owing = async (openid: string, stall: string): Promise<Phone> => {
  expect(await cloud.call(openid, booking.bookStall, { night, stall })).toMatchObject({ ok: true })
  return open(openid, '付 ¥30')
}
const pay = (phone: Phone) => phone.tap('.pay .button', '付 ¥30')
const asked = (phone: Phone, action: string) =>
  phone.calls('cloud.callFunction').filter(({ data }) => (data as { action: string }).action === action)
const facts = async (stall: string) => {
  const accounts = await cloud.documents<FeeAccount>('market_fees')
  const nights = await cloud.documents<{ _id: string; bookings: { stall: string; shop: string }[] }>('market_nights')
  const shop = nights.find(({ _id }) => _id === night)?.bookings.find((each) => each.stall === stall)?.shop
  return accounts.find(({ _id }) => _id === `${night}:${String(shop)}`)?.facts ?? []
}
/** The money that somebody gave at the till reaches WeChat's books. */
const arrives = (phone: Phone) =>
  fetch(`${cloud.url}/_/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ package: phone.calls('requestPayment').at(-1)?.['package'] }),
  })

test('a vendor turns away from paying, and owes; two quick taps then pay once, and the account says so with its time', async () => {
  const phone = await owing('o-vendor-0001', 'A02')
  expect(phone.text).toContain('还要交 30 元，这里付，或到摊位上付给收费的人都行')
  phone.give('requestPayment', new Error('cancel'))
  await pay(phone)
  await phone.sees('这次没付，钱没动')
  expect(await facts('A02')).toEqual([])

  phone.give('requestPayment', { pays: true })
  await pay(phone)
  await phone.tap('.pay .button')
  await phone.sees('30 元，交清了')
  expect(phone.text).toMatch(/交了 30 元，微信11月27日 10:\d\d/)
  expect(phone.all('.pay')).toHaveLength(0)
  expect(phone.calls('requestPayment')).toHaveLength(2)
  expect(asked(phone, 'payFee')).toHaveLength(2)
  expect(await facts('A02')).toMatchObject([{ kind: 'paid', way: 'wechat', amount: 3000 }])
})

test('what one phone paid another cannot pay again, and then shows it', async () => {
  const [phone, other] = [await owing('o-vendor-0004', 'A04'), await open('o-vendor-0004', '付 ¥30')]
  phone.give('requestPayment', { pays: true })
  await pay(phone)
  await phone.sees('交清了')
  await pay(other)
  await other.sees('交清了')
  expect(other.calls('requestPayment')).toEqual([])
  expect(await facts('A04')).toHaveLength(1)
})

test('money that is late is waited for; then it says so, takes no second payment, and counts once it is there', async () => {
  const phone = await owing('o-vendor-0006', 'A06')
  phone.give('requestPayment', { pays: 'later' })
  await pay(phone)
  await phone.sees('正在确认')
  await phone.sees('付款还在确认，到账了这里会变，不用再付')
  expect(phone.all('.pay .button').map(({ textContent }) => textContent)).toEqual(['再看看'])
  await arrives(phone)
  await phone.tap('.pay .button', '再看看')
  await phone.sees('交清了')
  expect(await facts('A06')).toHaveLength(1)
})

test('what WeChat does not let through is told, and owed', async () => {
  const phone = await owing('o-vendor-0009', 'A08')
  phone.give('requestPayment', new Error('system error'))
  await pay(phone)
  await phone.sees('微信这会儿没付成，钱没动')
  await until(() => phone.all('.pay .button').length === 1, 'another try')
  expect(await facts('A08')).toEqual([])
})
