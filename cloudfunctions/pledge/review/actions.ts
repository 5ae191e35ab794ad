import { addOnce, claim, command, find } from '../../shared/database'
import { members, regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { maybe, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { addDays, dateOf, instantOf } from '../../shared/shanghai'
import { rounds, type Round } from '../documents'
import { mostBallots, review as contract, type RoundView } from './contract'
import { markOf } from './mark'
import { datesFit, maySpeak, resultsOf, wordsShown } from './rules'

const roundView = ({ _id: id, place, branch, from, until, closesAt, voted }: Round, now: Date): RoundView => ({
  ...{ id, place, branch, from, until, closesAt: closesAt.toISOString(), open: now < closesAt, count: voted.length },
})

const roundOf = ({ input }: { input: { round: string } }) => ({ round: one(rounds, input.round, 'NO_SUCH_ROUND') })

export const openRound = action(contract.openRound, {
  load: ({ input }) => ({ branch: one(regions, input.branch, 'NO_SUCH_BRANCH') }),
  run: async ({ input: { branch: place, from, until, closes }, caller, key, now, loaded: { branch }, refuse }) => {
    if (!datesFit(from, until, closes, dateOf(now))) throw refuse('DATES_WRONG')
    const round: Round = {
      ...{ _id: signsOf([caller, key], 12), place, branch: `${branch.name}党支部`, from, until },
      made: { by: actorOf(caller), at: now, key },
      closesAt: instantOf(addDays(closes, 1), 0),
      ...{ voted: [], receipts: [], ballots: [], tells: { news: 'opened', at: now, after: '' } },
    }
    if (await addOnce(rounds, round)) return roundView(round, now)
    const [there] = await find(rounds, { where: { _id: round._id }, sort: [], limit: 1 })
    return roundView(there ?? round, now)
  },
})

const roundsShown = 20

export const listRounds = action(contract.listRounds, {
  run: async ({ input: { branch }, now }) => {
    const found = await find(rounds, {
      where: { place: branch },
      sort: [['closesAt', 'desc']],
      limit: roundsShown,
      fields: { place: true, branch: true, from: true, until: true, closesAt: true, voted: true },
    })
    return { today: dateOf(now), items: found.map((round) => roundView(round, now)) }
  },
})

export const vote = action(contract.vote, {
  load: ({ input, caller }) => ({ ...roundOf({ input }), me: maybe(members, caller, { fields: { roles: 1 } }) }),
  run: async ({ input, caller, now, loaded: { round, me }, refuse }) => {
    const { voice, grade, opinion: words = '', receipt } = input
    const mark = markOf(round._id, caller)
    const hasVoted = ({ voted, receipts }: Round): boolean => {
      const mine = voted.some((each) => each.mark === mark)
      const known = receipts.some(({ hash }) => hash === receipt)
      if (mine && !known) throw refuse('ALREADY_VOTED')
      if (known && !mine) throw refuse('RECEIPT_USED')
      return mine
    }
    if (hasVoted(round)) return { counted: true as const }
    if (now >= round.closesAt) throw refuse('ROUND_OVER')
    if (!maySpeak(voice, me?.roles ?? [], round.place)) throw refuse('NOT_YOUR_VOICE')
    if (words !== '') await checkWords(caller, words, 'forum')
    const free = {
      'voted.mark': command.neq(mark),
      'receipts.hash': command.neq(receipt),
      [`voted.${String(mostBallots - 1)}`]: command.exists(false),
    }
    const cast = await claim(rounds, round._id, free, {
      voted: command.push({ each: [{ mark }], sort: { mark: 1 } }),
      receipts: command.push({ each: [{ hash: receipt }], sort: { hash: 1 } }),
      ballots: command.push({ each: [{ voice, grade, words }], sort: { voice: 1, grade: 1, words: 1 } }),
    })
    if (cast) return { counted: true as const }
    const [fresh] = await find(rounds, { where: { _id: round._id }, sort: [], limit: 1 })
    if (!fresh || !hasVoted(fresh)) throw refuse('ROUND_FULL')
    return { counted: true as const }
  },
})

export const checkReceipt = action(contract.checkReceipt, {
  load: roundOf,
  run: ({ input: { receipt }, loaded: { round } }) => ({
    counted: round.receipts.some(({ hash }) => hash === receipt),
  }),
})

export const roundResult = action(contract.roundResult, {
  load: roundOf,
  run: ({ now, loaded: { round } }) => {
    const view = roundView(round, now)
    if (view.open) return { ...view, results: [], words: [] }
    const { ballots } = round
    // In the order of their signs, which is that of nobody's vote, nor of a grade.
    const words = wordsShown(ballots) ? ballots.flatMap((each) => (each.words === '' ? [] : each.words)).sort() : []
    return { ...view, results: resultsOf(ballots), words }
  },
})
