import { claim, command } from '../../shared/database'
import { notice, owed, settle } from '../../shared/notify'
import { dayAndTime } from '../../shared/shanghai'
import { shifts, type Holder, type Shift, type Waiter } from '../documents'
import { freshShift, type Tender } from '../shift/tending'
import { shiftTime } from '../shift/words'
import { answerBy, offersDue } from './rules'

/** How often a run begins anew when others changed the shift under it; what is left then the timer offers. */
const rounds = 5

/**
 * Keeps places that are free for whoever's turn it is, until nothing is left to offer. To be called after every write
 * that may have freed a place, on facts read after that write.
 */
export async function offerFrom(shift: Shift, now: Date): Promise<void> {
  let facts: Shift | undefined = shift
  for (let left = rounds; facts && left > 0; left--) {
    const waiters: Waiter[] = offersDue(facts, now)
    let made = 0
    for (const waiter of waiters) if (await makeOffer(facts, waiter, now)) made++
    if (made === waiters.length) return
    facts = await freshShift(shift._id)
  }
  await claim(shifts, shift._id, {}, { due: command.min(now), rev: command.inc(1) })
}

/** As `offerFrom`, on facts that it reads. */
export async function offerWaiting(id: string, now: Date): Promise<void> {
  const shift = await freshShift(id)
  if (shift) await offerFrom(shift, now)
}

/** Decided by ONE write: a place of the role is nobody's, and this person still waits. */
async function makeOffer(shift: Shift, waiter: Waiter, now: Date): Promise<boolean> {
  const index = shift.roles.findIndex(({ name }) => name === waiter.role)
  const role = shift.roles[index]
  if (!role) return false
  const until = answerBy(shift, now)
  const { id, person, name, key, sequence } = waiter
  const kept: Holder = { id, person, name, key, joinedBy: key, sequence, at: now, until }
  const told = [offered(shift, waiter, until, now)]
  const path = `roles.${String(index)}`
  const done = await claim(
    shifts,
    shift._id,
    {
      cancelled: command.exists(false),
      startsAt: command.gt(now),
      [`${path}.name`]: role.name,
      [`${path}.max`]: role.max,
      [`${path}.holders.${String(role.max - 1)}`]: command.exists(false),
      waiting: command.elemMatch({ id }),
    },
    {
      [`${path}.holders`]: command.push({ each: [kept] }),
      waiting: command.pull({ id }),
      due: command.min(until),
      ...owed(told),
      rev: command.inc(1),
    },
  )
  if (done) await settle(shifts, shift._id, told)
  return done
}

const offered = (shift: Shift, { person, id }: Waiter, until: Date, now: Date) =>
  notice({
    to: person,
    kind: 'volunteer',
    title: '候补到名额了',
    words: `${shiftTime(shift)}「${shift.title}」的名额给您留到 ${dayAndTime(until)}，来确认`,
    state: '待确认',
    when: until,
    opens: `/volunteer/shift?shift=${shift._id}`,
    at: now,
    cause: `offer ${id}`,
  })

/** What was free and waited for when nobody's tap found it: a place that lapsed, an action that died before it offered. */
export const offersOfWaiting: Tender = {
  tend: async (shift, now) => {
    if (offersDue(shift, now).length === 0) return false
    await offerFrom(shift, now)
    return true
  },
  due: (shift, now) => (offersDue(shift, now).length > 0 ? [new Date(+now + 1)] : []),
}
