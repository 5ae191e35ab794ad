import type { Locator, Page } from '@playwright/test'
import { booking } from '../../cloudfunctions/market/booking/contract'
import { draw } from '../../cloudfunctions/market/draw/contract'
import { fees } from '../../cloudfunctions/market/fees/contract'
import { gate } from '../../cloudfunctions/market/gate/contract'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import { expect, onTop, picture, sheet, testAlone } from '../support/journey'
import {
  at,
  auditor,
  entrants,
  group,
  newcomer,
  operator,
  round,
  secondOperator,
  stageOf,
  tonight,
  type Stage,
} from './fixtures/friday-stage'

const test = testAlone()

/*
 * One Friday as people see it, from the day before to the day after: their phones open, tap and read; the clock moves
 * between. What no picture shows is done behind the stage.
 */

const button = (page: Page, name: string | RegExp) => onTop(page).getByRole('button', { name }).first()
const inSheet = (page: Page, name: string) => sheet(page).getByRole('button', { name, exact: true })
const says = (page: Page, words: string | RegExp) => expect(onTop(page).getByText(words).first()).toBeVisible()

/** A hand whose taps and fields are counted: whatever is chosen of one question is one field, however it is filled in. */
function counting() {
  const count = { taps: 0, fields: 0 }
  return {
    count,
    tap: async (target: Locator) => {
      count.taps++
      await target.tap()
    },
    write: async (field: Locator, words: string) => {
      count.fields++
      await field.fill(words)
    },
    choose: async (option: Locator) => {
      count.fields++
      await option.tap()
    },
  }
}

let stage: Stage
/** Who won A01 and A02, and who did not, in their order. */
let won: string[] = []
let rest: string[] = []

/** Opens somebody's phone at a page; one that is on already goes on to it, at another time. */
type Phone = (who: string | undefined, where: string, now: Date) => Promise<Page>

/** Thursday: from nothing to a stall in six taps and three fields; the operator opens the next night in two. */
async function applies(phone: Phone): Promise<void> {
  const page = await phone(newcomer, '/pages/home', at('10:00', 26))
  const { count, tap, write, choose } = counting()
  await tap(button(page, /^想来摆摊/))
  await write(onTop(page).getByLabel('摊名'), '拐角手机壳')
  await write(onTop(page).getByLabel('卖什么'), '手机壳、挂绳')
  await choose(onTop(page).getByText('百货', { exact: true }))
  await tap(button(page, '提交'))
  await says(page, '交上去了')
  await picture(page, 'friday-01-apply')

  const desk = await phone(operator, '/desk/home', at('10:00', 26))
  const hand = counting()
  await hand.tap(button(desk, /^夜市今晚/))
  await says(desk, '拐角手机壳')
  await hand.tap(button(desk, /^现在就开放/))
  await says(desk, /这一晚开了/)
  await picture(desk, 'friday-02-opened')
  expect(hand.count).toEqual({ taps: 2, fields: 0 })
  await button(desk, /^拐角手机壳/).tap()
  await button(desk, '通过').tap()
  await expect(button(desk, '通过')).toHaveCount(0)

  await page.reload()
  await says(page, '通过了')
  await tap(button(page, '去选摊位'))
  await tap(button(page, /^看.*的摊位图$/))
  await tap(button(page, 'B12 百货 空'))
  await tap(inSheet(page, '确认订下'))
  await expect(sheet(page)).toContainText('订好了')
  await picture(page, 'friday-03-booked')
  expect(count.taps).toBeLessThanOrEqual(6)
  expect(count.fields).toBeLessThanOrEqual(3)
}

