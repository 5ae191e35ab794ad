import type { Holder, Shift } from '../documents'
import type { MyAttendance } from '../shift/contract'
import { attendance as contract, type Attendee } from './contract'
import { attendanceState, isToConfirm, nextStep, opensAt, opensWords } from './rules'

type PlaceInShift = Pick<Holder, 'until' | 'came' | 'went' | 'missed'>

const entriesOf = (place: PlaceInShift) => ({
  state: attendanceState(place),
  ...(place.came ? { cameAt: place.came.at.toISOString() } : {}),
  ...(place.went ? { wentAt: place.went.at.toISOString(), minutes: place.went.minutes } : {}),
  ...(isToConfirm(place) ? { toConfirm: true as const } : {}),
})

type ShiftOfAttendance = Pick<Shift, 'startsAt' | 'endsAt'> & { cancelled?: string }

/** One's own place in a shift, and what can be done about it now. @param leads whether one leads it oneself */
export function myAttendance(shift: ShiftOfAttendance, place: PlaceInShift, leads: boolean, now: Date): MyAttendance {
  const step = nextStep(shift, place, now)
  const { whyNot = null } = step ?? {}
  const words = whyNot === 'NOT_YET' ? opensWords(shift) : whyNot && contract.checkIn.refusals[whyNot]
  return {
    ...entriesOf(place),
    opens: opensAt(shift).toISOString(),
    ...(step ? { next: step.next } : {}),
    ways: leads ? ['place'] : ['code', 'place'],
    ...(whyNot && words ? { whyNot: { code: whyNot, say: words } } : {}),
  }
}

/** Somebody's place as whoever leads reads it. @param reader openid */
export function attendeeView(role: string, place: Holder, reader: string): Attendee {
  const { came, went, missed } = place
  const reason = missed && !came ? missed.marked?.reason : (went?.reason ?? came?.reason)
  return {
    ...{ holder: place.id, name: place.name, role },
    ...entriesOf(place),
    ...(came ? { cameBy: came.by } : {}),
    ...(went ? { wentBy: went.by } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(place.team === undefined ? {} : { team: place.team }),
    ...(place.person === reader ? { own: true as const } : {}),
  }
}
