import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { command, find } from '../../shared/database'
import { maybe, one } from '../../shared/load'
import { members } from '../../shared/documents'
import { holds } from '../../shared/roles'
import { action } from '../../shared/serve'
import { addDays, dateOf } from '../../shared/shanghai'
import { booking } from '../booking/contract'
import {
  vendorFacts,
  whyNotBookAny,
  whyNotThisNight,
  whyWords,
  type VendorFacts,
  type WhyNotBook,
} from '../booking/rules'
import { nights, vendors, type Night, type Vendor } from '../documents'
import { factsOf, missedNights } from '../record/facts'
import { ladderOf, standing } from '../record/rules'
import { shiftDuring, shiftsServedIn } from '../../volunteer/commitments'
import { barredKinds } from '../vendor/rules'
import { waiting } from '../waiting/contract'
import { kindsWaitedFor, positionOf, whyNotJoin } from '../waiting/rules'
import { forOnlookers, night as contract, NightId } from './contract'
import { stallsEach } from './rules'
import { rowsOf, summary, summaryFields } from './views'

const nightsPerPage = 14

const Position = v.strictObject({ after: NightId })

/** Nights that have not ended, next first. Past midnight, a night still belongs to yesterday's date. */
export const listNights = action(contract.listNights, {
  run: async ({ input, now }) => {
    const after = input.cursor === undefined ? addDays(dateOf(now), -1) : readCursor(Position, input.cursor).after
    const found = await find(nights, {
      where: { _id: command.gt(after), endsAt: command.gt(now) },
      sort: [['_id', 'asc']],
      limit: nightsPerPage + 1,
      fields: summaryFields,
    })
    const items = found.slice(0, nightsPerPage).map((night) => summary(night, now))
    const last = items.at(-1)
    const more = found.length > nightsPerPage && last
    return { today: dateOf(now), items, ...(more ? { cursor: writeCursor({ after: last.id }) } : {}) }
  },
})

export const nightMap = action(contract.nightMap, {
  load: ({ input, caller, now }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0 } }),
    me: maybe(members, caller ?? ''),
    vendor: maybe(vendors, caller ?? ''),
    missed: missedNights(caller ?? ''),
    serving: shiftsServedIn([caller ?? ''], now),
  }),
  run: ({ caller, now, loaded: { night, me, vendor, missed, serving } }) => {
    const isVendor = caller !== undefined && holds(me?.roles ?? [], 'vendor', night.place)
    const record = standing(factsOf(missed, caller ?? ''), dateOf(now))
    const facts = isVendor
      ? vendorFacts(night, caller, vendor, now, { record, servesIn: shiftDuring(serving, caller, night) })
      : undefined
    const why = facts ? whyNotBookAny(night, facts, now) : (whyNotThisNight(night, now) ?? 'NOT_ALLOWED')
    return {
      today: dateOf(now),
      night: summary(night, now),
      rows: rowsOf(night, caller, now),
      stallsEach: stallsEach(night),
      ladder: [...ladderOf(night)],
      ...(night.draw ? { draw: true as const } : {}),
      ...(facts ? { me: { ...shown(night, caller ?? '', facts, now), ...barredOn(night.date, vendor) } } : {}),
      ...(why ? { whyNot: { code: why, say: wordsFor(why, facts) } } : {}),
    }
  },
})

function wordsFor(why: WhyNotBook | 'NOT_ALLOWED', facts: VendorFacts | undefined): string {
  if (why === 'NOT_ALLOWED') return forOnlookers
  return (facts && whyWords(why, facts)) ?? booking.bookStall.refusals[why]
}

function shown(night: Night, openid: string, facts: VendorFacts, now: Date) {
  const { kinds, stalls, held } = facts
  const position = positionOf(night.waiting, openid)
  const why = whyNotJoin(night, { ...facts, openid }, now)
  return {
    kinds,
    stalls,
    ...(held ? { held: { ...held, until: held.until.toISOString(), left: +held.until - +now } } : {}),
    ...(position === undefined ? {} : { position }),
    waitedFor: kindsWaitedFor(night.waiting, openid),
    ...(why ? { whyNotJoin: { code: why, say: waiting.joinWaiting.refusals[why] } } : {}),
  }
}

/** The kinds that a vendor's papers bar them from on a date, if any. */
function barredOn(date: string, vendor: Vendor | undefined) {
  const barred = vendor ? barredKinds(vendor, date) : []
  return barred.length === 0 ? {} : { barred }
}
