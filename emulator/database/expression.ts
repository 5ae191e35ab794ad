import { evalExpr } from 'mingo/core'
import { $push } from 'mingo/operators/accumulator'
import type { Options } from 'mingo/types'
import { refusals } from '../protocol/errors'

/** How mingo calls an expression: on a document, or on the rows of a group when it is an accumulator. */
export type Expression = (document: Record<string, unknown>, operand: unknown, options: Options) => unknown

/** Null or missing: most expressions of nothing are null. */
export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** What MongoDB takes for true: everything but false, null, a missing value and zero. */
export function isTrue(value: unknown): boolean {
  return !isNothing(value) && value !== false && value !== 0
}

/**
 * The values of an expression's arguments; a single one may stand without its list.
 * @throws what MongoDB says when there are fewer than `least` or more than `most`
 */
export function argumentsOf(
  name: string,
  [document, operand, options]: Parameters<Expression>,
  least: number,
  most = least,
): unknown[] {
  const list: unknown[] = Array.isArray(operand) ? operand : [operand]
  if (list.length < least || list.length > most) {
    throw refusals.badRequest(
      least === most
        ? `Expression ${name} takes exactly ${least} arguments. ${list.length} were passed in.`
        : `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${list.length} were passed in.`,
    )
  }
  return list.map((one) => evalExpr(document, one, options))
}

/** What an accumulator's operand is on each row of a group, `undefined` where it is missing. */
export function valuesIn(rows: readonly unknown[], operand: unknown, options: Options): unknown[] {
  // In an object of its own a missing value stays missing; as it is, mingo makes it null.
  const held = $push([...rows], { value: operand }, options) as { value?: unknown }[]
  return held.map(({ value }) => value)
}
