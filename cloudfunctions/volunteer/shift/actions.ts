import * as v from 'valibot'
import type { Input } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { findNear, readOne } from '../../shared/database'
import { commonRefusal } from '../../shared/refusal'
import { action } from '../../shared/serve'
import { myAttendance } from '../attendance/views'
import { shifts } from '../documents'
import { signUp } from '../sign-up/contract'
import { aheadOf, factsOf, readAbout, type AboutCaller } from '../sign-up/reading'
import { outDeadline, roleWanted, whyNotOut, whyNotSignUp } from '../sign-up/rules'
import { entryOf } from '../sign-up/taking'
import { shift as contract, ShiftId, type ShiftItem } from './contract'
import { idAt, listName, longestMs, takenOf } from './rules'
import { itemOf, listedFields, reasonOf, shownFields, type ListedShift, type ShownShift } from './views'

const shiftsPerPage = 14

/** As far as anybody is sent for a shift, in metres. */
const farthest = 30_000

const Position = v.strictObject({ after: ShiftId, beyond: v.optional(v.string()) })

/** The page of shifts that is asked for, and one more if there is one. */
function readPage({ near, from, category, community, cursor }: Input<typeof contract.listShifts>, now: Date) {
  const position = cursor === undefined ? undefined : readCursor(Position, cursor)
  const earliest =
    from === undefined ? idAt(new Date(+now - longestMs)) : from.length > 10 ? idAt(new Date(from)) : from
  if (!near) {
    const match = {
      lists: listName(community, category),
      _id: position ? { $gt: position.after } : { $gte: earliest },
      endsAt: { $gt: now },
    }
    return readOne({ from: shifts.name, match, sort: { _id: 1 }, limit: shiftsPerPage + 1, fields: listedFields })
  }
  const beyond = Number(position?.beyond ?? 0)
  if (!Number.isFinite(beyond) || beyond < 0) throw commonRefusal('BAD_INPUT')
  return findNear(shifts, {
    key: 'near',
    ...near,
    between: [beyond, farthest],
    match: {
      lists: listName(community, category),
      _id: { $gte: earliest, ...(position ? { $ne: position.after } : {}) },
      endsAt: { $gt: now },
    },
    limit: shiftsPerPage + 1,
    fields: listedFields,
  })
}

/** What the caller is to a shift, and why they cannot be in it, if so. */
function ofCaller(shift: ListedShift, about: AboutCaller, caller: string, now: Date) {
  const served = about.served.find(({ _id }) => _id === shift._id)
  const entry = served && entryOf(served, caller)
  const facts = { ...shift, waiting: shift.queue.map((role) => ({ role })) }
  const me = { ...factsOf(about, caller, now, shift._id), isIn: false }
  const why = entry ? null : whyNotSignUp(facts, roleWanted(facts, undefined, me, now), me, now)
  return { ...(entry ? { entry, mine: mineOf(entry) } : {}), why, facts, me }
}

function mineOf(entry: NonNullable<ReturnType<typeof entryOf>>): ShiftItem['mine'] {
  if (entry.as === 'turn') return 'waiting'
  if (entry.as === 'application') return 'applied'
  return entry.as === 'place' && entry.holder.until !== undefined ? 'offered' : 'confirmed'
}

/** At most two requests: the page, and who asks. */
export const listShifts = action(contract.listShifts, {
  run: async ({ input, caller, now }) => {
    const [found, about] = await Promise.all([
      readPage(input, now) as Promise<unknown> as Promise<ListedShift[]>,
      caller === undefined ? undefined : readAbout(caller, now),
    ])
    const shown = found.slice(0, shiftsPerPage)
    const items = shown.map((shift) =>
      itemOf(shift, now, caller !== undefined && about ? ofCaller(shift, about, caller, now) : {}),
    )
    const last = shown.at(-1)
    const beyond = last?.distance === undefined ? {} : { beyond: String(last.distance) }
    const more = found.length > shiftsPerPage && last
    return { items, ...(more ? { cursor: writeCursor({ after: last._id, ...beyond }) } : {}) }
  },
})

/** One shift whole, and what the caller is to each of its roles. */
export const showShift = action(contract.showShift, {
  run: async ({ input, caller, now, refuse }) => {
    const [[found], about] = await Promise.all([
      readOne({
        from: shifts.name,
        match: { _id: input.shift },
        limit: 1,
        fields: shownFields(caller ?? ''),
      }) as Promise<unknown[]> as Promise<ShownShift[]>,
      caller === undefined ? undefined : readAbout(caller, now),
    ])
    if (!found) throw refuse('NO_SUCH_SHIFT')
    const mine = caller !== undefined && about ? ofCaller(found, about, caller, now) : undefined
    const { entry } = mine ?? {}
    const whyOut = entry?.as === 'place' ? whyNotOut(found, entry.holder, now) : null
    return {
      ...itemOf(found, now, mine),
      words: found.words,
      ...(found.cover === undefined ? {} : { cover: found.cover }),
      opens: found.opensAt.toISOString(),
      closes: found.closesAt.toISOString(),
      outBy: (entry?.as === 'place' ? outDeadline(found.outBy, entry.holder.at) : found.outBy).toISOString(),
      approval: found.approval === true,
      ...(found.cancelled === undefined ? {} : { cancelled: found.cancelled }),
      roles: found.roles.map((role) => ({
        name: role.name,
        min: role.min,
        max: role.max,
        taken: takenOf(role, now),
        waiting: found.queue.filter((each) => each === role.name).length,
        ...(role.skill === undefined ? {} : { skill: role.skill }),
        ...(role.paper === undefined ? {} : { paper: role.paper }),
        ...whyRole(mine, role, now),
      })),
      ...(entry ? { role: entry.role } : {}),
      ...(entry?.as === 'turn' ? aheadOf(found) : {}),
      ...(entry?.as === 'place' && entry.holder.until ? { until: entry.holder.until.toISOString() } : {}),
      ...(entry?.as === 'place' && entry.holder.until === undefined
        ? { attendance: myAttendance(found, entry.holder, found.led, now) }
        : {}),
      now: now.toISOString(),
      ...(found.led ? { leads: true as const } : {}),
      ...(whyOut ? { whyNotOut: { code: whyOut, say: signUp.signOut.refusals[whyOut] } } : {}),
    }
  },
})

/** Why the caller cannot sign up for this role, if they are in none. */
function whyRole(mine: ReturnType<typeof ofCaller> | undefined, role: ListedShift['roles'][number], now: Date) {
  if (!mine || mine.entry) return {}
  const why = whyNotSignUp(mine.facts, role, mine.me, now)
  return why ? { whyNot: reasonOf(why) } : {}
}
