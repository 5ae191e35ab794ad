import { nightsStoodAt, stallTimes } from '../../market/commitments'
import { claim, command, readOne } from '../../shared/database'
import { selectionOf } from '../../shared/load'
import { dateOf } from '../../shared/shanghai'
import { shifts, type Departure, type Holder, type Shift } from '../documents'
import { postOfShift, type BookOfShift } from '../hours/ledger'
import { minutesServed } from '../hours/rules'
import type { Tender } from '../shift/tending'
import { seatsOf } from './places'
import { isToConfirm } from './rules'

export type NightsFound = Parameters<typeof stallTimes>[0]

/** The nights around a shift that these people have stalls in. */
export const nightsAround = async (shift: Pick<Shift, 'startsAt'>, people: readonly string[]): Promise<NightsFound> =>
  (await readOne(selectionOf(nightsStoodAt(people, shift.startsAt)))) as unknown as NightsFound

type Times = Pick<Shift, 'startsAt' | 'endsAt'>

/** What somebody served of a shift, less the time of their own stall. */
export const minutesOf = (shift: Times, person: string, from: Date, until: Date, nights: NightsFound): number =>
  minutesServed(shift, { startsAt: from, endsAt: until }, stallTimes(nights, person, until))

/** Somebody who went: their minutes count, unless they wait to be confirmed. */
export const counting = <H extends Holder & { went: Departure }>(holder: H): H =>
  isToConfirm(holder) ? holder : { ...holder, went: { ...holder.went, unposted: true } }

const minuteMs = 60_000

type Served = Pick<Shift, '_id' | 'title' | 'place' | 'startsAt' | 'endsAt'>

/** Whether both ends were noted by somebody’s own scan or position, and nobody’s hand. */
const isByItself = ({ came, went }: { came: Holder['came']; went: Departure }): boolean =>
  went.confirmed === undefined && went.by !== 'hand' && came?.by !== 'hand'

/** Writes what somebody served into their book of hours, once for each place. */
export async function postServed(shift: Served, holder: Holder, now: Date, seen?: BookOfShift): Promise<void> {
  const { id, person, came, went } = holder
  if (!went) return
  const { _id, title, place, startsAt, endsAt } = shift
  const reason = went.reason ?? came?.reason ?? (went.by === 'clock' ? '忘了签退，带队人确认的' : undefined)
  const earned = {
    ...{ person, title, place, shift: _id, minutes: went.minutes, day: dateOf(startsAt) },
    kind: isByItself({ came, went }) ? ('scan' as const) : ('hand' as const),
    ...(reason === undefined ? {} : { reason }),
  }
  const lasted = (+endsAt - +startsAt) / minuteMs
  await postOfShift(['shift', _id, id], earned, { lasted, ...(seen ? { seen } : {}) }, now)
}

/** Writes into books what does not surely stand there yet; by confirmations, and by calls that died. */
export const unpostedHours: Tender = {
  tend: async (shift, now) => {
    const open = seatsOf(shift).filter(({ holder }) => holder.went?.unposted)
    for (const { holder } of open) await postServed(shift, holder, now)
    if (open.length === 0) return false
    const posted = open.map(({ path }) => [`${path}.went.unposted`, command.remove()] as const)
    await claim(shifts, shift._id, { rev: shift.rev }, { ...Object.fromEntries(posted), rev: command.inc(1) })
    return true
  },
  due: (shift, now) => (seatsOf(shift).some(({ holder }) => holder.went?.unposted) ? [new Date(+now + 1)] : []),
}
