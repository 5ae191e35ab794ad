import { sha256Hex as sha256 } from '../../shared/digest'
import { stallKinds, type StallKind } from '../night/contract'

/**
 * The draw itself, `yanhuo-draw/1`: from the published list, the secret and the public number to winners and the order
 * of the rest. README.md in this folder says it in words, exactly enough to write it anew. Integers only, and nothing
 * that differs between phones and servers.
 */
export const algorithm = 'yanhuo-draw/1'

/** Somebody who takes part, as the list says. */
export interface Entrant {
  /** The vendor's public id. */
  shop: string
  /** Hundredths of one chance: 100 to 150. */
  weight: number
  kinds: readonly StallKind[]
  /** Stall codes, the dearest first. */
  choices: readonly string[]
  /** Whom they want to stand beside, or have no stall at all; both say so of each other. */
  partner?: string
}

/** What a round's list says: all that its outcome follows from, but for the secret and the public number. */
export interface Lot {
  round: string
  /** What was published of the secret before. */
  commitment: string
  /** Which public number it will be. */
  source: string
  stalls: readonly { code: string; kind: StallKind }[]
  entrants: readonly Entrant[]
}

/** Somebody's turn: who came, and what they got; a pair comes as two. */
export interface Turn {
  shops: string[]
  got: Won[]
}
interface Won {
  shop: string
  stall: string
}
export interface Outcome {
  seed: string
  winners: Won[]
  /** Who got none, in the order of their turn. */
  rest: string[]
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The list as it is published and hashed. */
export function listText({ round, commitment, source, stalls, entrants }: Lot): string {
  const places = [...stalls].sort((a, b) => byText(a.code, b.code)).map(({ code, kind }) => `stall ${code} ${kind}`)
  const people = [...entrants]
    .sort((a, b) => byText(a.shop, b.shop))
    .map(({ shop, weight, kinds, choices, partner = '-' }) =>
      ['entrant', shop, String(weight), [...kinds].sort(byText).join(','), choices.join(','), partner].join(' '),
    )
  return [algorithm, `round ${round}`, `commitment ${commitment}`, `source ${source}`, ...places, ...people].join('\n')
}

const isKind = (text: string): text is StallKind => (stallKinds as readonly string[]).includes(text)

const areDistinct = (list: readonly string[]): boolean => new Set(list).size === list.length

/** What a published list says; null when it is none of `yanhuo-draw/1`, to the letter, or names anything twice. */
export function parseList(text: string): Lot | null {
  const [, round = '', commitment = '', source = '', ...lines] = text.split('\n')
  const lot = {
    round: round.slice('round '.length),
    commitment: commitment.slice('commitment '.length),
    source: source.slice('source '.length),
    stalls: lines.flatMap((line) => {
      const [, code, kind] = /^stall (\S+) (\S+)$/.exec(line) ?? []
      return code !== undefined && kind !== undefined && isKind(kind) ? [{ code, kind }] : []
    }),
    entrants: lines.flatMap(entrantOf),
  }
  const once = areDistinct(lot.stalls.map(({ code }) => code)) && areDistinct(lot.entrants.map(({ shop }) => shop))
  return once && listText(lot) === text ? lot : null
}

function entrantOf(line: string): Entrant[] {
  const [, shop, weight, kinds, choices, partner] = /^entrant (\S+) (1[0-4]\d|150) (\S+) (\S+) (\S+)$/.exec(line) ?? []
  if (shop === undefined || kinds === undefined || choices === undefined) return []
  const entrant = { shop, weight: Number(weight), kinds: kinds.split(',').filter(isKind), choices: choices.split(',') }
  return [partner === undefined || partner === '-' ? entrant : { ...entrant, partner }]
}

/** What is published of a secret before anybody knows it. */
export const commitmentOf = (round: string, secret: string): string =>
  sha256(`${algorithm} commitment\n${round}\n${secret}`)

export const hashOf = (list: string): string => sha256(list)

/** What all chance of a round comes from. */
export const seedOf = (secret: string, number: string, hash: string): string =>
  sha256(`${algorithm} seed\n${secret}\n${number}\n${hash}`)

const words = 2 ** 32

/** Chance from a seed: each call a whole number below `limit` (at most 2³²), every one as likely as the other. */
export function chanceOf(seed: string): (limit: number) => number {
  let block = ''
  let blocks = 0
  const word = (): number => {
    if (block === '') block = sha256(`${seed} ${String(blocks++)}`)
    const next = parseInt(block.slice(0, 8), 16)
    block = block.slice(8)
    return next
  }
  return (limit) => {
    // Words of the last, incomplete run of `limit` are thrown away: they would favour the small numbers.
    const fair = words - (words % limit)
    let drawn = word()
    while (drawn >= fair) drawn = word()
    return drawn % limit
  }
}

/** Who comes together: a single one, or a pair, the first of it in the list before the other. */
type Party = readonly [Entrant] | readonly [Entrant, Entrant]

function partiesOf(entrants: readonly Entrant[]): Party[] {
  const byShop = new Map(entrants.map((each) => [each.shop, each]))
  return entrants.flatMap((each): Party[] => {
    const partner = each.partner === undefined ? undefined : byShop.get(each.partner)
    if (!partner || partner === each || partner.partner !== each.shop) return [[each]]
    return each.shop < partner.shop ? [[each, partner]] : []
  })
}

/** A pair comes as one, with the mean of both, rounded down: two do not come sooner than one. */
const weightOfParty = ([one, other]: Party): number =>
  other ? Math.floor((one.weight + other.weight) / 2) : one.weight

/** Takes out one party, each by its weight. */
function takeOne(left: Party[], below: (limit: number) => number): Party | undefined {
  let at = below(left.reduce((sum, each) => sum + weightOfParty(each), 0))
  const index = left.findIndex((each) => (at -= weightOfParty(each)) < 0)
  return left.splice(index, 1)[0]
}

/** Whether two stalls stand side by side: same row, numbers in succession. */
export const areNeighbours = (a: string, b: string): boolean =>
  a.charAt(0) === b.charAt(0) && Math.abs(Number(a.slice(1)) - Number(b.slice(1))) === 1

type Free = ReadonlyMap<string, StallKind>

const canHave = ({ kinds }: Entrant, stall: string, free: Free): boolean => {
  const kind = free.get(stall)
  return kind !== undefined && kinds.includes(kind)
}

/** What a party gets of what is still free: the first wish that can be; a pair both of theirs, or nothing. */
function gets([one, other]: Party, free: Free): Won[] {
  const wishes = one.choices.filter((stall) => canHave(one, stall, free))
  if (!other) return wishes.slice(0, 1).map((stall) => ({ shop: one.shop, stall }))
  const found = firstTogether(one, other, free)
  return found
    ? [
        { shop: one.shop, stall: found[0] },
        { shop: other.shop, stall: found[1] },
      ]
    : []
}

/** Of all neighbouring wishes of a pair, those that stand highest in both lists together; then highest in the first's. */
function firstTogether(one: Entrant, other: Entrant, free: Free): [string, string] | undefined {
  const { length } = one.choices
  for (let rank = 0; rank < length + other.choices.length - 1; rank++)
    for (let mine = Math.max(0, rank - other.choices.length + 1); mine <= rank && mine < length; mine++) {
      const [a = '', b = ''] = [one.choices[mine], other.choices[rank - mine]]
      if (canHave(one, a, free) && canHave(other, b, free) && areNeighbours(a, b)) return [a, b]
    }
  return undefined
}

/** A draw, turn by turn; null when everybody had theirs. */
export function turnsOf({ stalls, entrants }: Lot, seed: string): () => Turn | null {
  const below = chanceOf(seed)
  const left = partiesOf(entrants)
  const free = new Map(stalls.map(({ code, kind }) => [code, kind]))
  return () => {
    const party = left.length === 0 ? undefined : takeOne(left, below)
    if (!party) return null
    const got = gets(party, free)
    for (const { stall } of got) free.delete(stall)
    return { shops: party.map(({ shop }) => shop), got }
  }
}

/** The whole draw at once. */
export function outcomeOf(lot: Lot, seed: string): Outcome {
  const next = turnsOf(lot, seed)
  const outcome: Outcome = { seed, winners: [], rest: [] }
  for (let turn = next(); turn; turn = next()) {
    outcome.winners.push(...turn.got)
    if (turn.got.length === 0) outcome.rest.push(...turn.shops)
  }
  return outcome
}
