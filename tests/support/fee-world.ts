import { taohuajing } from '../../cloudfunctions/market/demo'
import type { Absence, FeeAccount, Night } from '../../cloudfunctions/market/documents'
import { demoPlace } from '../../cloudfunctions/shared/demo'
import type { Member } from '../../cloudfunctions/shared/documents'
import { listings } from '../../cloudfunctions/shared/roles'
import { addDays } from '../../cloudfunctions/shared/shanghai'
import { writeDocuments } from '../../config/scripts/seed'
import { fridayMorning } from './cloud'
import { everyone, holderOf } from './everyone'
import { anAccount } from './fee-race'
import { aBooking, smallNight } from './small-night'

/** Two operators. */
export const [one, two] = [holderOf('operator', 'here'), 'o-operator-two']
export const vendor = (number: number) => `o-fees-${String(number).padStart(2, '0')}`
export const shopOf = (who: string) => `shop-${who}`
const code = (number: number) => `A${String(number).padStart(2, '0')}`

const member = (_id: string, role: 'vendor' | 'operator'): Member => {
  const roles = [{ role, place: demoPlace }]
  return { _id, roles, listings: listings(roles), uploads: `uploads-of-${_id}`, name: '某位' }
}

const numbers = Array.from({ length: 30 }, (_, index) => index + 1)
const stalls = numbers.map((number) => ({ code: code(number) }))
const bookings = numbers.map((number) => aBooking(vendor(number), code(number), { name: `第${String(number)}家` }))
export const tonight = smallNight('fees', stalls, { bookings })
const missed: Absence = { ...aBooking('o-missed', 'A01'), id: 'absence-0001', absentAt: fridayMorning }
export const rained = smallNight('rained', stalls, {
  _id: '2026-11-26-rained',
  date: '2026-11-26',
  cancelled: '有暴雨',
  bookings: [aBooking(vendor(1), 'A01')],
})
export const others = smallNight('others', stalls, {
  bookings: [aBooking('o-good', 'A02', { spare: true, fee: 0 }), aBooking(one, 'A03')],
  absent: [missed],
})

/** Three months of nights before, each full, half of it paid. */
const before = Array.from({ length: 92 }, (_, index) => addDays('2026-08-01', index))
export const october = before.filter((date) => date.startsWith('2026-10'))
const full = numbers.slice(0, 20).map((number) => aBooking(vendor(number), code(number)))
const pastNights = before.map((date): Night => ({ ...tonight, _id: `${date}-fees`, date, bookings: full }))
const pastAccounts = pastNights.flatMap((night) =>
  numbers
    .filter((number) => number <= 20 && number % 2 === 0)
    .map((number): FeeAccount => ({
      ...anAccount(night, vendor(number), shopOf(vendor(number))),
      facts: [
        { id: 'f', kind: 'paid', way: 'cash', amount: 3000, by: 'somebody', at: night.startsAt, key: 'past-0001' },
      ],
    })),
)

/** A night with thirty stalls, two others, and three full months before. */
export const writeFeeWorld = () =>
  writeDocuments({
    members: [...everyone(), member(two, 'operator'), ...numbers.map((number) => member(vendor(number), 'vendor'))],
    markets: [taohuajing],
    market_nights: [...pastNights, tonight, rained, others],
    market_fees: pastAccounts,
  })
