import { approval } from '../../cloudfunctions/pledge/approval/contract'
import type { Pledge } from '../../cloudfunctions/pledge/documents'
import type { Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import { review } from '../../cloudfunctions/pledge/review/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aPledge } from '../support/pledge-world'
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

const field = (label: string) => `.field-input[aria-label^="${label}"]`

test('a vague promise is warned of, sent back with a hint, mended, and found on the board by the code on paper', async () => {
  const [vague, precise] = ['积极做好社区环境卫生工作', '每周六早上清一次北门两侧的小广告']
  await as('o-member-0002', '/pledge/write')
  await phone.type(field('做什么'), vague)
  await phone.type(field('为谁、在哪'), '桃花井社区北门')
  await phone.tap('.button', '存好，再看一眼')
  await phone.sees('「积极」')
  await phone.tap('.button', '交给支部')
  await phone.sees('等支部看')
  phone.close()

  const made = (await cloud.documents<Pledge>('pledges')).find(({ state }) => state === 'submitted')
  if (!made) throw new Error('nothing was submitted')
  const hint = '写清楚清哪里、多久一次'
  const back = { pledge: made._id, rev: made.rev, hint }
  expect(await cloud.call('o-secretary-0001', approval.returnPledge, back)).toMatchObject({ ok: true })
  await as('o-member-0002', `/pledge/write?pledge=${made._id}`)
  await phone.sees(`支部说：${hint}`)
  await phone.type(field('做什么'), precise)
  await phone.tap('.button', '存好，再看一眼')
  await phone.tap('.button', '交给支部')
  await phone.sees('等支部看')
  phone.close()

  await as('o-secretary-0001', '/desk/pledge/waiting')
  await phone.sees(precise)
  await phone.tap('.button', '定诺，公开')
  await phone.sees('没有等定诺的')
  phone.close()

  await as('o-resident-0001', '/pledge/find')
  const paper = `https://yanhuo.example/#/pledge/board?branch=${branch}`
  phone.give('scanCode', { result: paper, scanType: 'QR_CODE' })
  await phone.tap('.button', '扫公示栏上的码')
  await phone.sees('桃花井社区党支部，换一换')
  await phone.sees(precise)
})

test('a patrol: one time is shown and verified, one is let go with its reason, for all to see', async () => {
  const patrol = aPledge('patrolling', { member: 'o-member-0002' })
  await cloud.put('pledges', patrol)
  await as(patrol.member, `/pledge/mine?pledge=${patrol._id}`)
  await phone.type(field('做了什么'), '三楼的灯换好了')
  await phone.type(field('在哪'), '三栋')
  await phone.tap('.button', '晒出来')
  await phone.sees('等人看')
  phone.close()

  await as('o-secretary-0001', `/desk/pledge/promise?pledge=${patrol._id}`)
  await phone.type('.way-excuse .field-input', '那天整栋楼停电，进不了楼道')
  await phone.tap('.button', '免这一次')
  await phone.sees('那天整栋楼停电')
  phone.close()

  await as('o-resident-0001', `/pledge/pledge?pledge=${patrol._id}`)
  for (const words of ['三楼的灯换好了', '等人核实', '那天整栋楼停电', '免了']) await phone.sees(words)
})

test('a rainstorm: staff call, and whoever promised it shows what was done', async () => {
  const waits = aPledge('stormwatch', { member: 'o-member-0003' })
  const rhythm: Rhythm[] = [{ kind: 'event', event: 'rainstorm', within: 1 }]
  await cloud.put(
    'pledges',
    aPledge('stormwatch', { ...waits, versions: waits.versions.map((each) => ({ ...each, rhythm })) }),
  )
  await as('o-staff-0001', '/desk/pledge/events')
  await phone.type(field('怎么回事'), '气象台发了暴雨红色预警')
  await phone.tap('.button', '召集')
  await phone.tap('.sheet-open .button', '召集')
  await phone.sees('气象台发了暴雨红色预警')
  phone.close()

  await cloud.tick('pledge')
  await as(waits.member, `/pledge/mine?pledge=${waits._id}`)
  await phone.type(field('做了什么'), '守到凌晨两点，水位退了')
  await phone.type(field('在哪'), '银星路河堤')
  await phone.tap('.button', '晒出来')
  await phone.sees('等人看')
})
