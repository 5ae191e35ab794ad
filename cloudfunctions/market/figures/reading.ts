import { many, one } from '../../shared/load'
import { markets, nights, stallReports, type FeeAccount, type Night, type StallReport } from '../documents'
import type { FeeLine } from '../fees/contract'
import { linesOf } from '../fees/lines'
import { accountsOfMonth, accountsOfNight, groupsBy, sumsOfNight } from '../fees/month'
import { idsOfMonth } from '../fees/rules'
import type { Facts, MoneyOfFigures } from './count.rules'

const seat = (list: 'bookings' | 'absent' | 'released') =>
  ['stall', 'vendor', 'shop', 'name', 'kind', 'fee', 'at', 'key', 'until', 'waitedSince', 'spare'].map(
    (name) => [`${list}.${name}`, 1] as const,
  )

/** Of a night, what its figures rest on. */
const nightFields = {
  ...{ place: 1, market: 1, marketName: 1, date: 1, cancelled: 1, occupyBy: 1 },
  ...{ 'stalls.code': 1, 'stalls.kind': 1, 'stalls.outOfUse': 1 },
  ...Object.fromEntries([...seat('bookings'), ...seat('absent'), ...seat('released')]),
  ...{ 'bookings.arrived.at': 1, 'bookings.left.at': 1 },
  ...{ 'absent.absentAt': 1, 'absent.came.at': 1, 'absent.appeal.state': 1 },
  ...{ 'released.releasedAt': 1, 'released.releaseKey': 1 },
  ...{ 'waiting.vendor': 1, 'waiting.name': 1, 'waiting.at': 1, 'leftWaiting.vendor': 1 },
  ...{ 'inspected.stall': 1, 'inspected.name': 1, 'inspected.marks': 1, 'inspected.words': 1, 'inspected.at': 1 },
}

/** More complaints than anybody reads. */
const complaintsPerNight = 500

const complaintFields = { night: 1, stall: 1, words: 1, at: 1 }

/** A night with all that its figures rest on: one request. */
export const nightToCount = ({ input }: { input: { night: string } }) => ({
  night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: nightFields }),
  accounts: accountsOfNight(input.night),
  complaints: many(stallReports, {
    match: { night: input.night },
    limit: complaintsPerNight,
    fields: complaintFields,
  }),
})

/** A market's month with all that its figures rest on: one request. */
export const monthToCount = (market: string, month: string) => ({
  market: one(markets, market, 'NO_SUCH_MARKET', { fields: { place: 1, name: 1 } }),
  nights: many(nights, { match: { market, _id: idsOfMonth(month) }, sort: { _id: 1 }, limit: 31, fields: nightFields }),
  accounts: accountsOfMonth(market, month),
  complaints: many(stallReports, {
    match: { night: idsOfMonth(month), market },
    limit: 31 * complaintsPerNight,
    fields: complaintFields,
  }),
})

/** The facts of one night. */
export const factsOf = (loaded: { night: Night; accounts: FeeAccount[]; complaints: StallReport[] }): Facts => ({
  night: loaded.night,
  money: linesOf(loaded.night, loaded.accounts, '').map(moneyOf),
  complaints: loaded.complaints,
})

const freeWords = { cancelled: '这一晚取消了', good: '公益' } as const

function moneyOf({ free, facts, ...line }: FeeLine): MoneyOfFigures {
  const said = facts.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
  const why = free === undefined ? said[said.length - 1] : freeWords[free]
  return { ...line, ...(why === undefined ? {} : { why }) }
}

/** The facts of each night of a month; of its money the amounts alone. */
export function factsOfMonth(loaded: {
  nights: Night[]
  accounts: FeeAccount[]
  complaints: StallReport[]
}): { night: Night; facts: Facts }[] {
  const accounts = groupsBy(loaded.accounts, ({ night }) => night)
  const complaints = groupsBy(loaded.complaints, ({ night }) => night)
  return loaded.nights.map((night) => {
    const money = sumsOfNight(night, accounts.get(night._id) ?? [])
    return { night, facts: { night, money, complaints: complaints.get(night._id) ?? [] } }
  })
}
