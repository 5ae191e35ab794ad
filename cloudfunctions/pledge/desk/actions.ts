import { regions } from '../../shared/documents'
import { many, one } from '../../shared/load'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { pledges, rounds } from '../documents'
import { listName } from '../promise/rules'
import { desk as contract, mostWaiting } from './contract'

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
  run: ({ loaded: { submitted, shown, late, rounds } }) => ({
    ...{ submitted: submitted.length, shown: shown.length, late: late.length, rounds: rounds.length },
  }),
})
