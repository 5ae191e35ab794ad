import { addOnce, find } from '../../shared/database'
import { regions } from '../../shared/documents'
import { signsOf } from '../../shared/ids'
import { many, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { pledgeEvents, type PledgeEvent } from '../documents'
import { event as contract, type EventView } from './contract'

const eventView = ({ _id: id, kind, day, words, made, called, open }: PledgeEvent): EventView => ({
  ...{ id, kind, day, words, at: made.at.toISOString(), called, calling: open === true },
})

const readEvent = async (_id: string): Promise<PledgeEvent | undefined> =>
  (await find(pledgeEvents, { where: { _id }, sort: [], limit: 1 }))[0]

export const callEvent = action(contract.callEvent, {
  load: ({ input }) => ({ region: one(regions, input.place, 'NO_SUCH_PLACE') }),
  run: async ({ input: { place, kind, words }, caller, key, now, refuse }) => {
    const day = dateOf(now)
    const _id = signsOf([place, kind, day], 12)
    const made = { by: actorOf(caller), at: now, key }
    const event: PledgeEvent = { _id, place, kind, day, words, made, after: '', called: 0, open: true }
    let there = await readEvent(_id)
    if (!there) {
      await checkWords(caller, words, 'forum')
      if (await addOnce(pledgeEvents, event)) return eventView(event)
      there = await readEvent(_id)
    }
    if (there?.made.key !== key) throw refuse('ALREADY_CALLED')
    return eventView(there)
  },
})

export const listEvents = action(contract.listEvents, {
  load: ({ input: { place } }) => ({
    region: one(regions, place, 'NO_SUCH_PLACE'),
    found: many(pledgeEvents, { match: { place }, sort: { 'made.at': -1 }, limit: 20 }),
  }),
  run: ({ loaded: { found } }) => ({ items: found.map(eventView) }),
})
