import { taohuajing } from '../../cloudfunctions/market/demo'
import type { DrawRound, Night } from '../../cloudfunctions/market/documents'
import { draw } from '../../cloudfunctions/market/draw/contract'
import { nightsOf } from '../../cloudfunctions/market/night/plan'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { instantOf } from '../../cloudfunctions/shared/shanghai'
import type { Cloud } from './cloud'
import { holderOf } from './everyone'

const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)

/** The instants of a first round that is open on Friday morning. */
export const drawTimes = {
  opensAt: at('27T09:00'),
  closesAt: at('28T20:00'),
  numberAt: at('28T21:15'),
  revealBy: at('29T12:00'),
}

/** Hot food stalls that are drawn for. */
export const drawnStalls = ['A01', 'A02', 'A03', 'A05']

export const auditor = holderOf('auditor', 'here')

/** The `index`-th vendor of hot food in the demo. */
export const hotVendor = (index: number): string => `o-vendor-${String(4 + 10 * index).padStart(4, '0')}`

/** A night on the last of November whose first stalls are drawn for; `market` is 2 to 24 letters. */
export function nightWithDraw(market: string): Night {
  const date = '2026-11-30'
  const stalls = taohuajing.layout.stalls.map((stall) =>
    drawnStalls.includes(stall.code) ? { ...stall, mode: 'draw' as const } : stall,
  )
  const [night] = nightsOf({ ...taohuajing, _id: market, layout: { version: 1, stalls } }, date, 1)
  if (!night) throw new Error('the market rests that day')
  const source = '福彩3D 开奖号码'
  return {
    ...night,
    opensAt: instantOf(date, -4 * 1440),
    draw: { source, round: 1, times: drawTimes },
    due: drawTimes.opensAt,
  }
}

/** What tests of the draw do and look at on a cloud. */
export function drawsOf(cloud: Cloud) {
  const stored = async <T extends { _id: string }>(collection: string, id: string): Promise<T> => {
    const found = (await cloud.documents<T>(collection)).find(({ _id }) => _id === id)
    if (!found) throw new Error(`${id} is not there`)
    return found
  }
  return {
    /** Puts nights with a draw there, and lets the timer open their rounds. */
    begin: async (...markets: string[]) => {
      for (const market of markets) await cloud.put('market_nights', nightWithDraw(market))
      await cloud.tick('market')
    },
    night: (market: string) => stored<Night>('market_nights', `2026-11-30-${market}`),
    round: (market: string, number = 1) => stored<DrawRound>('market_draws', `2026-11-30-${market}-${number}`),
    enter: (who: string, round: string, choices: string[] = drawnStalls, key?: string, pair?: string) =>
      cloud.call(who, draw.enterDraw, { round, choices, ...(pair === undefined ? {} : { pair }) }, key),
    reveal: (round: string, key?: string, number = '386') =>
      cloud.call(auditor, draw.revealDraw, { round, number, origin: '中国福彩网 2026314 期' }, key),
    /** What everybody was told of one night, by who they are. */
    told: async (night: string) =>
      (await cloud.documents<Notice>('notices'))
        .filter(({ opens }) => opens?.endsWith(`?night=${night}`))
        .map(({ to, title }) => `${to} ${title}`)
        .sort(),
    prove: async (round: string) => {
      const proof = await cloud.call(undefined, draw.proveDraw, { round })
      if (!proof.ok) throw new Error(proof.code)
      return proof.value
    },
  }
}

export const roundOf = (market: string, number = 1): string => `2026-11-30-${market}-${String(number)}`

/** Everything that would be wrong about a night after its round was drawn, whoever won. */
export function drawnWrongs(night: Night, round: DrawRound): string[] {
  const { winners = [], rest = [] } = round.drawn?.outcome ?? {}
  const booked = night.bookings.filter(({ drawn }) => drawn === round._id).map(({ shop, stall }) => `${shop} ${stall}`)
  const told = (night.owed ?? []).map(({ to, title }) => `${to} ${title}`)
  // Whoever asked to take part and was not let onto the list reads that, and is in no outcome.
  const ofOutcome = told.filter((each) => !each.endsWith('没进摇号名单'))
  return [
    ...(round.state === 'drawn' ? [] : [`the round is ${round.state}`]),
    ...(round.due === undefined ? [] : ['the timer has still to look at the round']),
    ...(round.sealed === undefined ? [] : ['the secret is still sealed']),
    ...(booked.sort().join() ===
    winners
      .map(({ shop, stall }) => `${shop} ${stall}`)
      .sort()
      .join()
      ? []
      : [`booked ${booked.join()}, and not who won`]),
    ...(night.draw?.over === true ? [] : ['the night still draws']),
    ...night.stalls.filter(({ mode }) => mode === 'draw').map(({ code }) => `${code} still waits for the lot`),
    ...(new Set(told).size === told.length ? [] : ['somebody is told twice']),
    ...(ofOutcome.length === winners.length + rest.length ? [] : [`${ofOutcome.length} are told`]),
  ]
}

/** A round of tonight's that takes entries, without a secret: something to knock at. */
export const anOpenRound = (night: string): DrawRound => ({
  _id: `${night}-1`,
  night,
  number: 1,
  marketName: taohuajing.name,
  place: taohuajing.place,
  date: night.slice(0, 10),
  times: drawTimes,
  source: '福彩3D 开奖号码（2026年11月28日 周六）',
  commitment: '0'.repeat(64),
  state: 'open',
  entries: [],
  changes: 0,
})
