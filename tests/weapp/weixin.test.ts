import { notice } from '../../cloudfunctions/member/notice/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aNotice } from '../support/inbox'
import { readBuild } from './phone/build'
import { Failure } from './phone/failure'
import { Phone, until } from './phone/phone'

const build = readBuild()
const tonight = '/market/night-map?night=2026-11-27-taohuajing'
let cloud: Cloud
let phone: Phone

beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterEach(() => phone.close())
afterAll(() => cloud.stop())

const start = async (openid: string, url: string, says: string) => {
  phone = new Phone({ build, cloudUrl: cloud.url, openid })
  await phone.open(url)
  await phone.sees(says)
}
const called = (api: string) => until(() => phone.calls(api).at(-1), api)
const down = () => until(() => phone.all('.sheet-open').length === 0, 'the sheet to go down')

describe('a new version', () => {
  test('is put on when the person says so, and not before', async () => {
    await start('o-resident-0031', '/pages/home', '烟火桃花井夜市')
    phone.give('showModal', { confirm: false })
    phone.announceUpdate()
    expect(await called('showModal')).toMatchObject({ title: '有新版本了', confirmText: '换上', cancelText: '等会儿' })
    await phone.tap('.row')
    expect(phone.calls('applyUpdate')).toEqual([])
    phone.give('showModal', { confirm: true })
    phone.announceUpdate()
    await called('applyUpdate')
  })

  test('that did not come is told of, with what to do; a question that WeChat cannot ask is left', async () => {
    await start('o-resident-0031', '/pages/home', '烟火桃花井夜市')
    phone.give('showModal', { confirm: true })
    phone.device.tell('UpdateFailed', {})
    expect(await called('showModal')).toMatchObject({ title: '新版本没下载好', showCancel: false })
    phone.give('showModal', new Error('page is not ready'))
    phone.announceUpdate()
    await until(() => phone.calls('showModal').length === 2, 'the second question')
    expect(phone.calls('applyUpdate')).toEqual([])
  })
})

describe('WeChat’s privacy guide', () => {
  test('is asked about by the first thing that needs it: a no keeps everything, a yes goes on from there', async () => {
    expect(JSON.parse(build.files['app.json'] ?? '')).toMatchObject({ __usePrivacyCheck__: true })
    await start('o-resident-0032', '/member/profile', '大家会看到')
    phone.device.privacyAgreed = false
    await phone.type('.field-input', '还没存的名字')

    await phone.tap('.button', '选头像')
    await phone.find('.sheet-open')
    await phone.sees('用之前，先说清楚')
    await phone.tap('.sheet-open .button', '看《隐私保护指引》')
    await called('openPrivacyContract')
    await phone.tap('.sheet-open .button', '先不用')
    await down()
    await phone.sees('没有同意隐私指引，这一步先没办，写好的都在。想好了再点一次')
    expect(phone.text).toContain('大家会看到：还没存的名字')
    await phone.tap('.button', '用微信的手机号')
    await phone.tap('.sheet-open .sheet-scrim')
    await down()
    expect(phone.calls('cloud.uploadFile')).toEqual([])

    phone.give('chooseAvatar', { avatarUrl: phone.device.keep(new TextEncoder().encode('a picture'), 'png') })
    await phone.tap('.button', '选头像')
    await phone.tap('.sheet-open .button', '同意')
    await phone.sees('正在审核')
    await down()
    phone.give('getPhoneNumber', new Error('user deny'))
    await phone.tap('.button', '用微信的手机号')
    expect(phone.all('.sheet-open')).toHaveLength(0)
  })
})

describe('a WeChat message', () => {
  const vendor = 'o-vendor-0004'
  const consents = async () => {
    const told = await cloud.call(vendor, notice.noticeSettings, {})
    return told.ok ? told.value.kinds.find(({ kind }) => kind === 'market')?.consents : undefined
  }
  const book = async (openid: string, stall: string) => {
    await start(openid, tonight, 'C21')
    await phone.tap('.stall', stall)
    await phone.tap('.sheet-open .button', '确认订下')
    await phone.find('.sheet-open.mine')
  }
  const ask = () => phone.tap('.sheet-open .button', '摊位有消息，微信告诉我')

  test('is offered once a stall is booked; each of WeChat’s answers is understood; a yes counts, and is spent', async () => {
    await book(vendor, 'A08')
    phone.give('requestSubscribeMessage', { 'tmpl-market': 'reject' })
    await ask()
    await phone.sees('这次没有同意，想要了随时再点')
    phone.give('requestSubscribeMessage', { 'tmpl-market': 'ban' })
    await ask()
    await phone.sees('微信这会儿发不了这类提醒，消息都在收件箱里')
    phone.give('requestSubscribeMessage', new Failure('The main switch is switched off', { errCode: 20004 }))
    await ask()
    await phone.sees('微信里关着订阅消息，点右上角“…”到设置里打开')
    expect(await consents()).toBe(0)
    phone.give('requestSubscribeMessage', { 'tmpl-market': 'accept' })
    await ask()
    await phone.sees('好，下次摊位有消息，微信告诉您一次')
    expect(phone.text).not.toContain('摊位有消息，微信告诉我')
    expect(await consents()).toBe(1)

    await cloud.put('notices', aNotice({ to: vendor, at: fridayMorning }))
    await cloud.tick('member')
    expect(await cloud.messages(vendor)).toMatchObject([{ templateId: 'tmpl-market' }])
    expect(await consents()).toBe(0)
  })

  test('is not offered to whoever wants none, nor before a stall is booked', async () => {
    const quiet = 'o-vendor-0006'
    await cloud.call(quiet, notice.muteKind, { kind: 'market', muted: true })
    await book(quiet, 'A10')
    await until(
      () =>
        phone.calls('cloud.callFunction').some(({ data }) => (data as { action: string }).action === 'noticeSettings'),
      'the settings',
    )
    expect(phone.text).not.toContain('微信告诉我')
    phone.close()
    await start('o-vendor-0009', tonight, 'C21')
    await phone.tap('.stall', 'A12')
    await phone.find('.sheet-open')
    expect(phone.text).not.toContain('微信告诉我')
  })
})