/** Thursday: two stalls are drawn for, and whoever lost draws again on their own phone. */
async function draws(phone: Phone): Promise<void> {
  const [first = '', ...others] = entrants
  for (const who of others) await stage.call(who, draw.enterDraw, { round, choices: ['A02', 'A01'] })
  const page = await phone(first, `/market/draw?night=${tonight}`, at('10:30', 26))
  for (const stall of ['A01', 'A02']) await onTop(page).getByText(`${stall} 热食`, { exact: true }).tap()
  await button(page, '报名摇号').tap()
  await says(page, '撤回报名')
  await picture(page, 'friday-04-draw')

  await stage.itIs(at('20:01', 26))
  await stage.itIs(at('21:16', 26))
  const auditors = await phone(auditor, '/desk/market/draws', at('21:16', 26))
  await button(auditors, /^11月27日/).tap()
  await sheet(auditors).getByLabel('公共数字').fill('386')
  await sheet(auditors).getByLabel('在哪里查得到').fill('中国福彩网 第 2026313 期')
  await picture(auditors, 'friday-05-number')
  await inSheet(auditors, '录入并开签').tap()
  await expect(sheet(auditors)).toHaveCount(0)

  const { drawn } = await stage.call(undefined, draw.proveDraw, { round })
  const winners = [...(drawn?.outcome.winners ?? [])].sort((one, two) => (one.stall < two.stall ? -1 : 1))
  won = await Promise.all(winners.map(({ shop }) => stage.vendorOf(shop)))
  rest = await Promise.all((drawn?.outcome.rest ?? []).map(stage.vendorOf))
  const check = await phone(rest[0], `/market/draw-check?round=${round}`, at('21:20', 26))
  await button(check, '开始验').tap()
  await says(check, '和公布的一模一样')
  await picture(check, 'friday-06-check')
  await stage.itIs(at('21:22', 26))
  await stage.call(rest[0], waiting.acceptOffer, { night: tonight, stall: 'A03' })
}

/** Friday: one waits; rain is announced, and the market goes on. */
async function rains(phone: Phone): Promise<void> {
  await stage.itIs(at('12:00'))
  const waits = await phone(rest[1], `/market/night-map?night=${tonight}`, at('12:00'))
  await says(waits, '排第 1 位')
  await picture(waits, 'friday-07-waiting')

  const desk = await phone(operator, `/desk/market/night?night=${tonight}`, at('12:00'))
  await button(desk, '提醒摊主').tap()
  await sheet(desk).getByText('有雨', { exact: true }).tap()
  await picture(desk, 'friday-08-rain')
  await inSheet(desk, '通知他们').tap()
  await says(desk, /提醒过摊主/)
  const told = await phone(won[0], '/member/inbox', at('12:01'))
  await says(told, '带好雨棚')
  await picture(told, 'friday-09-told')
}

/** Friday evening: the gate, two who do not come, an offer taken, and a stall that does good. */
async function opens(phone: Phone): Promise<void> {
  await stage.itIs(at('18:10'))
  const pass = await phone(won[0], `/market/gate-pass?night=${tonight}`, at('18:10'))
  await says(pass, '给工作人员扫')
  await picture(pass, 'friday-10-pass')
  for (const stall of ['A01', 'B12'])
    await stage.call(operator, gate.markHere, { night: tonight, stall, reason: '扫不了码，当面看到' })
  const desk = await phone(operator, `/desk/market/gate?night=${tonight}`, at('18:12'))
  await onTop(desk).getByText('还没到', { exact: true }).first().tap()
  await picture(desk, 'friday-11-gate')

  await stage.itIs(at('18:31'))
  const lucky = await phone(rest[1], '/pages/me', at('18:31'))
  await says(lucky, '候补到了')
  await picture(lucky, 'friday-12-offer')
  await button(lucky, '确认订摊').tap()
  await expect(button(lucky, '确认订摊')).toHaveCount(0)
  await stage.call(operator, gate.markHere, { night: tonight, stall: 'A02', reason: '刚赶到' })

  await stage.itIs(at('18:40'))
  const doers = await phone(group, `/market/spare?night=${tonight}`, at('18:41'))
  await button(doers, /^A03/).tap()
  await picture(doers, 'friday-13-good')
  await inSheet(doers, '要这个').tap()
  await says(doers, /输入摊位码|签到/)
  const { items } = await stage.call(group, booking.listMyBookings, {})
  expect(items).toMatchObject([{ stall: 'A03', fee: 0 }])
  await stage.call(operator, gate.markHere, { night: tonight, stall: 'A03', reason: '剪刀和镜子都摆好了' })
}

