import { claim, command, find } from '../../shared/database'
import { members } from '../../shared/documents'
import { notice, owed, settle } from '../../shared/notify'
import { listing } from '../../shared/roles'
import { longDate } from '../../shared/shanghai'
import { nights, vendors, type Night } from '../documents'
import { looksAt } from '../gate/missing'
import { stands } from '../night/rules'
import type { Tender } from '../night/tending'
import { whyNotSpareStall, whyNotSpareNow } from './rules'

/** No market has more volunteer groups than this. */
const mostGroups = 200

/** Stalls that were given back or missed so late that they are for the public good now. */
const spareStalls = (night: Night, now: Date): string[] => {
  const { stalls, bookings, released, cancelBy } = night
  return stalls
    .filter((stall) => released.some((each) => each.stall === stall.code && each.releasedAt >= cancelBy))
    .filter((stall) => {
      const taken = bookings.some((each) => each.stall === stall.code && stands(each, now))
      return whyNotSpareStall(stall, taken, night, now) === null
    })
    .map(({ code }) => code)
}

/** The groups that do good and hold their role at this night's place. */
async function groupsFor({ place, bookings }: Night, now: Date): Promise<string[]> {
  const all = await find(vendors, {
    where: { kinds: 'good', state: 'approved' },
    sort: [],
    limit: mostGroups,
    fields: { _id: true },
  })
  const ids = all
    .map(({ _id }) => _id)
    .filter((id) => !bookings.some((each) => each.vendor === id && stands(each, now)))
  const here = await find(members, {
    where: { _id: command.in(ids), listings: listing('vendor', place) },
    sort: [],
    limit: mostGroups,
    fields: { _id: true },
  })
  return here.map(({ _id }) => _id)
}

/** Tells volunteer groups, once a night, that stalls stand empty late and nobody waits for them. */
export const spareOffers: Tender = {
  tend: async (night, now) => {
    if (night.spareTold !== undefined || whyNotSpareNow(night, now) !== null) return false
    const [first, ...others] = spareStalls(night, now)
    if (first === undefined) return false
    const stalls = others.length === 0 ? first : `${first} 等 ${String(others.length + 1)} 个摊位`
    const list = (await groupsFor(night, now)).map((to) =>
      notice({
        to,
        kind: 'market',
        title: '今晚有空摊可以做公益',
        words: `${longDate(night.date)} ${night.marketName} ${stalls}空着，免费给公益摊位用，先到先得`,
        opens: `/market/spare?night=${night._id}`,
        at: now,
        cause: `spare ${night._id}`,
        state: '空摊公益',
      }),
    )
    const still = { rev: night.rev, spareTold: command.exists(false) }
    if (await claim(nights, night._id, still, { spareTold: now, rev: command.inc(1), ...owed(list) }))
      await settle(nights, night._id, list)
    return true
  },
  due: looksAt,
}
