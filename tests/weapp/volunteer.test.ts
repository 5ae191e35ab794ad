import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { team } from '../../cloudfunctions/volunteer/team/contract'
import { startCloud, type Cloud } from '../support/cloud'
import { readBuild } from './phone/build'
import { Phone, until } from './phone/phone'

const build = readBuild()
let cloud: Cloud
let phone: Phone
beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const at = (route: string) => until(() => phone.page.route === route, route)

test('whoever never was here registers in one step, has a place, and gives it back', async () => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-newcomer-0001' })
  await phone.open('/pages/home')
  await phone.sees('搭把手')
  await phone.tap('.row', '搭把手')
  await at('volunteer/shifts')
  await phone.sees('老人手机课堂')
  await phone.tap('.row', '老人手机课堂')
  await at('volunteer/shift')
  await phone.sees('先登记成志愿者')
  await phone.tap('.button', '登记成志愿者')
  await at('volunteer/profile')
  await phone.sees('月亮岛街道')
  await phone.tap('.row', '月亮岛街道')
  await phone.sees('桃花井社区')
  await phone.tap('.row', '桃花井社区')
  await phone.sees('您是志愿者了')
  await phone.back()
  await phone.sees('报上就算')
  await phone.tap('.button', '我来')
  await phone.sees('您报上了')
  await phone.open('/volunteer/my-shifts')
  await phone.sees('老人手机课堂')
  await phone.back()
  await phone.tap('.button', '来不了')
  await phone.tap('.sheet-open .button', '退出')
  await phone.sees('我来')
})

test('who comes to a full shift waits with a number, moves up when others leave, and confirms', async () => {
  // Four places at the stall for good deeds, three of them taken.
  const shift = '2026-11-28T1830-10000f'
  const [first, before] = ['o-volunteer-0001', 'o-volunteer-0002'] as const
  for (const who of [first, before]) expect((await cloud.call(who, signUp.signUp, { shift })).ok).toBe(true)
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-newcomer-0001' })
  await phone.open(`/volunteer/shift?shift=${shift}`)
  await phone.tap('.button', '候补一个')
  await phone.sees('您在候补，前面还有 1 人')
  for (const who of [before, first]) expect((await cloud.call(who, signUp.signOut, { shift })).ok).toBe(true)
  await phone.open('/member/inbox')
  await phone.tap('.letter', '候补到名额了')
  await at('volunteer/shift')
  await phone.sees('给您留到')
  await phone.tap('.button', '我来')
  await phone.sees('您报上了')
})

test('a team is made, joined by its code, and left; a code that is none is told so', async () => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-volunteer-0001' })
  await phone.open('/volunteer/teams')
  await phone.sees('还没有队伍')
  await phone.type('.field-input', 'ABCDEF')
  await phone.tap('.button', '入队')
  await phone.sees('没有这个队伍码')
  const made = await cloud.call('o-volunteer-0002', team.makeTeam, { name: '银发义剪队' })
  if (!made.ok) throw new Error(made.code)
  await phone.type('.field-input', made.value.code ?? '')
  await phone.tap('.button', '入队')
  await phone.sees('银发义剪队')
  await phone.tap('.button', '退出这个队')
  await phone.tap('.sheet-open .button', '退出')
  await phone.sees('还没有队伍')
})

test('whoever missed a shift reads what follows from it, and says a word on it', async () => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-volunteer-0011' })
  await phone.open('/volunteer/standing')
  await phone.sees('近 90 天有 1 次没到场')
  await phone.tap('.button', '申诉')
  await phone.type('.sheet-open .field-input', '那天送孩子去医院')
  await phone.tap('.sheet-open .button', '交申诉')
  await phone.sees('申诉在等人看')
})

