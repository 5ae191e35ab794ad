import { demoOpenid, demoPlace, type DemoOptions } from '../shared/demo'
import { placesAbove } from '../shared/region'
import { addDays, dateOf, instantOf, type CalendarDate } from '../shared/shanghai'
import {
  items,
  pledgeEvents,
  pledges,
  pledgeYears,
  rounds,
  tallies,
  type Pledge,
  type PledgeFact,
  type Tally,
} from './documents'
import { demoEvents } from './event/demo'
import { addCount, countedOf, tokensOf, type Change } from './figures/rules'
import { demoItems } from './items/demo'
import { shapes, type Shape } from './promise/demo'
import { keysOf } from './promise/keys'
import type { Rhythm } from './rhythm/contract'
import { demoRounds } from './review/demo'
import { occurrences } from './rhythm/rules'

const branches = [
  { place: demoPlace, branch: '桃花井社区党支部' },
  { place: 'wangcheng.gaotangling.wangfulu', branch: '望府路社区党支部' },
  { place: 'wangcheng.gaotangling.huangshiling', branch: '黄狮岭社区党支部' },
] as const

const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'

/** A number between 0 and 1 that follows from another: the same demo every time. */
const luckOf = (seed: number): number => {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 0
  return ((Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) % 10_000) / 10_000
}

const twelve = (number: number): string => `demo${number.toString(36).padStart(8, '0')}`

/** What was shown of a pledge up to today: most in time, some late, some not at all. */
function factsOf(
  shape: Shape,
  due: readonly { id: string; due: CalendarDate }[],
  today: CalendarDate,
  seed: number,
  plain: boolean,
): PledgeFact[] {
  return due.flatMap(({ id, due }, index): PledgeFact[] => {
    const luck = luckOf(seed * 61 + index)
    if (due >= today || luck > 0.9) return []
    const at = luck > 0.8 ? instantOf(addDays(due, 2), 600) : instantOf(due, 1110)
    if (dateOf(at) >= today) return []
    const state = luck > 0.25 ? 'verified' : 'shown'
    const key = `demo-${id}`
    return [{ id: key, occurrence: id, at, key, state, words: plain ? '' : shape.done, photos: [] }]
  })
}

const known = new Map<string, ReturnType<typeof occurrences>>()

/** The occurrences of one of these shapes, worked out once. */
function daysOf(shape: number, span: Pledge['span'], versions: Pledge['versions']) {
  const key = `${String(shape)} ${span.from}`
  const days = known.get(key) ?? occurrences({ span, versions, called: [] })
  known.set(key, days)
  return days
}

/** The `number`-th pledge of a demo: a member's, a year's, with what was done since. */
function pledgeOf(number: number, now: Date, { members, plain }: { members: number; plain: boolean }): Pledge {
  const today = dateOf(now)
  const shape = shapes[number % shapes.length] as Shape
  const home = branches[number % branches.length] as (typeof branches)[number]
  const year = today.slice(0, 4)
  const span = { from: `${year}-01-05`, until: `${year}-12-31` }
  const rhythm = shape.rhythm.map((part): Rhythm =>
    part.kind === 'once' ? { ...part, by: `${year}${part.by.slice(4)}` } : part,
  )
  const versions = [{ from: span.from, words: shape.words, whom: shape.whom, rhythm }]
  const publishedAt = new Date(+instantOf(`${year}-01-04`, 540) + number * 1000)
  const facts = factsOf(shape, daysOf(number % shapes.length, span, versions), today, number + 1, plain)
  const pledge: Pledge = {
    _id: twelve(number),
    madeAt: publishedAt,
    member: demoOpenid('member', 1 + (number % members)),
    by: `${surnames.charAt(number % surnames.length)}**`,
    ...home,
    list: shape.list,
    state: 'public',
    versions,
    span,
    pauses: [],
    called: [],
    facts,
    steps: [],
    publishedAt,
    thanks: plain ? 0 : number % 7,
    thankers: [],
    rev: 0,
    due: instantOf(addDays(span.until, 31), 0),
  }
  return { ...pledge, ...keysOf(pledge), counted: countedOf(pledge) }
}

/** The figures of these pledges, as the timer would have counted them. */
function talliesOf(all: readonly Pledge[]): Tally[] {
  const changes = new Map<string, Change>()
  for (const { place } of branches) {
    const times = new Map<string, number>()
    for (const { counted = '' } of all.filter((each) => each.place === place))
      for (const token of tokensOf(counted)) times.set(token, (times.get(token) ?? 0) + 1)
    for (const [token, count] of times) addCount(changes, place, token, count)
  }
  return [...changes].map(([_id, change]) => {
    const [place = '', year] = _id.split(':')
    const months: Tally['months'] = {}
    for (const [path, by] of Object.entries(change)) {
      const [, month = '', day = '', name = ''] = path.split('.')
      const days = (months[month] ??= {})
      days[day] = { ...days[day], [name]: by }
    }
    return { _id, place, parent: placesAbove(place)[0] ?? '', year: Number(year), months }
  })
}

/** The pledges' documents for a demo, by collection. */
export function demo({ now, lived, members, pledges: count }: DemoOptions): Record<string, { _id: string }[]> {
  const made = Array.from({ length: count }, (_, number) => pledgeOf(number, now, { members, plain: !lived }))
  const waiting = lived ? demoItems(now, made) : []
  const itemOf = new Map(waiting.flatMap(({ _id, takers }) => takers.map((taker) => [taker, _id] as const)))
  const all = made.map((pledge): Pledge => {
    const item = itemOf.get(pledge._id)
    return item === undefined ? pledge : { ...pledge, item }
  })
  const years = new Map<string, string[]>()
  for (const { _id, member } of all) years.set(member, [...(years.get(member) ?? []), _id])
  const year = dateOf(now).slice(0, 4)
  return {
    [pledges.name]: all,
    [tallies.name]: talliesOf(all),
    [items.name]: waiting,
    [rounds.name]: lived ? demoRounds(now) : [],
    [pledgeEvents.name]: lived ? demoEvents(now) : [],
    [pledgeYears.name]: [...years].map(([member, list]) => ({ _id: `${member}:${year}`, member, pledges: list })),
  }
}
