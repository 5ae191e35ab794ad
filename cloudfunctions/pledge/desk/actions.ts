import { regions } from '../../shared/documents'
import { many, one } from '../../shared/load'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { excelOf } from '../../shared/xlsx'
import { pledges, rounds } from '../documents'
import { isPublic, listName } from '../promise/rules'
import { saidNow } from '../promise/views'
import { reviewedAs } from '../review/rules'
import { roundsKept, spanFields } from '../review/spans'
import { desk as contract, mostWaiting } from './contract'
import { sharesOf, yearOf } from './rules'
import { sheetsOf } from './sheets'

const counted = { limit: mostWaiting, fields: { _id: 1 } }

/** One request, which reads no more than ids of an index. */
export const pledgeDesk = action(contract.pledgeDesk, {
  load: ({ input: { branch: place }, now }) => ({
    branch: one(regions, place, 'NO_SUCH_BRANCH'),
    submitted: many(pledges, { match: { place, submittedAt: { $gt: new Date(0) } }, ...counted }),
    shown: many(pledges, { match: { place, shownKey: { $gt: '' } }, ...counted }),
    late: many(pledges, { match: { lists: listName(place), dueKey: { $gt: '', $lt: dateOf(now) } }, ...counted }),
    rounds: many(rounds, { match: { place, closesAt: { $gt: now } }, ...counted }),
  }),
  run: ({ now, loaded: { submitted, shown, late, rounds } }) => ({
    today: dateOf(now),
    ...{ submitted: submitted.length, shown: shown.length, late: late.length, rounds: rounds.length },
  }),
})

/** More promises than one branch has kept on its board. */
const mostOfBranch = 1000

export const yearSheet = action(contract.yearSheet, {
  load: ({ input: { branch: place } }) => ({
    branch: one(regions, place, 'NO_SUCH_BRANCH'),
    found: many(pledges, { match: { place }, sort: { _id: 1 }, limit: mostOfBranch }),
    held: many(rounds, { match: { place }, sort: { closesAt: -1 }, limit: roundsKept, fields: spanFields }),
  }),
  run: async ({ input: { year }, now, loaded: { branch, found, held } }) => {
    const [from, until] = [`${String(year)}-01-01`, `${String(year)}-12-31`]
    const lines = found
      .filter(({ state, span }) => isPublic(state) && span.from <= until && span.until >= from)
      .map((pledge) => {
        const { by, state, thanks, counted = '' } = pledge
        const said = saidNow(pledge, until)
        const review = reviewedAs(pledge, held, now)
        return {
          shares: sharesOf(pledge, year),
          by,
          state,
          review,
          thanks,
          words: said?.words ?? '',
          whom: said?.whom ?? '',
          ...yearOf(counted, year),
        }
      })
    lines.sort((one, other) => one.by.localeCompare(other.by, 'zh-Hans-CN'))
    return { name: `${branch.name}${String(year)}年承诺.xlsx`, bytes: await excelOf(sheetsOf(year, lines)) }
  },
})
