import { misfitsOf, type Published } from '../../cloudfunctions/market/draw/check.rules'
import {
  areNeighbours,
  chanceOf,
  commitmentOf,
  hashOf,
  listText,
  outcomeOf,
  parseList,
  seedOf,
  turnsOf,
  type Entrant,
  type Lot,
} from '../../cloudfunctions/market/draw/lot.rules'
import { stallKinds, type StallKind } from '../../cloudfunctions/market/night/contract'
import { chance } from '../support/chance'
import { otherDraw } from './fixtures/other-draw'

const secretOf = (number: number) => hashOf(`secret ${String(number)}`)
const source = '福彩3D 开奖号码（2026年11月25日 周三）'
const round = '2026-11-27-taohuajing-1'

const codeOf = (index: number) => `${'ABC'.charAt(index % 3)}${String(Math.floor(index / 3) + 1).padStart(2, '0')}`
const shopOf = (index: number) => `shop${String(index).padStart(4, '0')}`

/** A lot that chance made up: a few stalls, some people, some of them in pairs, in no order. */
function someLot(seed: number, sizes: { stalls: number; people: number }): Lot {
  const { next, pick } = chance(seed)
  const upTo = (count: number) => 1 + Math.floor(next() * count)
  const someOf = <T>(list: readonly T[], count: number): T[] => [
    ...new Set(Array.from({ length: upTo(count) }, () => pick(list) as T)),
  ]
  const stalls = Array.from({ length: upTo(sizes.stalls) }, (_, index) => ({
    code: codeOf(index),
    kind: pick(stallKinds.slice(0, 3)) as StallKind,
  }))
  const codes = [...stalls.map(({ code }) => code), 'Z99']
  const entrants = Array.from({ length: upTo(sizes.people) }, (_, index): Entrant => ({
    shop: shopOf(index),
    weight: 100 + 2 * Math.floor(next() * 26),
    kinds: someOf(stallKinds, 3),
    choices: someOf(codes, 10),
  }))
  const paired = entrants.map((entrant, index): Entrant => {
    const partner = entrants[index % 2 === 0 ? index + 1 : index - 1]
    return partner && Math.floor(index / 2) % 2 === 0 ? { ...entrant, partner: partner.shop } : entrant
  })
  return {
    round,
    commitment: commitmentOf(round, secretOf(seed)),
    source,
    stalls,
    entrants: paired.sort(() => next() - 0.5),
  }
}

const drawn = (lot: Lot, secret: string, number: string) => {
  const list = listText(lot)
  return outcomeOf(parseList(list) as Lot, seedOf(secret, number, hashOf(list)))
}

test('an independent draw, written from the documentation, agrees on 1,000 random draws', () => {
  let pairs = 0
  for (let seed = 1; seed <= 1000; seed++) {
    const lot = someLot(seed, { stalls: 18, people: 24 })
    const outcome = drawn(lot, secretOf(seed), String(seed * 7919))
    const winners = outcome.winners.map(({ shop, stall }) => `${shop} ${stall}`)
    expect({ seed, winners, rest: outcome.rest }).toEqual({
      seed,
      ...otherDraw(listText(lot), secretOf(seed), String(seed * 7919)),
    })
    pairs += lot.entrants.filter(
      ({ shop, partner }) => partner && outcome.winners.some((won) => won.shop === shop),
    ).length
  }
  expect(pairs).toBeGreaterThan(300)
})

test('in every draw each has at most one stall, each stall one vendor, of a kind and of their wishes; pairs stand together', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const lot = someLot(seed, { stalls: 15, people: 30 })
    const { winners, rest } = drawn(lot, secretOf(seed), '123')
    const got = new Map(winners.map(({ shop, stall }) => [shop, stall]))
    expect(new Set(winners.map(({ stall }) => stall)).size).toBe(winners.length)
    expect([...got.keys(), ...rest].sort()).toEqual(lot.entrants.map(({ shop }) => shop).sort())
    for (const { shop, kinds, choices, partner } of lot.entrants) {
      const stall = got.get(shop)
      const others = partner === undefined ? undefined : got.get(partner)
      if (partner !== undefined) expect(stall === undefined).toBe(others === undefined)
      if (stall === undefined) continue
      expect(choices).toContain(stall)
      expect(kinds).toContain(lot.stalls.find(({ code }) => code === stall)?.kind)
      if (others !== undefined) expect(areNeighbours(stall, others)).toBe(true)
    }
  }
})