test('a wish goes from asking to thanks, each on their own phone; where it is, only who goes there reads', async () => {
  const as = async (openid: string, page: string) => {
    phone.close()
    phone = new Phone({ build, cloudUrl: cloud.url, openid })
    await phone.open(page)
  }
  const words = '阳台灯坏了，想请人换个灯泡'
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-newcomer-0002' })
  await phone.open('/volunteer/ask-wish')
  await phone.sees('月亮岛街道')
  await phone.tap('.row', '月亮岛街道')
  await phone.tap('.row', '桃花井社区')
  await phone.sees('想请人做什么')
  await phone.tap('.chip', '修理')
  for (const [label, said] of [
    ['想请人做什么', words],
    ['门牌', '二期三栋 1204'],
    ['什么时候方便', '晚饭后'],
  ] as const)
    await phone.type(`.field-input[aria-label="${label}"]`, said)
  await phone.tap('.button', '交给社区')
  await phone.sees('社区核对过就派出去')

  await as('o-staff-0001', '/desk/volunteer/wishes')
  await phone.sees(words)
  await phone.tap('.row', words)
  await phone.sees('二期三栋 1204')
  await phone.tap('.button', '派出去')
  await phone.sees('等人接')

  await as('o-volunteer-0001', '/volunteer/wishes')
  await phone.sees(words)
  await phone.tap('.row', words)
  await phone.sees('接了才看得到门牌和电话')
  expect(phone.text).not.toContain('1204')
  await phone.tap('.button', '我来办')
  await phone.sees('二期三栋 1204')
  await phone.type('.field-input', '换好了，试过亮的')
  await phone.tap('.button', '办好了')
  await phone.sees('等对方谢一声')

  await as('o-newcomer-0002', '/volunteer/my-wishes')
  await phone.tap('.row', words)
  await phone.sees('换好了，试过亮的')
  await phone.tap('.chip', '很满意')
  await phone.type('.field-input', '亮堂多了，谢谢')
  await phone.tap('.button', '谢谢您')
  await phone.sees('亮堂多了，谢谢')
  await as('o-volunteer-0001', '/volunteer/hours')
  await phone.sees('帮忙：修理')
})

test('a certificate states the book of its owner; a stranger types its number as it is spelled, and reads when it was taken back', async () => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-volunteer-0012' })
  await phone.open('/volunteer/hours')
  await phone.tap('.row', '志愿证书')
  await at('volunteer/certificate')
  await phone.tap('.button', '开一张证书')
  await phone.sees('长按能存成图片')
  const says = (await phone.find('.certificate-image')).getAttribute('aria-label') ?? ''
  const [, number = ''] = /编号 (.{14})$/.exec(says) ?? []
  phone.close()

  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-newcomer-0002' })
  await phone.open('/volunteer/check-certificate')
  await phone.type('.field-input', '1234')
  await phone.tap('.button', '核对')
  await phone.sees('没有 0、1、I、O')
  await phone.type('.field-input', number.toLowerCase())
  await phone.tap('.button', '核对')
  await phone.sees('是真的，现在有效')
  expect(phone.text).not.toContain('收回这张证书')
  const stranger = phone
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-staff-0001' })
  await phone.open(`/volunteer/check-certificate?number=${number.replace(/\s/g, '')}`)
  await phone.tap('.button', '收回这张证书')
  await phone.type('.sheet-open .field-input', '名字写错了，重开一张')
  await phone.tap('.sheet-open .button', '收回')
  await phone.sees('收回了：名字写错了，重开一张')
  phone.close()
  phone = stranger
  await phone.tap('.button', '核对')
  await phone.sees('收回了：名字写错了，重开一张')
  expect(phone.text).not.toContain('现在有效')
  phone.give('scanCode', { result: 'ABCDEFGH2345' })
  await phone.tap('.button', '扫证书上的码')
  await phone.sees('没有这张证书')
})

test('15分钟服务圈 around oneself: the map is told each point and the rings of a walk; a marker opens its sheet, which leads there and calls', async () => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid: 'o-volunteer-0004' })
  await phone.open('/volunteer/circle')
  await phone.sees('桃花井党群服务中心')
  phone.give('getLocation', { latitude: 28.2762, longitude: 112.9215 })
  await phone.tap('.button', '看我身边的')
  await phone.sees('从您这里走')
  await phone.tap('.segment', '地图')
  await phone.find('map')
  await phone.settled()
  expect(phone.attribute('map', 'circles')).toMatchObject([{ radius: 300 }, { radius: 500 }, { radius: 1000 }])
  expect(phone.attribute('map', 'markers')).toMatchObject([
    { id: 0, iconPath: '/assets/point.png', ariaLabel: '桃花井党群服务中心' },
    { id: 1, ariaLabel: '周三义剪角' },
    ...Array.from({ length: 8 }, (_, index) => ({ id: index + 2, iconPath: '/assets/point.png' })),
    ...Array.from({ length: 5 }, (_, index) => ({ id: index + 10, iconPath: '/assets/shift.png' })),
  ])
  await phone.tapMarker(0)
  await phone.sees('办事、咨询、领志愿服装')
  await phone.tap('.sheet-open .button', '怎么走')
  await phone.tap('.sheet-open .button', '打电话')
  expect(phone.calls('openLocation').at(-1)).toMatchObject({ name: '桃花井党群服务中心' })
  expect(phone.calls('makePhoneCall').at(-1)).toMatchObject({ phoneNumber: '0731-80000001' })
})
