import { claim, command, find, removeAll } from '../shared/database'
import { newId } from '../shared/ids'
import { leftName, type Holdings, type Shelf } from '../shared/person'
import { nights, vendors, type Booking, type Night } from './documents'

const nightsPerStep = 20

const row = (night: Night, { stall, fee, name, sells, at }: Booking) => ({
  夜市: night.marketName,
  日期: night.date,
  摊位: stall,
  摊名: name,
  卖什么: sells,
  摊位费分: fee,
  订摊时间: at.toISOString(),
})

/** A shelf of what one vendor has in a list of each night, the latest first. */
const shelfOf = (title: string, list: 'bookings' | 'released'): Shelf => ({
  title,
  read: async (openid, after) => {
    const where = { [`${list}.vendor`]: openid, ...(after === undefined ? {} : { _id: command.lt(after) }) }
    const found = await find(nights, { where, sort: [['_id', 'desc']], limit: nightsPerStep })
    const rows = found.flatMap((night) =>
      night[list].filter(({ vendor }) => vendor === openid).map((booked) => row(night, booked)),
    )
    const last = found.length === nightsPerStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last._id } : {}) }
  },
})

const profile: Shelf = {
  title: '摊主资料',
  read: async (openid) => {
    const found = await find(vendors, { where: { _id: openid }, sort: [], limit: 1 })
    return {
      rows: found.map(({ name, sells, kinds, state }) => ({ 摊名: name, 卖什么: sells, 摊位种类: kinds, 状态: state })),
    }
  },
}

/** Nights that hold this person in a list of theirs. */
const nightsWith = (list: 'bookings' | 'released', openid: string) =>
  find(nights, { where: { [`${list}.vendor`]: openid }, sort: [['_id', 'desc']], limit: nightsPerStep })

/** A stall to come is free again; one that was stood at stays on record, without who stood there. */
async function forgetBooking({ _id, endsAt }: Night, openid: string, now: Date): Promise<void> {
  const mine = { 'bookings.vendor': openid }
  if (endsAt > now) await claim(nights, _id, mine, { bookings: command.pull({ vendor: openid }) })
  else
    await claim(nights, _id, mine, {
      'bookings.$.vendor': `left-${newId()}`,
      'bookings.$.name': leftName,
    })
}

/** What the market keeps about a vendor. Stalls that were stood at must stay: the market's accounts rest on them. */
export const holdings: Holdings = {
  shelves: [profile, shelfOf('订的摊位', 'bookings'), shelfOf('退掉的摊位', 'released')],
  forget: async (openid, now) => {
    const [booked, released] = await Promise.all([nightsWith('bookings', openid), nightsWith('released', openid)])
    for (const night of booked) await forgetBooking(night, openid, now)
    for (const { _id } of released)
      await claim(nights, _id, { 'released.vendor': openid }, { released: command.pull({ vendor: openid }) })
    await removeAll(vendors, [openid])
    return booked.length + released.length === 0
  },
}
