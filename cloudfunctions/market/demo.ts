import { demoOpenid, demoPlace as place, type DemoOptions } from '../shared/demo'
import { addDays, dateOf } from '../shared/shanghai'
import {
  draws,
  favourites,
  feeAccounts,
  markets,
  nights,
  seasonStalls,
  stallReports,
  stallSigns,
  vendors,
  type Booking,
  type Market,
  type Night,
  type Stall,
  type Vendor,
} from './documents'
import { afterDraw, drawnRound, lastNightsRound, withDraw } from './draw/demo'
import { pastNights } from './figures/demo'
import { atTheGate, demoSigns, nightBefore } from './gate/demo'
import type { StallKind } from './night/contract'
import { nightsOf } from './night/plan'
import type { Hours } from './night/rules'
import { carrying, demoSeason, withFixed } from './season/demo'
import { approved, complaints, followed, inEachState } from './vendor/demo'

/** What the stalls of a Changsha night market sell, by kind. */
const goods: Record<StallKind, string[]> = {
  hot: [
    '臭豆腐',
    '糖油粑粑',
    '炸串',
    '口味虾',
    '嗦螺',
    '葱油粑粑',
    '炒米粉',
    '烤生蚝',
    '烤面筋',
    '甜酒冲蛋',
    '梅菜扣肉饼',
    '烤红薯',
  ],
  cold: ['刮凉粉', '紫苏桃子姜', '冰粉', '卤味拼盘', '酸梅汤', '绿豆沙', '凉面', '水果捞', '手打柠檬茶'],
  goods: ['童装', '袜子', '发卡头绳', '小绿植', '手机壳', '毛绒玩具', '二手书', '套圈'],
  craft: ['糖画', '剪纸', '湘绣小件', '竹编', '面人', '香囊', '棕编'],
  good: ['义剪', '磨刀', '家电义修', '量血压', '法律咨询', '旧书换新书'],
}
const corners = ['老街', '巷口', '灯下', '井边', '码头', '渡口', '梧桐下', '石板路', '河堤', '桥头', '拐角', '北门']

/** Of each ten vendors: four sell hot food, two cold food, two goods, one craft, one does good. */
const kindOfTen: StallKind[] = ['hot', 'cold', 'goods', 'hot', 'craft', 'hot', 'cold', 'good', 'hot', 'goods']

const fees: Record<StallKind, number> = { hot: 3000, cold: 2500, goods: 2000, craft: 1500, good: 0 }

/** Three rows, 62 stalls: how many of which kind stand in a row, from its start. */
const layout: [row: string, parts: [StallKind, number][]][] = [
  ['A', [['hot', 21]]],
  [
    'B',
    [
      ['cold', 10],
      ['goods', 10],
    ],
  ],
  [
    'C',
    [
      ['hot', 5],
      ['goods', 6],
      ['craft', 6],
      ['good', 4],
    ],
  ],
]

const stalls = (): Stall[] =>
  layout.flatMap(([row, parts]) =>
    parts
      .flatMap(([kind, count]) => Array.from({ length: count }, () => kind))
      .map((kind, index) => ({
        code: `${row}${String(index + 1).padStart(2, '0')}`,
        row,
        kind,
        mode: 'pick' as const,
        water: kind === 'hot' || kind === 'cold',
        power: kind !== 'good',
        fee: fees[kind],
      })),
  )

/** Every evening 17:30 to 01:30; Friday to Sunday to 02:00. Booked from a week before until midnight of the night. */
const hours = (weekdays: number[], endsAt: number): Hours => ({
  weekdays,
  opensDaysBefore: 7,
  opensAt: 10 * 60,
  closesAt: 24 * 60,
  cancelBy: 15.5 * 60,
  startsAt: 17.5 * 60,
  occupyBy: 18.5 * 60,
  endsAt,
})

export const taohuajing: Market = {
  _id: 'taohuajing',
  name: '烟火桃花井夜市',
  place,
  point: { latitude: 28.2799, longitude: 112.9203 },
  plannedTo: '',
  layout: { version: 1, stalls: stalls() },
  hoursVersion: 1,
  hours: [hours([1, 2, 3, 4], 25.5 * 60), hours([5, 6, 7], 26 * 60)],
}

/** The `index`-th demo vendor, from 0; names stay distinct for 12 vendors of each thing sold. */
function vendor(index: number, now: Date): Vendor {
  const kind = kindOfTen[index % 10] ?? 'hot'
  const things = goods[kind]
  const turn = Math.floor(index / 10)
  const sells = things[(turn * 4 + index) % things.length] ?? ''
  const name = `${corners[(index * 5 + turn) % corners.length] ?? ''}${sells}`
  const kinds: StallKind[] = kind === 'hot' && index % 3 === 0 ? ['hot', 'cold'] : [kind]
  const number = index + 1
  const shop = `shop${String(number).padStart(6, '0')}`
  const seller = { _id: demoOpenid('vendor', number), shop, name, sells, kinds }
  return approved(seller, now, { agoDays: 30 + ((index * 37) % 400) })
}

