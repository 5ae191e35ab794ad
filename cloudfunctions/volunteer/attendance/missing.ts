import type { Notice } from '../../shared/documents'
import { claim, command } from '../../shared/database'
import { newId } from '../../shared/ids'
import { notice, owed, settle } from '../../shared/notify'
import { shifts, type Departure, type Holder, type Missed, type Shift } from '../documents'
import type { Tender } from '../shift/tending'
import { shiftTime } from '../shift/words'
import { factsOfMissed, readMissed, type ShiftOfRecord } from '../standing/facts'
import { followedWords, standing } from '../standing/rules'
import { seatsOf } from './places'
import { leaveBy } from './rules'
import { minutesOf, nightsAround } from './serving'

export const missedOf = (now: Date): Missed => ({ id: newId(), at: now })

type Absent = Holder & { missed: Missed }

/** What somebody is told of an absence: what was noted, what follows, and what to do about it. */
function tell(shift: Shift, { person, missed }: Absent, before: readonly ShiftOfRecord[], now: Date): Notice {
  const others = before.filter(({ _id }) => _id !== shift._id)
  const past = standing([...factsOfMissed(others, person), { at: missed.at, cancelled: false }], now)
  const noted = missed.marked ? `带队人记的：${missed.marked.reason}` : '到结束也没有签到'
  return notice({
    to: person,
    kind: 'volunteer',
    title: '记了一次没到场',
    words: `${shiftTime(shift)}「${shift.title}」${noted}。${followedWords(past)}。到了场的请带队人补签，有原因可在七天内申诉`,
    state: '没到场',
    when: shift.startsAt,
    opens: '/volunteer/standing',
    at: missed.at,
    cause: missed.id,
  })
}

/** The notice of one absence; it reads what this person missed before. */
export const missedNotice = async (shift: Shift, absent: Absent, now: Date): Promise<Notice> =>
  tell(shift, absent, await readMissed([absent.person], now), now)

const askToLeave = (shift: Shift, { person, id }: Holder, at: Date): Notice =>
  notice({
    to: person,
    kind: 'volunteer',
    title: '别忘了签退',
    words: `「${shift.title}」结束了，两小时内签退时长就记上；不签的话按结束时间记，等带队人确认`,
    state: '待签退',
    opens: `/volunteer/shift?shift=${shift._id}`,
    at,
    cause: `leave ${id}`,
  })

/** Puts these places in the stead of those that had their ids. */
const withPlaces = ({ roles }: Shift, changed: readonly Holder[]) =>
  roles.map((role) => ({
    ...role,
    holders: role.holders.map((holder) => changed.find(({ id }) => id === holder.id) ?? holder),
  }))

const confirmedOf = (shift: Shift): Holder[] =>
  seatsOf(shift).flatMap(({ holder }) => (holder.until === undefined ? [holder] : []))

/** At its time; or soon, where somebody's write came between. */
const atOrSoon = (time: Date, now: Date): Date[] => [new Date(Math.max(+time, +now + 1))]

/**
 * At the end: whoever did not come is missed, and whoever did not go is asked to. Where nobody at all was noted as there,
 * nobody noted anything: then it takes whoever leads to say who was missing.
 */
export const closing: Tender = {
  tend: async (shift, now) => {
    if (shift.closed || shift.cancelled !== undefined || now < shift.endsAt) return false
    const places = confirmedOf(shift)
    if (places.length === 0) return false
    const noted = places.some(({ came }) => came)
    const absent = places.flatMap((holder) =>
      noted && !holder.came && !holder.missed ? [{ ...holder, missed: missedOf(now) }] : [],
    )
    const people = absent.map(({ person }) => person)
    const before = await readMissed(people, now)
    const told = [
      ...absent.map((each) => tell(shift, each, before, now)),
      ...places.filter(({ came, went }) => came && !went).map((each) => askToLeave(shift, each, now)),
    ]
    const change = {
      roles: withPlaces(shift, absent),
      closed: now,
      ...(people.length === 0 ? {} : { missed: command.push({ each: people }) }),
      ...owed(told),
      rev: command.inc(1),
    }
    if (await claim(shifts, shift._id, { rev: shift.rev }, change)) await settle(shifts, shift._id, told)
    return true
  },
  due: (shift, now) => {
    const { closed, cancelled, endsAt } = shift
    if (closed || cancelled !== undefined || (now >= endsAt && confirmedOf(shift).length === 0)) return []
    return atOrSoon(endsAt, now)
  },
}

const stayedOn = (shift: Shift) => confirmedOf(shift).filter(({ came, went }) => came && !went)

/** Whoever forgot to check out went when the shift ended, as far as is known: whoever leads confirms it. */
export const forgotten: Tender = {
  tend: async (shift, now) => {
    const { endsAt, cancelled } = shift
    if (cancelled !== undefined || now <= leaveBy(shift)) return false
    const stayed = stayedOn(shift)
    if (stayed.length === 0) return false
    const nights = await nightsAround(
      shift,
      stayed.map(({ person }) => person),
    )
    const gone = stayed.map((holder) => {
      const minutes = minutesOf(shift, holder.person, holder.came?.at ?? endsAt, endsAt, nights)
      const went: Departure = { at: endsAt, by: 'clock', key: `forgotten-${holder.id}`, minutes }
      return { ...holder, went }
    })
    await claim(shifts, shift._id, { rev: shift.rev }, { roles: withPlaces(shift, gone), rev: command.inc(1) })
    return true
  },
  due: (shift, now) =>
    shift.cancelled === undefined && stayedOn(shift).length > 0 ? atOrSoon(new Date(+leaveBy(shift) + 1), now) : [],
}