/** Pearson's χ² of counts against expected shares. */
const chiSquare = (counts: number[], shares: number[]): number => {
  const total = counts.reduce((sum, each) => sum + each, 0)
  return counts.reduce((sum, count, index) => {
    const expected = total * (shares[index] ?? 0)
    return sum + (count - expected) ** 2 / expected
  }, 0)
}

test('100,000 draws show the promised odds: every order of four comes as often as their weights say', () => {
  const weights = [100, 110, 126, 150]
  const entrants = weights.map((weight, index): Entrant => ({
    shop: shopOf(index),
    weight,
    kinds: ['hot'],
    choices: ['A01'],
  }))
  const lot = { round, commitment: '', source, stalls: [{ code: 'A01', kind: 'hot' as const }], entrants }
  const counts = new Map<string, number>()
  const count = (order: string) => counts.set(order, (counts.get(order) ?? 0) + 1)
  for (let draw = 0; draw < 100_000; draw++) {
    const { winners, rest } = outcomeOf(lot, seedOf('secret', String(draw), 'hash'))
    count([...winners.map(({ shop }) => shop), ...rest].join(' '))
  }
  const shareOf = (order: string): number => {
    let left = weights.reduce((sum, each) => sum + each)
    return order.split(' ').reduce((share, shop) => {
      const weight = weights[Number(shop.slice(4))] ?? 0
      const next = (share * weight) / left
      left -= weight
      return next
    }, 1)
  }
  const orders = [...counts.keys()]
  expect(orders).toHaveLength(24)
  // 23 degrees of freedom: chance alone exceeds 49.73 once in 1,000 times. The draws are the same in every run.
  expect(chiSquare([...counts.values()], orders.map(shareOf))).toBeLessThan(49.73)
  // The same test sees a bonus that is one tenth off.
  const skewed = orders.map((order) => shareOf(order) * (order.startsWith('shop0003') ? 1.1 : 1))
  expect(chiSquare([...counts.values()], skewed)).toBeGreaterThan(49.73)
})

test('numbers below a limit come equally often where the last run of 2³² is cut off', () => {
  // Of 3 · 2³⁰, without the cut, numbers in the first third would come twice as often.
  const below = chanceOf('seed')
  const counts = [0, 0, 0]
  for (let drawn = 0; drawn < 3000; drawn++) {
    const third = Math.floor(below(3 * 2 ** 30) / 2 ** 30)
    counts[third] = (counts[third] ?? 0) + 1
  }
  expect(chiSquare(counts, [1 / 3, 1 / 3, 1 / 3])).toBeLessThan(13.82)
})

const lot = someLot(77, { stalls: 24, people: 40 })
const list = listText(lot)
const secret = secretOf(77)
const published: Published = {
  round,
  source,
  commitment: lot.commitment,
  list,
  hash: hashOf(list),
  secret,
  number: '386',
  outcome: drawn(lot, secret, '386'),
}

test('what was published fits, and the check has as many steps as it says at most', () => {
  expect(published.outcome.winners.length).toBeGreaterThan(3)
  expect(published.outcome.rest.length).toBeGreaterThan(3)
  expect(misfitsOf(published)).toEqual([])
})

const [first, second] = published.outcome.winners as [{ shop: string; stall: string }, { shop: string; stall: string }]
const { winners, rest } = published.outcome
const outcome = (change: Partial<Published['outcome']>) => ({ outcome: { ...published.outcome, ...change } })
const listWith = (text: string) => ({ list: text, hash: hashOf(text) })
const entrantLine = list.split('\n').find((line) => line.startsWith('entrant')) ?? ''

test.each<[string, Partial<Published>, string]>([
  ['the round', { round: '2026-11-28-taohuajing-1' }, 'list'],
  ['the source of the number', { source: '上证指数' }, 'list'],
  ['the commitment', { commitment: secretOf(1) }, 'list'],
  ['the list’s hash', { hash: secretOf(2) }, 'hash'],
  ['the list', { list: list.replace(entrantLine, '') }, 'hash'],
  ['a list without somebody, and its hash', listWith(list.replace(`\n${entrantLine}`, '')), 'seed'],
  ['a list with a weight beyond the cap', listWith(list.replace(/ 1\d\d /, ' 151 ')), 'list'],
  ['a list with somebody twice', listWith(`${list}\n${entrantLine}`), 'list'],
  ['a list in another order', listWith(list.split('\n').reverse().join('\n')), 'list'],
  ['a list of another version', listWith(list.replace('draw/1', 'draw/2')), 'list'],
  ['the secret', { secret: secretOf(78) }, 'secret'],
  ['the number', { number: '387' }, 'seed'],
  ['the seed', outcome({ seed: secretOf(3) }), 'seed'],
  ['a winner', outcome({ winners: [{ ...first, shop: rest[0] ?? '' }, ...winners.slice(1)] }), 'turn'],
  ['a winner’s stall', outcome({ winners: [{ ...first, stall: 'Z98' }, ...winners.slice(1)] }), 'turn'],
  ['the order of winners', outcome({ winners: [second, first, ...winners.slice(2)] }), 'turn'],
  ['a winner too few', outcome({ winners: winners.slice(0, -1) }), 'turn'],
  ['a winner too many', outcome({ winners: [...winners, { shop: 'shop9999', stall: 'A01' }] }), 'end'],
  ['the order of the rest', outcome({ rest: [...rest].reverse() }), 'turn'],
  ['one of the rest too many', outcome({ rest: [...rest, 'shop9999'] }), 'end'],
])('when somebody changed %s, the check says where', (_, change, step) => {
  const misfits = misfitsOf({ ...published, ...change })
  expect(misfits.map((each) => each.step)).toContain(step)
})

