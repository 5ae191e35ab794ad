import { claim, command } from '../../shared/database'
import { notice, owed, settle } from '../../shared/notify'
import { shiftTime } from '../shift/words'
import { shifts, type Leaver, type Shift } from '../documents'
import type { Tender } from '../shift/tending'
import { leaversKept } from './claims'
import { lapsedOf } from './rules'

/**
 * Takes places away whose time ran out, and tells whoever let them lapse; onto exactly what was read. Whoever waits is
 * offered them by the timer.
 * @returns whether it was written
 */
export async function clearLapsed(
  shift: Pick<Shift, '_id' | 'roles' | 'rev' | 'title' | 'startsAt'>,
  now: Date,
): Promise<boolean> {
  const lapsed = lapsedOf(shift, now)
  const people = lapsed.map(({ holder }) => holder.person)
  const left = lapsed.map(({ role, holder }): Leaver => {
    const { person, key, until = now } = holder
    return { person, role, key, leaveKey: `lapsed-${key}`, at: until, was: 'offered', ended: 'lapsed' }
  })
  const told = lapsed.map(({ holder }) =>
    notice({
      to: holder.person,
      kind: 'volunteer',
      title: '没来得及确认',
      words: `${shiftTime(shift)}「${shift.title}」的名额已经让给下一位，还想来可以再候补`,
      state: '已过时',
      opens: `/volunteer/shift?shift=${shift._id}`,
      at: now,
      cause: `lapse ${holder.id}`,
    }),
  )
  const ids = lapsed.map(({ holder }) => holder.id)
  const pulls = shift.roles.map((_, index) => [`roles.${String(index)}.holders`, command.pull({ id: command.in(ids) })])
  const done = await claim(
    shifts,
    shift._id,
    { rev: shift.rev },
    {
      ...(Object.fromEntries(pulls) as object),
      people: command.pullAll(people),
      left: command.push({ each: left, slice: -leaversKept }),
      due: command.min(now),
      ...owed(told),
      rev: command.inc(1),
    },
  )
  if (done) await settle(shifts, shift._id, told)
  return done
}

/** A kept place that nobody took in time. */
export const lapsed: Tender = {
  tend: async (shift, now) => lapsedOf(shift, now).length > 0 && (await clearLapsed(shift, now)),
  due: ({ roles }) => roles.flatMap(({ holders }) => holders.flatMap(({ until }) => (until ? [until] : []))),
}
