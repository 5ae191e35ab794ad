import * as v from 'valibot'
import { inShape } from '../../shared/collection'
import { readCursor, writeCursor } from '../../shared/cursor'
import { claim, command, untilClaimed } from '../../shared/database'
import { regions } from '../../shared/documents'
import { many, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkOnce } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { openAppeals, seatsOf } from '../attendance/places'
import { shifts, type Missed, type MissedAppeal, type Shift } from '../documents'
import { ShiftId } from '../shift/contract'
import { shiftTime } from '../shift/words'
import { standing as contract, type MissedShift } from './contract'
import { absencesOf, factOf, factsOfMissed, shiftsMissed, type ShiftOfRecord } from './facts'
import { absenceState, appealMs, pauseRule, standing, whyNotAppeal, whyNotRule } from './rules'

const appealView = ({ words, at, state, ruling }: MissedAppeal) => ({
  words,
  at: at.toISOString(),
  state,
  ...(ruling ? { reason: ruling.reason, decidedAt: ruling.at.toISOString() } : {}),
})

/** An absence as its volunteer and staff read it. */
const view = (shift: Omit<ShiftOfRecord, 'roles'>, role: string, missed: Missed): MissedShift => ({
  absence: missed.id,
  shift: shift._id,
  title: shift.title,
  place: shift.where.name,
  starts: shift.startsAt.toISOString(),
  ends: shift.endsAt.toISOString(),
  role,
  at: missed.at.toISOString(),
  ...(missed.marked ? { reason: missed.marked.reason } : {}),
  state: absenceState(factOf(shift, missed)),
  ...(missed.appeal ? { appeal: appealView(missed.appeal) } : {}),
})

export const myStanding = action(contract.myStanding, {
  load: ({ caller, now }) => ({ missed: shiftsMissed([caller], now) }),
  run: ({ caller, now, loaded: { missed: found } }) => {
    const { count, pausedUntil } = standing(factsOfMissed(found, caller), now)
    const items = absencesOf(found, caller).map(({ shift, role, missed }) => ({
      ...view(shift, role, missed),
      ...(whyNotAppeal(factOf(shift, missed), now) === null
        ? { appealBy: new Date(+missed.at + appealMs).toISOString() }
        : {}),
    }))
    return { items, count, ...(pausedUntil ? { pausedUntil: pausedUntil.toISOString() } : {}), rule: pauseRule }
  },
})

const shiftOnly = ({ input }: { input: { shift: string } }) => ({ shift: one(shifts, input.shift, 'NO_SUCH_SHIFT') })

/** An absence of a shift, and where in the document it stands. */
function absenceIn(shift: Shift, id: string) {
  const seat = seatsOf(shift).find(({ holder }) => holder.missed?.id === id)
  const { missed } = seat?.holder ?? {}
  return seat && missed && { ...seat, missed }
}

export const appealMissed = action(contract.appealMissed, {
  load: shiftOnly,
  run: async ({ input, caller, key, now, loaded, refuse }) => {
    const judge = checkOnce(caller, input.words, 'comment')
    const seen = await untilClaimed(shifts, loaded.shift, async (shift) => {
      const found = absenceIn(shift, input.absence)
      if (found?.holder.person !== caller) throw refuse('NO_SUCH_ABSENCE')
      const { role, missed, path } = found
      if (missed.appeal?.key === key) return view(shift, role, missed)
      const why = whyNotAppeal(factOf(shift, missed), now)
      if (why) throw refuse(why)
      await judge()
      const appeal: MissedAppeal = { words: input.words, at: now, key, state: 'open' }
      const done = await claim(
        shifts,
        shift._id,
        { [`${path}.missed.id`]: missed.id, [`${path}.missed.appeal`]: command.exists(false) },
        {
          [`${path}.missed.appeal`]: command.set(appeal),
          appeals: [shift.place, ...placesAbove(shift.place)],
          rev: command.inc(1),
        },
      )
      return done ? view(shift, role, { ...missed, appeal }) : null
    })
    if (!seen) throw refuse('SHIFT_CHANGING')
    return seen
  },
})

