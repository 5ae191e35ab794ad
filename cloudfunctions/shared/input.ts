import * as v from 'valibot'
import { commonRefusal } from './refusal'

/** The Chinese name of the field at the start of an issue's path, from the schema's title. */
function fieldName(schema: v.GenericSchema, issue: v.BaseIssue<unknown>): string {
  const key = issue.path?.[0]?.key
  if (typeof key !== 'string') return '填写的内容'
  const entries = 'entries' in schema ? (schema.entries as Record<string, v.GenericSchema>) : {}
  const field = Object.hasOwn(entries, key) ? entries[key] : undefined
  const inner = field && 'wrapped' in field ? (field.wrapped as v.GenericSchema) : field
  return (inner && v.getTitle(inner)) ?? `多余的一项 ${key.slice(0, 20)}`
}

/**
 * Parses what a caller sent. Schemas are strict objects of scalars, so unknown keys, `$` operators, dotted keys and
 * objects where words belong all end here.
 * @throws Refusal BAD_INPUT, naming the field in Chinese.
 */
export function parseInput<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  // The schema library takes a list for an object, since it is one to JavaScript.
  const parsed = v.safeParse(schema, Array.isArray(value) ? undefined : value)
  if (parsed.success) return parsed.output
  throw commonRefusal('BAD_INPUT', `「${fieldName(schema, parsed.issues[0])}」填得不对，请改一改再试`)
}