/** Gives `night` to vendors: one in so many of its stalls, each to somebody of its kind from the later half. */
function bookSome(night: Night, all: readonly Vendor[], oneIn: number, now: Date): Night {
  const waiting = all.slice(Math.floor(all.length / 2))
  const bookings = night.stalls.flatMap((stall, index): Booking[] => {
    if (index % oneIn !== 0 || stall.outOfUse !== undefined || stall.mode !== 'pick') return []
    const found = waiting.findIndex(({ kinds }) => kinds.includes(stall.kind))
    const [who] = found < 0 ? [] : waiting.splice(found, 1)
    if (!who) return []
    const { code, kind, fee } = stall
    const key = `demo-${night._id}-${code}`
    return [{ stall: code, kind, fee, vendor: who._id, shop: who.shop, name: who.name, sells: who.sells, at: now, key }]
  })
  return { ...night, bookings }
}

/** A night that takes bookings for less than this is not worth opening a demo with. */
const soonMs = 30 * 60_000

/** The market's documents for a demo, by collection: a night open tonight, two weeks of nights to come, its people. */
export function demo({ now, vendors: count, lived }: DemoOptions): Record<string, { _id: string }[]> {
  const people = Array.from({ length: count }, (_, index) => vendor(index, now))
  const market = lived ? withFixed(withDraw(withRepair(taohuajing, 'B13'))) : taohuajing
  // Somebody of the later half who sells goods stands at the same stall all season.
  const holder = lived ? people.find(({ kinds }, index) => index >= count / 2 && kinds.includes('goods')) : undefined
  const season = holder && demoSeason(market, holder, now)
  const others = people.filter((each) => each !== holder)
  const planned = nightsOf(market, dateOf(now), 21).filter(({ closesAt }) => +closesAt > +now + soonMs)
  const opened = planned.map((night, index) => {
    const booked = lived && index < 5 ? bookSome(night, others, 2 + index, now) : night
    return lived ? atTheGate(season ? carrying(booked, season, holder) : booked, now) : night
  })
  const [tonight, ...later] = opened
  const drawn = lived && tonight && drawnRound(tonight, people, '386')
  // The last thirty vendors stood there on the nights before.
  const past = lived && pastNights(taohuajing, people.slice(-30), now, nightBefore(taohuajing, people, now))
  const inForce: Market = { ...market, plannedTo: addDays(dateOf(now), 20) }
  return {
    [markets.name]: [inForce],
    [vendors.name]: lived ? [...people.map((each) => lately(each, now)), ...inEachState(now)] : people,
    [nights.name]: [...(past ? past.nights : []), ...(drawn ? [afterDraw(tonight, drawn, now), ...later] : opened)],
    ...(past ? { [feeAccounts.name]: past.accounts } : {}),
    ...(lived ? { [stallSigns.name]: [demoSigns(market, now)] } : {}),
    ...(season ? { [seasonStalls.name]: [season] } : {}),
    [draws.name]: [...lastNightsRound(taohuajing, people, now), ...(drawn ? [drawn] : [])],
    ...(lived ? liked(opened[0], now) : {}),
  }
}

/** One whose papers end soon, and one who was suspended. */
function lately(vendor: Vendor, now: Date): Vendor {
  if (vendor._id === demoOpenid('vendor', 14)) return approved(vendor, now, { holdDays: 6 })
  if (vendor._id !== demoOpenid('vendor', 80)) return vendor
  const say = '连着三晚把油倒进下水道，整改好了再来'
  const step = { key: 'demo-suspend', event: 'suspend', by: 'actor-demo', at: now, say } as const
  return { ...vendor, state: 'suspended', steps: [...vendor.steps, step] }
}

/** What residents do with those who stand there on a night: they follow them, and complain of one. */
function liked(night: Night | undefined, now: Date) {
  const shops = (night?.bookings ?? []).map(({ shop }) => shop)
  const [first = 'shop000001'] = shops
  return { [favourites.name]: followed(shops.slice(0, 8)), [stallReports.name]: complaints(first, now) }
}

const withRepair = (market: Market, code: string): Market => ({
  ...market,
  layout: {
    ...market.layout,
    stalls: market.layout.stalls.map((stall) => (stall.code === code ? { ...stall, outOfUse: '地面在修' } : stall)),
  },
})
