import { demoOpenid } from '../../shared/demo'
import { placesAbove } from '../../shared/region'
import type { Holder, Shift } from '../documents'
import { seatsOf } from './places'
import { opensAt } from './rules'
import { minutesOf } from './serving'

const minuteMs = 60_000

/** Demo volunteers who are not there when they should be. */
const absentees = [8, 11].map((number) => demoOpenid('volunteer', number))

const cameTo = (shift: Shift, holder: Holder, index: number): Holder => {
  const at = new Date(+opensAt(shift) + (4 + index * 5) * minuteMs)
  return { ...holder, came: { at, by: index % 3 === 2 ? 'place' : 'code', key: `demo-in-${holder.id}` } }
}

/** One who went in time, or forgot to say so. */
function wentFrom(shift: Shift, holder: Holder, index: number): Holder {
  const forgot = index % 4 === 3
  const at = forgot ? shift.endsAt : new Date(+shift.endsAt - index * 4 * minuteMs)
  const minutes = minutesOf(shift, holder.person, holder.came?.at ?? shift.startsAt, at, [])
  return { ...holder, went: { at, by: forgot ? 'clock' : 'code', key: `demo-out-${holder.id}`, minutes } }
}

const missedIn = (shift: Shift, holder: Holder, number: number): Holder => ({
  ...holder,
  missed: {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    at: shift.endsAt,
    ...(number % 2 === 0
      ? {
          appeal: {
            words: '临时送孩子去了医院，没来得及退',
            at: shift.endsAt,
            key: `demo-appeal-${holder.id}`,
            state: 'open' as const,
          },
        }
      : {}),
  },
})

/** A shift with who was there: all but some where it is over, the first ones where it runs. */
export function attended(shift: Shift, number: number, now: Date): Shift {
  if (now < opensAt(shift)) return shift
  const over = shift.endsAt <= now
  const order = seatsOf(shift).map(({ holder }) => holder.id)
  const noted = (holder: Holder): Holder => {
    const index = order.indexOf(holder.id)
    if (!over) return index % 2 === 0 ? cameTo(shift, holder, Math.min(index, 2)) : holder
    if (absentees.includes(holder.person)) return missedIn(shift, holder, number)
    return wentFrom(shift, cameTo(shift, holder, index), index)
  }
  const roles = shift.roles.map((role) => ({ ...role, holders: role.holders.map(noted) }))
  const holders = roles.flatMap((role) => role.holders)
  const missed = holders.filter((each) => each.missed).map(({ person }) => person)
  const appealed = holders.some((each) => each.missed?.appeal)
  return {
    ...shift,
    roles,
    ...(over ? { closed: shift.endsAt } : {}),
    ...(missed.length > 0 ? { missed } : {}),
    ...(appealed ? { appeals: [shift.place, ...placesAbove(shift.place)] } : {}),
  }
}
