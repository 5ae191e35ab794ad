import { demoOpenid, demoPlace as place } from '../../shared/demo'
import { addDays, dateOf, instantOf, type CalendarDate } from '../../shared/shanghai'
import type { Favourite, Papers, StallReport, Vendor } from '../documents'
import type { StallKind } from '../night/contract'
import type { ReportKind } from '../report/contract'
import { needsPapers } from './rules'

const dayMs = 24 * 60 * 60_000

/** Papers as in a demo: their numbers are sealed under no key, so that only their last signs show. */
const papersUntil = (shop: string, until: CalendarDate, at: Date): Papers => {
  const paper = (kind: string) => {
    const photo = `photos/demo/${shop}-${kind}.jpg`
    return {
      number: { key: 'demo', text: '' },
      last: shop.slice(-4),
      until,
      photo,
      file: `cloud://demo.demo/${photo}`,
      at,
    }
  }
  return { food: paper('food'), health: paper('health') }
}

/** Who sells what, as the demo has them. */
export interface Seller {
  _id: string
  shop: string
  name: string
  sells: string
  kinds: StallKind[]
}

/** A vendor who was approved so many days ago, with papers that hold for so many days where they sell food. */
export function approved(seller: Seller, now: Date, { agoDays = 60, holdDays = 300 } = {}): Vendor {
  const since = new Date(+now - agoDays * dayMs)
  const until = addDays(dateOf(now), holdDays)
  return {
    ...seller,
    market: 'taohuajing',
    marketName: '烟火桃花井夜市',
    place,
    state: 'approved',
    since,
    rev: 2,
    steps: [
      { key: 'demo-submit', event: 'submit', at: new Date(+since - dayMs) },
      { key: 'demo-approve', event: 'approve', by: 'actor-demo', at: since },
    ],
    ...(needsPapers(seller.kinds)
      ? { papers: papersUntil(seller.shop, until, since), look: instantOf(addDays(until, -30), 600) }
      : {}),
  }
}

/** Somebody who came to the market lately: their profile was not approved yet. */
function newcomer(
  number: number,
  now: Date,
  fields: Partial<Vendor> & Pick<Vendor, 'name' | 'sells' | 'kinds' | 'state'>,
) {
  const _id = demoOpenid('resident', number)
  const seller = { _id, shop: `newshop${String(number).padStart(3, '0')}`, ...fields }
  const { since: _since, papers, look: _look, ...rest } = approved(seller, now, { agoDays: 1, holdDays: 365 })
  return { ...rest, ...(papers ? { offered: papers } : {}), steps: rest.steps.slice(0, 1), rev: 1, ...fields }
}

/** Vendors in all the states in which a profile stands, where the district is in use. */
export function inEachState(now: Date): Vendor[] {
  const hours = (count: number) => new Date(+now - count * 60 * 60_000)
  const ask = {
    key: 'demo-ask',
    event: 'ask',
    by: 'actor-demo',
    at: hours(20),
    say: '摊名和「臭豆腐西施」太像了，换一个吧',
  } as const
  return [
    newcomer(21, now, {
      name: '桥头手机壳',
      sells: '手机壳、贴膜',
      kinds: ['goods'],
      state: 'submitted',
      waitsSince: hours(26),
    }),
    newcomer(22, now, {
      name: '唐家面人',
      sells: '捏面人',
      kinds: ['craft'],
      state: 'submitted',
      waitsSince: hours(3),
    }),
    newcomer(23, now, { name: '臭豆腐东施', sells: '小饰品', kinds: ['goods'], state: 'needs-info', steps: [ask] }),
    newcomer(24, now, { name: '', sells: '', kinds: [], state: 'draft' }),
  ]
}

/** Vendors who are followed by some residents: each by the first few. */
export const followed = (shops: readonly string[]): Favourite[] =>
  shops.flatMap((shop, index) =>
    [1, 2, 3, 4].slice(0, 1 + (index % 4)).map((number) => {
      const openid = demoOpenid('resident', number)
      return { _id: `${openid}:${shop}`, openid, shop, as: 'following' as const, told: '', taps: [] }
    }),
  )

/** What residents complained of about last night. */
export function complaints(shop: string, now: Date): StallReport[] {
  const date = addDays(dateOf(now), -1)
  const at = instantOf(date, 21 * 60)
  const said: [string, ReportKind, string][] = [
    ['A03', 'smoke', '油烟正对着三栋的窗户，能不能往里挪一点'],
    ['C05', 'dirt', '收摊以后地上一片油，走路打滑'],
  ]
  return said.map(([stall, kind, words], index) => ({
    _id: `${at.toISOString().replace(/[-:.]/g, '')}-${String(index).repeat(20)}`,
    tap: `demo-${stall}`,
    openid: demoOpenid('resident', index + 1),
    ...{ market: 'taohuajing', place, night: `${date}-taohuajing`, date, stall, shop, kind, words, at },
    state: 'open',
  }))
}