/** Friday night: a round, and a clean pitch. */
async function closes(phone: Phone): Promise<void> {
  await stage.itIs(at('20:00'))
  const desk = await phone(operator, `/desk/market/round?night=${tonight}`, at('20:00'))
  await button(desk, /^A01/).tap()
  await sheet(desk).getByRole('tab', { name: '不合格' }).last().tap()
  await sheet(desk).getByLabel('说明').fill('桌子摆到盲道上了，请往里收一收')
  await picture(desk, 'friday-14-round')
  await sheet(desk).getByRole('button', { name: /^记下/ }).tap()
  await says(desk, /扣 3 分|占道/)

  await stage.itIs(at('01:20', 28))
  const page = await phone(won[0], `/market/gate-pass?night=${tonight}`, at('01:20', 28))
  await button(page, '收摊').tap()
  const chooser = page.waitForEvent('filechooser')
  await sheet(page)
    .getByRole('button', { name: /^添加照片/ })
    .tap()
  const shot = await desk.screenshot({ type: 'jpeg' })
  await (await chooser).setFiles({ name: 'clean.jpg', mimeType: 'image/jpeg', buffer: shot })
  await expect(sheet(page).locator('.photo-ready')).toBeVisible()
  await inSheet(page, '收好了').tap()
  await says(page, '今晚辛苦了')
  // The hand that reached for the photo moved the page.
  await page.evaluate(() => document.querySelectorAll('*').forEach((each) => (each.scrollTop = 0)))
  await picture(page, 'friday-15-left')
}

/** Saturday: an appeal, a second person, and what the night brought. */
async function looksBack(phone: Phone): Promise<void> {
  await stage.itIs(at('10:00', 28))
  const page = await phone(won[1], '/market/my-record', at('10:00', 28))
  await button(page, '申诉').tap()
  await sheet(page).getByLabel('那晚怎么了').fill('电动车半路坏了，有修车单')
  await inSheet(page, '交申诉').tap()
  await says(page, '电动车半路坏了')
  await picture(page, 'friday-16-appeal')

  const second = await phone(secondOperator, '/desk/market/appeals', at('10:05', 28))
  await button(second, /电动车半路坏了/).tap()
  await sheet(second).getByLabel('理由').fill('看过修车单，属实')
  await picture(second, 'friday-17-second')
  await inSheet(second, '有道理，这次不算').tap()
  await expect(button(second, /电动车半路坏了/)).toHaveCount(0)

  const { items } = await stage.call(operator, fees.listFees, { night: tonight })
  const owing = items.filter(({ state }) => state === 'owed').slice(4, 24)
  for (const { shop, toPay } of owing)
    await stage.call(operator, fees.takeCash, { night: tonight, shop, amount: toPay })
  const desk = await phone(operator, `/desk/market/fees?night=${tonight}`, at('10:10', 28))
  await says(desk, '还没交（元）')
  await picture(desk, 'friday-18-fees')
  await phone(operator, `/desk/market/figures?night=${tonight}`, at('10:12', 28))
  await says(desk, '公益空摊')
  await picture(desk, 'friday-19-report')
}

test('a Friday: draw, waiting, rain, gate, two no-shows, an offer, a stall that does good, round, appeal, accounts', async ({
  as,
  address,
}) => {
  stage = stageOf(address)
  await stage.set()
  const phones = new Map<string, Page>()
  const phone: Phone = async (who = '', where, now) => {
    const on = phones.get(who)
    if (!on) {
      const page = await as(who, where, now)
      phones.set(who, page)
      return page
    }
    await on.clock.setSystemTime(now)
    if (on.url().endsWith(where)) await on.reload()
    else await on.evaluate((hash) => (location.hash = hash), where)
    return on
  }
  for (const part of [applies, draws, rains, opens, closes, looksBack]) await part(phone)
})
