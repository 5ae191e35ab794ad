import { claim, command, untilClaimed, whole } from '../../shared/database'
import { actorOf } from '../../shared/seal'
import { points } from '../documents'
import { apart } from '../shift/rules'
import type { DeskPoint } from './contract'
import type { PointStep, ServicePoint } from './documents'
import { pointLists } from './rules'
import { deskPoint } from './views'

const stepsKept = 50

type Facts = Pick<ServicePoint, '_id' | 'place' | 'kind' | 'where'>

/** What an open point is found by. */
export const foundBy = ({ _id, place, kind, where }: Facts): Required<Pick<ServicePoint, 'lists' | 'near'>> => ({
  lists: pointLists(place, kind),
  near: { type: 'Point', coordinates: apart(where, _id) },
})

/** What becomes of a point; undefined takes a field away. */
export type Change = { [K in 'closed' | 'phone']?: ServicePoint[K] | undefined } & Partial<
  Pick<ServicePoint, 'name' | 'kind' | 'where' | 'hours' | 'offers'>
>

/** Writes a step of a point by ONE write, onto exactly the one that it was decided on; null: it changed meanwhile. */
async function write(point: ServicePoint, step: PointStep, change: Change): Promise<ServicePoint | null> {
  const { _id, rev, lists: _, near: __, ...rest } = point
  const steps = [...point.steps, step].slice(-stepsKept)
  const set = { ...rest, ...change, steps, rev: rev + 1 } as Omit<ServicePoint, '_id' | 'lists' | 'near'>
  const found = set.closed ? { lists: undefined, near: undefined } : foundBy({ ...set, _id })
  const all = Object.entries({ ...set, ...found })
  const stays = Object.fromEntries(all.filter(([, value]) => value !== undefined))
  const gone = all.flatMap(([name, value]) => (value === undefined ? [[name, command.remove()] as const] : []))
  const done = await claim(points, _id, { rev }, { ...whole(stays), ...Object.fromEntries(gone) })
  return done ? ({ _id, ...stays } as unknown as ServicePoint) : null
}

interface Changing {
  point: ServicePoint
  what: PointStep['what']
  say?: string
  caller: string
  key: string
  now: Date
  /** What becomes of it; throws when it may not. */
  decide: (point: ServicePoint) => Change | Promise<Change>
  changed: () => Error
}

/** Changes a point once for each tap. */
export async function change({ point, what, say, caller, key, now, decide, changed }: Changing): Promise<DeskPoint> {
  const step: PointStep = { what, by: actorOf(caller), at: now, key, ...(say === undefined ? {} : { say }) }
  const after = await untilClaimed(points, point, async (point) =>
    point.steps.some((each) => each.key === key && each.by === step.by)
      ? point
      : write(point, step, await decide(point)),
  )
  if (!after) throw changed()
  return deskPoint(after)
}
