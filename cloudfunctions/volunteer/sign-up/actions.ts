import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { inShape } from '../../shared/collection'
import { untilDecided } from '../../shared/database'
import { many } from '../../shared/load'
import { checkOnce } from '../../shared/open-api'
import { action } from '../../shared/serve'
import { shifts, type Holder, type Leaver } from '../documents'
import { ShiftId } from '../shift/contract'
import { idAt, longestMs, stands } from '../shift/rules'
import { claimLeave, claimOffered } from './claims'
import { signUp as contract } from './contract'
import { offerWaiting } from './offering'
import {
  aboutCaller,
  aheadOf,
  factsOf,
  ledIn,
  myFields,
  shiftAgain,
  shiftOfCaller,
  type LedShift,
  type MyShift,
  type ShiftOfCaller,
} from './reading'
import { whyNotOut, whyNotServe } from './rules'
import { entryOf, join, refusalOf } from './taking'
import { ledView, outView, signUpView } from './views'

const shiftAndCaller = (asked: { input: { shift: string }; caller: string; now: Date }) => ({
  ...shiftOfCaller(asked),
  ...aboutCaller(asked.caller, asked.now),
})

export const signUp = action(contract.signUp, {
  load: shiftAndCaller,
  run: ({ input, caller, key, now, loaded: { shift, ...about }, refuse }) =>
    join({ caller, role: input.role, key, now, about, refuse }, shift),
})

const joinedBy = ({ joinedBy }: Holder) => (joinedBy === undefined ? {} : { joinedBy })

/** What somebody would leave, as the record of it. */
function leavingOf(
  shift: ShiftOfCaller,
  person: string,
  { key: leaveKey, at }: { key: string; at: Date },
): Leaver | undefined {
  const left = { person, leaveKey, at }
  for (const { name: role, holders } of shift.roles) {
    const held = holders.find((each) => each.person === person)
    if (held)
      return {
        ...left,
        role,
        key: held.key,
        ...joinedBy(held),
        was: held.until === undefined ? 'confirmed' : 'offered',
      }
  }
  const [waiter] = shift.waiting
  if (waiter) return { ...left, role: waiter.role, key: waiter.key, was: 'waiting' }
  const [applicant] = shift.applied
  return applicant && { ...left, role: applicant.role, key: applicant.key, was: 'applied' }
}

export const signOut = action(contract.signOut, {
  load: shiftOfCaller,
  run: async ({ input, caller, key, now, loaded, refuse }) => {
    const judge = checkOnce(caller, input.why, 'comment')
    const out = await untilDecided(
      loaded.shift,
      (id) => shiftAgain(id, caller),
      async (shift) => {
        const told = shift.left.find((each) => each.leaveKey === key)
        if (told) return { view: outView(shift, told, now), waited: shift.queue.length > 0 }
        const leaver = leavingOf(shift, caller, { key, at: now })
        if (!leaver) throw refuse('NOT_IN')
        const entry = entryOf(shift, caller)
        const why = shift.cancelled !== undefined || entry?.as !== 'place' ? null : whyNotOut(shift, entry.holder, now)
        if (why) throw refuse(why)
        await judge()
        const done = await claimLeave(shift, input.why === undefined ? leaver : { ...leaver, why: input.why })
        const freed = leaver.was === 'confirmed' || leaver.was === 'offered'
        return done ? { view: outView(shift, leaver, now), waited: freed && shift.queue.length > 0 } : null
      },
    )
    if (!out) throw refuse('NOT_IN')
    if (out.waited) await offerWaiting(loaded.shift._id, now)
    return out.view
  },
})

export const acceptPlace = action(contract.acceptPlace, {
  load: shiftAndCaller,
  run: async ({ caller, key, now, loaded: { shift: first, ...about }, refuse }) => {
    const view = await untilDecided(
      first,
      (id) => shiftAgain(id, caller),
      async (shift) => {
        if (shift.cancelled !== undefined) throw refuse('SHIFT_CANCELLED')
        const role = shift.roles.find(({ holders }) => holders.some(({ person }) => person === caller))
        const held = role?.holders.find(({ person }) => person === caller)
        if (!role || !held || !stands(held, now)) throw refuse('NO_OFFER')
        if (held.key === key) return signUpView(shift, { as: 'place', role: role.name, holder: held }, now)
        if (held.until === undefined) throw refuse('NO_OFFER')
        const why = whyNotServe(shift, factsOf(about, caller, now, shift._id), now)
        if (why && (why.code === 'CLASHES' || why.code === 'STALL_OPEN' || why.code === 'BLOCKED'))
          throw refusalOf(why, () => refuse(why.code as 'CLASHES'))
        const outcome = await claimOffered(shift, role, held, key, now)
        if (outcome === 'taken') throw refuse('CLASHES')
        const { until: _, ...taken } = held
        const entry = { as: 'place', role: role.name, holder: { ...taken, at: now } } as const
        return outcome === 'claimed' ? signUpView(shift, entry, now) : null
      },
    )
    if (!view) throw refuse('NO_OFFER')
    return view
  },
})

const shiftsPerPage = 14

const Position = v.strictObject({ id: ShiftId })

/** The caller's own shifts: what comes, the soonest first, or what is over, the latest first. */
export const listMyShifts = action(contract.listMyShifts, {
  load: ({ input: { which = 'coming', cursor }, caller, now }) => {
    const start = idAt(new Date(+now - longestMs))
    const at = cursor === undefined ? undefined : readCursor(Position, cursor).id
    const range = which === 'coming' ? { $gt: at ?? start } : { $lt: at ?? `${idAt(now)}~` }
    return {
      found: many(inShape<MyShift>(shifts), {
        match: { people: caller, _id: range, endsAt: which === 'coming' ? { $gt: now } : { $lte: now } },
        sort: { _id: which === 'coming' ? 1 : -1 },
        limit: shiftsPerPage + 1,
        fields: myFields(caller),
      }),
      led: many(inShape<LedShift>(shifts), ledIn(which, caller, now)),
    }
  },
  run: ({ caller, now, loaded: { found, led } }) => {
    const shown = found.slice(0, shiftsPerPage)
    const items = shown.flatMap((shift) => {
      const entry = entryOf(shift, caller)
      return entry ? [signUpView(shift, { ...entry, ...aheadOf(shift) }, now)] : []
    })
    const last = shown.at(-1)
    const more = found.length > shiftsPerPage && last
    return {
      items,
      led: led.map(ledView),
      now: now.toISOString(),
      ...(more ? { cursor: writeCursor({ id: last._id }) } : {}),
    }
  },
})
