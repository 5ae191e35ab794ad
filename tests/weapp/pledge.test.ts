import { review } from '../../cloudfunctions/pledge/review/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { stopClock } from '../support/stop-clock'
import { readBuild } from './phone/build'
import { Phone } from './phone/phone'

const build = readBuild()
let cloud: Cloud
let phone: Phone
beforeAll(async () => {
  stopClock(fridayMorning)
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const branch = 'wangcheng.yueliangdao.taohuajing'
const as = async (openid: string, page: string) => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid })
  await phone.open(page)
}
const others = Array.from({ length: 4 }, (_, index) => `o-resident-${String(index + 11).padStart(4, '0')}`)

test('a round goes from opening to a ballot, its receipt and the result', async () => {
  await as('o-secretary-0001', '/desk/pledge/rounds')
  await phone.sees('开一轮')
  await phone.tap('.button', '开一轮')
  await phone.tap('.sheet-open .button', '开')
  await phone.sees('0 人评了')
  const listed = await cloud.call('o-resident-0010', review.listRounds, { branch })
  const round = listed.ok ? listed.value.items.find(({ count, open }) => open && count === 0) : undefined
  if (!round) throw new Error('no round was opened')
  phone.close()

  const page = `/pledge/round?round=${round.id}`
  await as('o-resident-0010', page)
  await phone.sees('自评、互评由支部的党员评，组织评由书记和社区评')
  await phone.tap('.chip', '不错')
  await phone.type('.field-input', '楼道灯真的修好了')
  await phone.tap('.button', '交上这一票')
  await phone.tap('.sheet-open .button', '交上')
  await phone.sees('您的一票在里面')
  expect(phone.text).not.toContain('交上这一票')
  await phone.open(page)
  await phone.sees('您的一票在里面')
  phone.close()

  // From another phone of the same person: one ballot each.
  await as('o-resident-0010', page)
  await phone.tap('.button', '交上这一票')
  await phone.tap('.sheet-open .button', '交上')
  await phone.sees('这一轮您已经评过了')
  phone.close()

  for (const [at, openid] of others.entries()) {
    const receipt = String(at).repeat(64)
    const cast = await cloud.call(openid, review.vote, { round: round.id, voice: 'residents', grade: 'fair', receipt })
    expect(cast.ok).toBe(true)
  }
  await cloud.setClock(new Date(Date.parse(round.closesAt) + 60_000))
  await as('o-resident-0001', page)
  await phone.sees('楼道灯真的修好了')
  for (const words of ['群众评', '4 票', '5 人评了']) expect(phone.text).toContain(words)
})