const shiftsPerPage = 20

const Position = v.strictObject({ after: ShiftId })

export const listMissedAppeals = action(contract.listMissedAppeals, {
  load: ({ input: { place, cursor } }) => ({
    region: one(regions, place, 'NO_SUCH_PLACE'),
    found: many(inShape<ShiftOfRecord & { leader?: string }>(shifts), {
      match: {
        appeals: place,
        ...(cursor === undefined ? {} : { _id: { $gt: readCursor(Position, cursor).after } }),
      },
      sort: { _id: 1 },
      limit: shiftsPerPage + 1,
      fields: { title: 1, startsAt: 1, endsAt: 1, where: 1, place: 1, cancelled: 1, leader: 1, roles: 1 },
    }),
  }),
  run: ({ caller, loaded: { found } }) => {
    const page = found.slice(0, shiftsPerPage)
    const actor = actorOf(caller)
    const items = page.flatMap((shift) => {
      const who = { openid: caller, actor, leads: shift.leader === caller }
      return shift.roles.flatMap(({ name: role, holders }) =>
        holders.flatMap(({ person, name, missed }) =>
          missed?.appeal?.state === 'open'
            ? [
                {
                  ...view(shift, role, missed),
                  name,
                  ...(whyNotRule({ ...missed, person }, who) ? { yours: true as const } : {}),
                },
              ]
            : [],
        ),
      )
    })
    const last = found.length > shiftsPerPage ? page.at(-1) : undefined
    return { items, ...(last ? { cursor: writeCursor({ after: last._id }) } : {}) }
  },
})

export const ruleMissed = action(contract.ruleMissed, {
  load: shiftOnly,
  run: async ({ input, caller, key, now, loaded, refuse }) => {
    const actor = actorOf(caller)
    const judge = checkOnce(caller, input.reason, 'comment')
    const ruled = await untilClaimed(shifts, loaded.shift, async (shift) => {
      const found = absenceIn(shift, input.absence)
      if (!found) throw refuse('NO_SUCH_ABSENCE')
      const { role, missed, path, holder } = found
      if (missed.appeal?.ruling?.key === key) return view(shift, role, missed)
      const who = { openid: caller, actor, leads: shift.leader === caller }
      const why = whyNotRule({ ...missed, person: holder.person }, who)
      if (why || !missed.appeal) throw refuse(why ?? 'NOT_APPEALED')
      await judge()
      const ruling = { by: actor, reason: input.reason, at: now, key }
      const appeal: MissedAppeal = { ...missed.appeal, state: input.ruling, ruling }
      const told = [noticeOf(shift, holder.person, appeal, ruling)]
      const done = await claim(
        shifts,
        shift._id,
        // Whether it was the last one that waited is known of exactly this.
        { rev: shift.rev },
        {
          [`${path}.missed.appeal`]: command.set(appeal),
          ...(openAppeals(shift) === 1 ? { appeals: command.remove() } : {}),
          ...owed(told),
          rev: command.inc(1),
        },
      )
      if (!done) return null
      await settle(shifts, shift._id, told)
      return view(shift, role, { ...missed, appeal })
    })
    if (!ruled) throw refuse('SHIFT_CHANGING')
    return ruled
  },
})

const noticeOf = (
  shift: Shift,
  to: string,
  { state }: MissedAppeal,
  { at, key, reason }: NonNullable<MissedAppeal['ruling']>,
) =>
  notice({
    to,
    kind: 'volunteer',
    title: '申诉有结果了',
    words: `${shiftTime(shift)}「${shift.title}」：${state === 'excused' ? '申诉通过，这次不算没到场' : '申诉没有通过，这次仍算没到场'}。理由：${reason}`,
    state: state === 'excused' ? '申诉通过' : '申诉未过',
    opens: '/volunteer/standing',
    at,
    cause: key,
  })
