import type { Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { profile as people } from '../../cloudfunctions/member/profile/contract'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import { activity } from '../../cloudfunctions/volunteer/activity/contract'
import { hours } from '../../cloudfunctions/volunteer/hours/contract'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { clientOf } from '../../config/scripts/client'
import { expect, onTop, picture, sheet, testAlone } from '../support/journey'
import { sheetsOf, unzip } from '../support/xlsx'

const test = testAlone()

/*
 * One Saturday as whoever organises it sees it, from a shift that lacks people until the activity is settled.
 */

const [staff, caller, leader, joker] = [
  'o-staff-0001',
  'o-volunteer-0001',
  'o-volunteer-0002',
  'o-volunteer-0003',
] as const
const number = '13812345678'
/** A name that Excel would work out, were it not words. */
const formula = '=1+1'
const called = { [caller]: '王姐', [leader]: '小周', [joker]: formula }
const at = (time: string, day = 28) => new Date(`2026-11-${String(day)}T${time}:00+08:00`)

let cloud: ReturnType<typeof clientOf>

async function call<C extends Capability>(who: string, what: C, input: Ask<C>): Promise<Output<C>> {
  const answer = await cloud.call(who, what, input)
  if (!answer.ok) throw new Error(`${what.name}: ${answer.say}`)
  return answer.value
}

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name }).first()
const inSheet = (page: Page, name: string) => sheet(page).getByRole('button', { name, exact: true })
const says = (page: Page, words: string | RegExp) => expect(onTop(page).getByText(words).first()).toBeVisible()
const go = (page: Page, where: string) => page.evaluate((hash) => (location.hash = hash), where)

/** Lets time pass, for the cloud and for these phones. */
async function itIs(now: Date, ...phones: Page[]): Promise<void> {
  await cloud.setClock(now)
  await cloud.tick('volunteer')
  for (const page of phones) await page.clock.setSystemTime(now)
}

/** An activity of one shift that wants three; two are in it, one of them leads. */
async function planned(): Promise<{ id: string; shift: string }> {
  const { id } = await call(staff, activity.makeActivity, {
    ...{ place: 'wangcheng.yueliangdao.taohuajing', title: '夜市收尾', words: '把桌椅收好，垃圾分好类带走' },
    ...{ category: 'clean', where: '桃花井夜市北门', latitude: 28.2799, longitude: 112.9187, approval: false },
    ...{ roles: [{ name: '', min: 3, max: 6 }], opensDaysBefore: 14, outHours: 3 },
  })
  const one = { from: '2026-11-28', until: '2026-11-28', weekdays: [6], startsAt: 14 * 60, endsAt: 15 * 60 }
  await call(staff, activity.addShifts, { activity: id, ...one })
  for (const [who, name] of Object.entries(called)) await call(who, people.setName, { name })
  const { code } = await call(leader, people.myCode, {})
  await call(staff, activity.setLeader, { activity: id, person: code })
  const { times } = await call(staff, activity.publishActivity, { activity: id })
  const shift = times[0]?.id ?? ''
  for (const who of [caller, leader]) await call(who, signUp.signUp, { shift })
  await call(caller, profile.setContact, { phone: number })
  return { id, shift }
}

/** Notes by hand that somebody is there. */
async function marksHere(page: Page, name: RegExp, left: number): Promise<void> {
  await button(page, name).tap()
  await sheet(page).getByRole('textbox').fill('人在现场，没带手机')
  await inSheet(page, '人在，签上').tap()
  await says(page, `还没到 ${String(left)}`)
}

test('the organiser’s Saturday: a short shift calls for help, its roster is read and saved, who came is noted by hand, hours are confirmed by two, and it is settled', async ({
  as,
  address,
}) => {
  cloud = clientOf(address)
  const { id, shift } = await planned()

  const desk = await as(staff, '/desk/volunteer/activities', at('10:05', 27))
  await says(desk, '两天内还缺人')
  await says(desk, '还差 1 人')
  await picture(desk, 'organiser-01-short')
  await button(desk, '喊人帮忙').tap()
  await says(desk, /^11月27日 10:0\d\s喊了附近\s\d+\s位志愿者$/)
  await says(desk, /^11月27日 22:0\d 以后还缺可以再喊$/)
  await picture(desk, 'organiser-02-called')
  await call(joker, signUp.signUp, { shift })
  await desk.reload()
  await says(desk, '办的活动')
  await expect(button(desk, /^夜市收尾 11月28日/)).toHaveCount(0)

  await itIs(at('13:50'), desk)
  const leads = await as(leader, `/volunteer/lead?shift=${shift}`, at('13:50'))
  await says(leads, '还没到 3')
  await button(leads, /^名单/).tap()
  await says(leads, '名额定了的 3 人')
  await picture(leads, 'organiser-03-roster')
  await expect(button(leads, new RegExp(`^打电话给王姐 ${number}`))).toBeVisible()
  const saving = leads.waitForEvent('download')
  await button(leads, '存成表格').tap()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('11月28日 周六 夜市收尾 名单.xlsx')
  const bytes = await readFile(await saved.path())
  expect(sheetsOf(bytes.toString('base64'))[0]?.rows.map(([name, , phone]) => [name, phone])).toEqual([
    ['姓名', '电话'],
    ['王姐', number],
    ['小周', undefined],
    [formula, undefined],
  ])
  expect([...unzip(bytes).values()].filter((xml) => /<f[ >]/.test(xml))).toEqual([])

  await leads.goBack()
  await marksHere(leads, /^王姐/, 2)
  await marksHere(leads, /^=1\+1/, 1)
  await picture(leads, 'organiser-04-by-hand')
  await go(desk, `/volunteer/lead?shift=${shift}`)
  await marksHere(desk, /^小周/, 0)

  await itIs(at('17:01'), desk, leads)
  await leads.reload()
  await button(leads, '确认 2 人的时长').tap()
  await inSheet(leads, '都对，确认').tap()
  await says(leads, '2 人的时长确认了')
  await desk.reload()
  await button(desk, '确认 1 人的时长').tap()
  await picture(desk, 'organiser-05-second')
  await inSheet(desk, '都对，确认').tap()
  await says(desk, '1 人的时长确认了')
  await cloud.tick('volunteer')
  for (const who of [caller, leader, joker]) {
    const [latest] = (await call(who, hours.myHours, {})).items
    expect(latest).toMatchObject({ title: '夜市收尾', minutes: 60 })
  }

  await go(desk, `/desk/volunteer/activity?activity=${id}`)
  await says(desk, '办完了')
  await button(desk, '结项').tap()
  await inSheet(desk, '结项').tap()
  await says(desk, '结项了')
  await picture(desk, 'organiser-06-settled')
})
