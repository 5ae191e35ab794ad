import type { Page } from '@playwright/test'
import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import { certificate } from '../../cloudfunctions/volunteer/certificate/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { clientOf } from '../../config/scripts/client'
import { expect, onTop, picture, testAlone } from '../support/journey'

const test = testAlone()

/** Tomorrow's evening at the market's stall for good deeds: four places, three of them taken. */
const shift = '2026-11-28T1830-10000f'
const [resident, first, before] = ['o-newcomer-0001', 'o-volunteer-0001', 'o-volunteer-0002'] as const
const [staff, nobody] = ['o-staff-0001', ''] as const
const at = (time: string) => new Date(`2026-11-28T${time}:00+08:00`)

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name })
const says = (page: Page, words: string | RegExp) => expect(onTop(page).getByText(words).first()).toBeVisible()

test('a volunteer’s Saturday: found, waited for, moved up, in and out by code, hours, and a certificate that a stranger checks', async ({
  as,
  address,
}) => {
  const cloud = clientOf(address)
  const must = <T>(answer: { ok: true; value: T } | { ok: false; code: string }): T => {
    if (!answer.ok) throw new Error(answer.code)
    return answer.value
  }
  await cloud.setClock(at('09:00'))
  must(await cloud.call(first, signUp.signUp, { shift }, 'saturday-first'))
  must(await cloud.call(before, signUp.signUp, { shift }, 'saturday-before'))

  const mine = await as(resident, '/volunteer/circle', at('09:00'))
  await button(mine, '月亮岛街道').tap()
  await button(mine, /^桃花井社区/).tap()
  await button(mine, /^夜市公益摊值守 11月28日/).tap()
  await says(mine, /满了，1\s人候补/)
  await button(mine, '登记成志愿者').tap()
  await button(mine, '月亮岛街道').tap()
  await button(mine, /^桃花井社区/).tap()
  await says(mine, '您是志愿者了')
  await mine.goBack()
  await button(mine, '候补一个').tap()
  await says(mine, '您在候补，前面还有 1 人，轮到了马上告诉您')
  await picture(mine, 'saturday-waits')

  must(await cloud.call(before, signUp.signOut, { shift }, 'saturday-gives-up'))
  must(await cloud.call(first, signUp.signOut, { shift }, 'saturday-cannot-come'))
  await mine.evaluate(() => (location.hash = '/member/inbox'))
  await button(mine, /夜市公益摊值守/).tap()
  await says(mine, '给您留到 11月28日 09:30，过时让给别人')
  await picture(mine, 'saturday-moved-up')
  await button(mine, '我来').tap()
  await says(mine, '您报上了')

  // A browser reads no codes: what a phone sends that scanned the leader's is sent for it.
  const key = must(await cloud.call(staff, attendance.attendanceCode, { shift }))
  const scans = async (time: string, what: typeof attendance.checkIn | typeof attendance.checkOut) => {
    await cloud.setClock(at(time))
    must(
      await cloud.call(
        resident,
        what,
        { shift, code: codeNow(key, at(time)) },
        `saturday-scan-${time.replace(':', '')}`,
      ),
    )
    await mine.clock.setSystemTime(at(time))
    await mine.reload()
  }
  await scans('18:20', attendance.checkIn)
  await says(mine, '18:20 到的')
  await scans('21:20', attendance.checkOut)
  await says(mine, '21:20 走的')
  await picture(mine, 'saturday-went')

  await mine.evaluate(() => (location.hash = '/volunteer/hours'))
  await says(mine, '夜市公益摊值守')
  await picture(mine, 'saturday-hours')
  await button(mine, /^志愿证书/).tap()
  await button(mine, '开一张证书').tap()
  await expect(onTop(mine).getByRole('img', { name: /^志愿服务证书/ })).toBeVisible()
  await picture(mine, 'saturday-certificate')
  const [{ number } = { number: '' }] = must(await cloud.call(resident, certificate.myCertificates, {})).items

  const stranger = await as(nobody, '/volunteer/check-certificate', at('21:20'))
  await onTop(stranger).getByRole('textbox').fill(number.toLowerCase())
  await button(stranger, '核对').tap()
  await says(stranger, '是真的，现在有效')
  await says(stranger, '2.8 小时')
  await expect(onTop(stranger).getByRole('listitem').filter({ hasText: '到哪天' })).toContainText('2026年11月28日')
  await picture(stranger, 'saturday-checked')
  const revoked = { number, reason: '名字写错了，重开一张' }
  must(await cloud.call(staff, certificate.revokeCertificate, revoked, 'saturday-revoke'))
  await button(stranger, '核对').tap()
  await says(stranger, /收回了：名字写错了，重开一张$/)
  await expect(onTop(stranger).getByText('现在有效')).toHaveCount(0)
  await picture(stranger, 'saturday-revoked')
})
