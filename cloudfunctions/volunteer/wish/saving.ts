import { claimUnique, command, find, untilClaimed, whole } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { one } from '../../shared/load'
import { owed, settle } from '../../shared/notify'
import { actorOf } from '../../shared/seal'
import { wishes } from '../documents'
import type { Wish, WishStep } from './documents'
import { dueOf, isOver, isPublic, stateAfter, type WishEvent } from './rules'

const stepsKept = 60

/** What somebody did to a wish. @param say what was said with it */
export const stepOf = (event: WishEvent, caller: string, key: string, at: Date, say?: string): WishStep => ({
  ...{ event, by: actorOf(caller), at, key },
  ...(say === undefined ? {} : { say }),
})

/** Whether this person's tap already changed this wish. */
export const wasDone = ({ steps }: Wish, { key, by }: Pick<WishStep, 'key' | 'by'>): boolean =>
  steps.some((each) => each.key === key && each.by === by)

/** What a list goes by: an instant, and the id, so that no two are alike. */
export const keyAt = (at: Date, id: string): string => `${at.toISOString()}~${id}`

/** A change of a wish: what becomes of it beside its state, and who is told. */
export interface Change {
  set?: Partial<Wish>
  /** What is no longer said of it. */
  unset?: readonly ('claim' | 'done' | 'skill')[]
  told?: readonly Notice[]
  /** Hears that another wish has the `hold` that was to be set. */
  onTaken?: () => void
}

/** A wish after a step, with all that follows from its state. */
function after(wish: Wish, step: WishStep, { set = {}, unset = [] }: Change): Wish {
  const state = stateAfter(wish, step.event, step.at)
  if (state === undefined) throw new Error(`${step.event} of a wish that is ${wish.state}`)
  const { due: _, ...next }: Wish = {
    ...wish,
    ...set,
    state,
    ...(state === wish.state ? {} : { sinceKey: keyAt(step.at, wish._id) }),
    steps: [...wish.steps, step].slice(-stepsKept),
    rev: wish.rev + 1,
  }
  for (const name of unset) delete next[name]
  if (isPublic(state)) next.publicKey = wish.madeKey
  else delete next.publicKey
  if (isOver(state)) delete next.contact
  if (state !== 'claimed') next.hold = wish._id
  const due = dueOf(next)
  return due ? { ...next, due } : next
}

/**
 * Writes what became of a wish by ONE write, onto exactly the one that it was decided on.
 * @returns the wish after it, or null when it changed meanwhile
 */
export async function write(wish: Wish, step: WishStep, change: Change): Promise<Wish | null> {
  const { _id, rev } = wish
  const { owed: _, ...next } = after(wish, step, change)
  const fields = Object.entries(next).filter(([name, value]) => name !== '_id' && wish[name as keyof Wish] !== value)
  const gone = Object.keys(wish).filter((name) => name !== 'owed' && !(name in next))
  const told = change.told ?? []
  const done = await claimUnique(
    wishes,
    _id,
    { rev },
    {
      ...whole(Object.fromEntries(fields)),
      ...Object.fromEntries(gone.map((name) => [name, command.remove()])),
      ...owed(told),
    },
  )
  if (done === 'taken') change.onTaken?.()
  if (done !== 'claimed') return null
  await settle(wishes, _id, told)
  return next
}

/**
 * Changes a wish once for each tap.
 * @param decide what becomes of it; throws when it may not
 * @param changed the refusal when others changed it all the time
 */
export async function changeWish(
  wish: Wish,
  step: WishStep,
  decide: (wish: Wish) => Change | Promise<Change>,
  changed: () => Error,
): Promise<Wish> {
  const done = await untilClaimed(wishes, wish, async (wish) =>
    wasDone(wish, step) ? wish : write(wish, step, await decide(wish)),
  )
  if (!done) throw changed()
  return done
}

/** What is read for an action on one wish. */
export const wishOf = ({ input }: { input: { wish: string } }) => ({ wish: one(wishes, input.wish, 'NO_SUCH_WISH') })

/** A wish as it stands now. */
export const freshWish = async (id: string): Promise<Wish | undefined> =>
  (await find(wishes, { where: { _id: id }, sort: [], limit: 1 }))[0]
