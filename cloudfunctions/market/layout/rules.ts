import type { StallKind, StallMode } from '../night/contract'
import { stands } from '../night/rules'
import type { Collision, CollisionKind, LaidStall } from './contract'

/** A stall as a layout or a night stores it. */
export interface StoredStall extends Omit<LaidStall, 'outOfUse' | 'kind' | 'mode'> {
  row: string
  kind: StallKind
  mode: StallMode
  outOfUse?: string
  tonight?: true
}

/** A layout as it is stored: by code, so that a row reads from its first stall to its last. */
export const stored = (stalls: readonly LaidStall[]): StoredStall[] =>
  [...stalls]
    .sort((one, other) => (one.code < other.code ? -1 : 1))
    .map(({ outOfUse, ...stall }) => ({
      ...stall,
      row: stall.code.charAt(0),
      ...(outOfUse === undefined ? {} : { outOfUse }),
    }))

/** A layout as its operator edits it. */
export const laid = ({ code, kind, mode, water, power, fee, outOfUse }: StoredStall): LaidStall => ({
  code,
  kind,
  mode,
  water,
  power,
  fee,
  ...(outOfUse === undefined ? {} : { outOfUse }),
})

const same = (one: StoredStall, other: StoredStall): boolean =>
  JSON.stringify(laid(one)) === JSON.stringify(laid(other))

/** Codes that stand there more than once. */
export function codesTwice(stalls: readonly { code: string }[]): string[] {
  const codes = stalls.map(({ code }) => code)
  return codes.filter((code, index) => codes.indexOf(code) !== index)
}

/** Why these stalls may not become the version after the one in force, or null. */
export function whyNotSave(
  stalls: readonly LaidStall[],
  inForce: { version: number; stalls: readonly StoredStall[] },
  from: number,
): 'SAME_CODE_TWICE' | 'LAYOUT_MOVED_ON' | 'NOTHING_CHANGED' | null {
  if (codesTwice(stalls).length > 0) return 'SAME_CODE_TWICE'
  if (inForce.version !== from) return 'LAYOUT_MOVED_ON'
  return changesBetween(inForce.stalls, stored(stalls)) === 0 ? 'NOTHING_CHANGED' : null
}

/** How many stalls differ between two layouts: new, gone, or changed. */
export function changesBetween(before: readonly StoredStall[], after: readonly StoredStall[]): number {
  const old = new Map(before.map((stall) => [stall.code, stall]))
  const changed = after.filter((stall) => {
    const was = old.get(stall.code)
    return !was || !same(was, stall)
  })
  const codes = new Set(after.map(({ code }) => code))
  return changed.length + before.filter(({ code }) => !codes.has(code)).length
}

type Differs = (before: StoredStall, after: StoredStall) => boolean
const takes: Record<'closed' | 'kind' | 'mode' | 'water' | 'power', Differs> = {
  closed: (before, after) => after.outOfUse !== undefined && before.outOfUse === undefined,
  kind: (before, after) => before.kind !== after.kind,
  mode: (before, after) => before.mode !== after.mode,
  water: (before, after) => before.water && !after.water,
  power: (before, after) => before.power && !after.power,
}

/**
 * What a change takes from whoever has the stall, or null. Water or power more, or another fee, takes nothing: a booking
 * keeps the fee that it was made at.
 */
export function collision(before: StoredStall, after: StoredStall | undefined): CollisionKind | null {
  if (!after) return 'gone'
  return (Object.keys(takes) as (keyof typeof takes)[]).find((kind) => takes[kind](before, after)) ?? null
}

interface Booked {
  stall: string
  name: string
  until?: Date
}

/** Whom of a night other stalls would hit, in the order of the stalls. */
export function collisions(
  night: { stalls: readonly StoredStall[]; bookings: readonly Booked[] },
  after: readonly StoredStall[],
  now: Date,
): Collision[] {
  const next = new Map(after.map((stall) => [stall.code, stall]))
  const standing = night.bookings.filter((each) => stands(each, now))
  return night.stalls.flatMap((stall) => {
    const booked = standing.find((each) => each.stall === stall.code)
    const why = booked && collision(stall, next.get(stall.code))
    return booked && why ? [{ stall: stall.code, name: booked.name, why }] : []
  })
}
