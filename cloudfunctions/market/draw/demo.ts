import { addDays, dateOf } from '../../shared/shanghai'
import type { DrawRound, Market, Night, Vendor } from '../documents'
import { nightsOf } from '../night/plan'
import { commitmentOf, hashOf, listText, outcomeOf, parseList, seedOf } from './lot.rules'
import { placingOf, toPick } from './placing'
import { sourceWords, type DrawRule } from './rules'

/** Drawn from six days before a night on, by the lottery's number of the evening before. */
export const drawRule: DrawRule = {
  opensAt: -6 * 1440 + 10 * 60,
  closesAt: -4 * 60,
  numberAt: -165,
  revealBy: 12 * 60,
  source: '福彩3D 开奖号码',
}

/** The five stalls at the head of the third row are drawn for: everybody wants them. */
const dearest = ['C01', 'C02', 'C03', 'C04', 'C05']

/** A market that draws for its dearest stalls. */
export const withDraw = (market: Market): Market => ({
  ...market,
  draw: drawRule,
  layout: {
    ...market.layout,
    stalls: market.layout.stalls.map((stall) => (dearest.includes(stall.code) ? { ...stall, mode: 'draw' } : stall)),
  },
})

const listOf = (round: DrawRound, night: Night): string =>
  listText({
    round: round._id,
    commitment: round.commitment,
    source: round.source,
    stalls: night.stalls.filter(({ mode }) => mode === 'draw'),
    entrants: round.entries.map(({ shop, kinds, choices }, index) => ({
      shop,
      kinds,
      choices,
      weight: 100 + 2 * (index % 9),
    })),
  })

/** A round of a night whose stalls are drawn for, as it is after the number came. */
export function drawnRound(night: Night, people: readonly Vendor[], number: string): DrawRound | undefined {
  if (!night.draw) return undefined
  const { times, source } = night.draw
  const _id = `${night._id}-1`
  const secret = hashOf(`demo ${_id}`)
  const entries = people
    .filter(({ kinds }) => kinds.includes('hot'))
    .slice(0, 14)
    .map(({ _id: vendor, shop, name, sells, kinds }, index) => {
      const choices = dearest.map((_, at) => dearest[(index * 2 + at) % dearest.length] ?? '').slice(0, 3)
      return { vendor, shop, name, sells, kinds, choices, at: times.opensAt, taps: [] }
    })
  const round: DrawRound = {
    _id,
    night: night._id,
    number: 1,
    marketName: night.marketName,
    place: night.place,
    date: night.date,
    times,
    source: sourceWords(source, times),
    commitment: commitmentOf(_id, secret),
    state: 'drawn',
    entries,
    changes: entries.length,
  }
  const list = listOf(round, night)
  const lot = parseList(list)
  if (!lot) throw new Error('the demo’s list is no list')
  const outcome = outcomeOf(lot, seedOf(secret, number, hashOf(list)))
  const drawn = {
    secret,
    number,
    origin: '中国福利彩票官网，当天公告',
    by: 'actor-demo',
    at: times.numberAt,
    key: 'demo-draw',
  }
  return {
    ...round,
    frozen: { at: times.closesAt, list, hash: hashOf(list), entrants: entries.length },
    drawn: { ...drawn, outcome },
  }
}

/** The night after its round gave its stalls. */
export function afterDraw(night: Night, round: DrawRound, now: Date): Night {
  const all = new Set(round.entries.map(({ vendor }) => vendor))
  const { due: _, ...rest } = night
  return {
    ...rest,
    stalls: toPick(night.stalls),
    bookings: [...night.bookings, ...placingOf(night, round, all, now).bookings],
    ...(night.draw ? { draw: { ...night.draw, over: true } } : {}),
  }
}

/** Last night's round: something to check in every demo. */
export function lastNightsRound(market: Market, people: readonly Vendor[], now: Date): DrawRound[] {
  const [night] = nightsOf(withDraw(market), addDays(dateOf(now), -1), 1)
  const round = night && drawnRound(night, people, '527')
  return round ? [round] : []
}