test('every sign of the list counts', () => {
  for (let at = 0; at < list.length; at += 7) {
    const sign = list.charAt(at) === '0' ? '1' : '0'
    expect(misfitsOf({ ...published, list: list.slice(0, at) + sign + list.slice(at + 1) }).length).toBeGreaterThan(0)
  }
})

const alone = (shop: string, choices: string[], more: Partial<Entrant> = {}): Entrant => ({
  shop,
  weight: 100,
  kinds: ['hot'],
  choices,
  ...more,
})
const lotOf = (entrants: Entrant[], codes: string[]): Lot => ({
  round,
  commitment: '',
  source,
  stalls: codes.map((code) => ({ code, kind: 'hot' })),
  entrants,
})
const pair = (mine: string[], theirs: string[]) => [
  alone('shop-a', mine, { partner: 'shop-b' }),
  alone('shop-b', theirs, { partner: 'shop-a' }),
]

test.each<[string, string[], string[], string[], string[]]>([
  ['two neighbours that both wish', ['A01'], ['A02'], ['A01', 'A02'], ['A01', 'A02']],
  ['nothing where only one of them could stand', ['A01'], ['A03'], ['A01', 'A03'], []],
  ['nothing across rows', ['A01'], ['B02'], ['A01', 'B02'], []],
  ['never the same stall', ['A01', 'A02'], ['A01'], ['A01'], []],
  [
    'what stands highest in both lists together',
    ['A01', 'A05'],
    ['A06', 'A02'],
    ['A01', 'A02', 'A05', 'A06'],
    ['A01', 'A02'],
  ],
  [
    'among equals what the first wishes more',
    ['A03', 'A01'],
    ['A02', 'A04'],
    ['A01', 'A02', 'A03', 'A04'],
    ['A03', 'A02'],
  ],
])('a pair gets %s', (_, mine, theirs, codes, expected) => {
  const { winners, rest } = outcomeOf(lotOf(pair(mine, theirs), codes), 'seed')
  expect(winners.map(({ stall }) => stall)).toEqual(expected)
  expect(rest).toEqual(expected.length === 0 ? ['shop-a', 'shop-b'] : [])
})

test('two do not come sooner than one: a pair weighs the mean of both, rounded down', () => {
  const [a, b] = pair(['A01'], ['A02']) as [Entrant, Entrant]
  const lot = lotOf([{ ...a, weight: 101 }, { ...b, weight: 102 }, alone('shop-c', ['A01'])], ['A01', 'A02'])
  let first = 0
  for (let draw = 0; draw < 4000; draw++) if (turnsOf(lot, String(draw))()?.shops.length === 2) first += 1
  expect(chiSquare([first, 4000 - first], [101 / 201, 100 / 201])).toBeLessThan(10.83)
})

test('the whole chain of one small draw, as anybody may compute it with pencil and sha256sum', () => {
  const small = lotOf([alone('shop0001', ['A01']), alone('shop0002', ['A01', 'A02'])], ['A02', 'A01'])
  const text = listText({ ...small, commitment: commitmentOf(round, 'ff'.repeat(32)) })
  expect(text.split('\n')).toEqual([
    'yanhuo-draw/1',
    'round 2026-11-27-taohuajing-1',
    expect.stringMatching(/^commitment [0-9a-f]{64}$/) as string,
    `source ${source}`,
    'stall A01 hot',
    'stall A02 hot',
    'entrant shop0001 100 hot A01 -',
    'entrant shop0002 100 hot A01,A02 -',
  ])
  expect(parseList(text)).toEqual({
    ...small,
    commitment: commitmentOf(round, 'ff'.repeat(32)),
    stalls: [...small.stalls].reverse(),
  })
})
