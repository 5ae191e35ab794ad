import {
  commitmentOf,
  hashOf,
  outcomeOf,
  parseList,
  seedOf,
  turnsOf,
  type Lot,
  type Outcome,
  type Turn,
} from './lot.rules'

/** All that is published of a round that was drawn. */
export interface Published {
  round: string
  commitment: string
  source: string
  list: string
  hash: string
  secret: string
  number: string
  outcome: Outcome
}

/** What one step of the check looks at; `turn` is one party of the draw. */
export type Step = 'hash' | 'list' | 'secret' | 'seed' | 'turn' | 'end'

export interface Finding {
  step: Step
  fits: boolean
  /** What was published, and what it should be: where it does not fit. */
  published?: string
  expected?: string
  /** Of a turn that fits: who came, and what they got. */
  turn?: Turn
}

/** A check that goes on step by step. */
export interface Checking {
  /** How many steps there are; fewer are made when an early one leaves nothing to go on with. */
  total: number
  /** The next finding; null at the end. */
  next: () => Finding | null
}

const compare = (step: Step, published: string, expected: string): Finding =>
  published === expected ? { step, fits: true } : { step, fits: false, published, expected }

const headOf = ({ round, commitment, source }: Pick<Lot, 'round' | 'commitment' | 'source'>): string =>
  [round, commitment, source].join(' ')

/** Draws again from what is published, and compares step by step: nothing of the server is believed. */
export function checking(published: Published): Checking {
  const { list, hash, commitment, round, secret, number, outcome } = published
  const lot = parseList(list)
  const seed = seedOf(secret, number, hashOf(list))
  const first: Finding[] = [
    compare('hash', hash, hashOf(list)),
    compare('list', headOf(published), lot ? headOf(lot) : ''),
    compare('secret', commitment, commitmentOf(round, secret)),
    compare('seed', outcome.seed, seed),
  ]
  const turn = lot ? comparing(lot, seed, outcome) : () => null
  let made = 0
  return {
    total: first.length + (lot ? outcomeOf(lot, seed).rest.length + outcome.winners.length : 0) + 1,
    next: () => first[made++] ?? turn(),
  }
}

/** Compares turn by turn, and at the end that nobody was published beside those who had a turn. */
function comparing(lot: Lot, seed: string, { winners, rest }: Outcome): () => Finding | null {
  const next = turnsOf(lot, seed)
  let won = 0
  let lost = 0
  let over = false
  return () => {
    if (over) return null
    const turn = next()
    if (!turn) {
      over = true
      const beyond = [...winners.slice(won).map(wordsOf), ...rest.slice(lost)]
      return compare('end', beyond.join(' '), '')
    }
    const missed = turn.got.length === 0
    const told = missed
      ? rest.slice(lost, lost + turn.shops.length)
      : winners.slice(won, won + turn.got.length).map(wordsOf)
    if (missed) lost += turn.shops.length
    else won += turn.got.length
    const finding = compare('turn', told.join(' '), (missed ? turn.shops : turn.got.map(wordsOf)).join(' '))
    return finding.fits ? { ...finding, turn } : finding
  }
}

const wordsOf = ({ shop, stall }: { shop: string; stall: string }): string => `${shop} ${stall}`

/** The whole check at once: what does not fit. */
export function misfitsOf(published: Published): Finding[] {
  const { next } = checking(published)
  const misfits: Finding[] = []
  for (let finding = next(); finding; finding = next()) if (!finding.fits) misfits.push(finding)
  return misfits
}
