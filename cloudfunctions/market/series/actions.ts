import { addOnce } from '../../shared/database'
import { many, maybe, one } from '../../shared/load'
import { Refusal } from '../../shared/refusal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { whyNotStall } from '../booking/rules'
import { take } from '../booking/taking'
import { markets, nights, series as stored, vendors, type Night, type Series, type Vendor } from '../documents'
import { marketOf, stallState, stands } from '../night/rules'
import { missedNights, type NightOfRecord } from '../record/facts'
import { shiftsServedIn, type ShiftOfTime } from '../../volunteer/commitments'
import { kindsWaitedFor } from '../waiting/rules'
import { series as contract, whyNotThatNight } from './contract'
import { datesOf, longestDays, whyNotSeries } from './rules'

/** How many of a vendor's last series are looked through for a repeat of this tap. */
const seriesKept = 20
/** How many stalls of one night are tried when others are faster. */
const triesPerNight = 4

/** Who books, and the nights that they missed. */
interface Who {
  profile: Vendor
  missed: NightOfRecord[]
  /** The shifts that they serve in. */
  serving: ShiftOfTime[]
}

interface Wish {
  stall?: string | undefined
  orAny: boolean
}

/** The stalls to try on one night: the one wished for, then any that looks free. */
function candidates(night: Night, { stall, orAny }: Wish, { _id, kinds }: Vendor, now: Date): string[] {
  const waited = kindsWaitedFor(night.waiting, _id)
  const fits = night.stalls.filter((each) => {
    const there = night.bookings.find((booking) => booking.stall === each.code && stands(booking, now))
    return whyNotStall({ ...each, state: stallState(each, there, _id) }, kinds, waited) === null
  })
  const any = orAny ? fits.map(({ code }) => code).filter((code) => code !== stall) : []
  return [...(stall === undefined ? [] : [stall]), ...any].slice(0, triesPerNight)
}

/** Books one night of a series: its own write decides. */
async function bookNight(night: Night, wish: Wish, who: Who, key: string, now: Date) {
  const { profile } = who
  const refuse = (code: string) => new Refusal(code, whyNotThatNight[code] ?? code)
  let code = 'NOTHING_FREE'
  for (const stall of candidates(night, wish, profile, now))
    try {
      const reach = { code: stall, vendor: profile._id, ...who, key, now, hold: false, refuse }
      return { stall: (await take(reach, night)).stall }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      code = error.code
    }
  return { code }
}

const toldOf = ({ nights: got }: Series) =>
  got.map((each) => ({ ...each, ...(each.code === undefined ? {} : { say: whyNotThatNight[each.code] }) }))

const answer = (market: string, series: Series) => ({ market, nights: toldOf(series) })

/** A vendor's last series, for a load. */
const lastSeries = (vendor: string) => many(stored, { match: { vendor }, sort: { at: -1 }, limit: seriesKept })

export const mySeries = action(contract.mySeries, {
  load: ({ input, caller }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', {
      fields: { place: 1, name: 1, hours: 1, plannedTo: 1, 'layout.stalls': 1 },
    }),
    profile: maybe(vendors, caller),
    before: lastSeries(caller),
  }),
  run: ({ now, loaded: { market, profile, before } }) => {
    const today = dateOf(now)
    const last = before.find(({ nights }) =>
      nights.some(({ night, date }) => marketOf(night) === market._id && date >= today),
    )
    const approved = profile?.state === 'approved'
    const why = { code: 'VENDOR_NOT_APPROVED', say: contract.bookSeries.refusals.VENDOR_NOT_APPROVED }
    return {
      ...{ today, name: market.name, plannedTo: market.plannedTo },
      weekdays: [...new Set(market.hours.flatMap(({ weekdays }) => weekdays))].sort(),
      stalls: market.layout.stalls
        .filter(
          ({ mode, kind, outOfUse }) => mode === 'pick' && outOfUse === undefined && profile?.kinds.includes(kind),
        )
        .map(({ code, kind }) => ({ code, kind })),
      ...(last ? { last: { at: last.at.toISOString(), nights: toldOf(last) } } : {}),
      ...(approved ? {} : { whyNot: why }),
    }
  },
})

export const bookSeries = action(contract.bookSeries, {
  load: ({ input, caller, now }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { place: 1, name: 1 } }),
    profile: one(vendors, caller, 'VENDOR_NOT_APPROVED'),
    missed: missedNights(caller),
    serving: shiftsServedIn([caller], now),
    found: many(nights, {
      match: { _id: { $in: datesOf(input).map((date) => `${date}-${input.market}`) } },
      limit: longestDays,
    }),
    before: lastSeries(caller),
  }),
  run: async ({ input, caller, key, now, loaded: { profile, missed, serving, found, before }, refuse }) => {
    const _id = `${caller}:${key}`
    const told = before.find((each) => each._id === _id)
    if (told) return answer(input.market, told)
    const why = whyNotSeries(input, dateOf(now))
    if (why) throw refuse(why)
    const got: Series['nights'] = []
    for (const date of datesOf(input)) {
      const night = found.find((each) => each.date === date)
      const what = night
        ? await bookNight(night, input, { profile, missed, serving }, `${key}-${date}`, now)
        : { code: 'NO_SUCH_NIGHT' }
      got.push({ date, night: `${date}-${input.market}`, ...what })
    }
    const done = { _id, vendor: caller, at: now, nights: got }
    await addOnce(stored, done)
    return answer(input.market, done)
  },
})
