import type { Device } from '../device'
import { Failure } from '../failure'
import { consented, type Asked } from '../privacy'
import { trouble } from '../trouble'
import { answered, api, asking } from './api'

type Consent = Record<string, 'accept' | 'reject' | 'ban'>

/** Refuses an API of a person's place that app.json does not declare; an app that calls it would never work. */
function declared(device: Device, name: string): void {
  if (device.privateInfos.includes(name)) return
  trouble(`wx.${name}`, 'is called, and requiredPrivateInfos of app.json does not declare it')
  throw new Failure('the api need to be declared in the requiredPrivateInfos field in app.json/ext.json')
}

/** What WeChat asks the person: who they are, where they are, what they agree to. */
export function person(device: Device) {
  const ofPlace = (names: string) =>
    Object.fromEntries(
      names.split(' ').map((name) => [
        name,
        api(device, name, async () => {
          declared(device, name)
          await consented(device, name)
          return answered(device, name)
        }),
      ]),
    )
  return {
    login: api(device, 'login', () => ({ code: `code-of-${device.openid}` })),
    checkSession: api(device, 'checkSession', () => ({})),
    requestSubscribeMessage: api<{ tmplIds: string[] }>(device, 'requestSubscribeMessage', async ({ tmplIds }) => {
      device.needsTap()
      if (tmplIds.length > 3) throw new Failure('Templates count out of max bounds', { errCode: 20003 })
      const chosen = answered(device, 'requestSubscribeMessage') as Consent
      const agreed = tmplIds.filter((id) => chosen[id] === 'accept')
      const headers = { 'content-type': 'application/json', 'x-openid': device.openid }
      const body = JSON.stringify({ tmplIds: agreed })
      if (!device.online) throw new Failure('network error', { errCode: 10002 })
      if (agreed.length > 0) await fetch(`${device.cloudUrl}/consent`, { method: 'POST', headers, body })
      return Object.fromEntries(tmplIds.map((id) => [id, chosen[id] ?? 'reject']))
    }),
    onNeedPrivacyAuthorization: (ask: Asked) => {
      device.privacyAsker = ask
    },
    requirePrivacyAuthorize: api(device, 'requirePrivacyAuthorize', () => consented(device, 'requirePrivacyAuthorize')),
    getPrivacySetting: api(device, 'getPrivacySetting', () => ({
      needAuthorization: !device.privacyAgreed,
      privacyContractName: '《烟火邻里隐私保护指引》',
    })),
    openPrivacyContract: api(device, 'openPrivacyContract', () => ({})),
    getSetting: api(device, 'getSetting', () => ({ authSetting: { ...device.authorized } })),
    openSetting: api(device, 'openSetting', () => ({ authSetting: { ...device.authorized } })),
    authorize: api<{ scope: string }>(device, 'authorize', ({ scope }) => {
      if (device.authorized[scope] === false) throw new Failure('auth deny')
      device.authorized[scope] = true
    }),
    ...ofPlace('getLocation getFuzzyLocation chooseLocation'),
    openLocation: api(device, 'openLocation', () => ({})),
    ...asking(device, 'scanCode'),
    setClipboardData: api<{ data: string }>(device, 'setClipboardData', ({ data }) => {
      device.clipboard = data
    }),
    getClipboardData: api(device, 'getClipboardData', () => ({ data: device.clipboard })),
    makePhoneCall: api<{ phoneNumber: string }>(device, 'makePhoneCall', ({ phoneNumber }) => {
      if (!/^[\d+-]+$/.test(phoneNumber)) throw new Failure('parameter error: phoneNumber')
    }),
  }
}
