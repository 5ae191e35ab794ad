import { runInThisContext } from 'node:vm'
import { Db } from '@cloudbase/database'
import { Command } from '@cloudbase/database/dist/commonjs/command'
import { QuerySerializer } from '@cloudbase/database/dist/commonjs/serializer/query'
import { UpdateSerializer } from '@cloudbase/database/dist/commonjs/serializer/update'

/* The SDK's own commands and serializers, to see what a command is sent as. */

const { Geo } = new Db({})
type Shape = keyof typeof Geo
// Functions call these without `new`.
const shapes = (Object.keys(Geo) as Shape[]).map((name) => [
  name,
  (...values: unknown[]) => Reflect.construct(Geo[name], values) as unknown,
])
const db = { Geo: Object.fromEntries(shapes) as Record<Shape, unknown> }
const commands = Command as unknown as { aggregate: object }

function valueOf(code: string): unknown {
  const run = runInThisContext(`(db, _, $, sdk) => (${code})`) as (...values: unknown[]) => unknown
  return run(db, commands, commands.aggregate, { db, _: commands, $: commands.aggregate })
}

/** The names of the commands the installed SDK has, aggregation and projection aside. */
export function commandNames(): string[] {
  return Object.keys(commands).filter((name) => name !== 'aggregate' && name !== 'project')
}

/** The EJSON a query, written as code, is sent as. */
export function sentConditions(code: string): string {
  return QuerySerializer.encodeEJSON(valueOf(code) as Record<string, unknown>, false)
}

/** The EJSON an update, written as code, is sent as. */
export function sentUpdate(code: string): string {
  return UpdateSerializer.encodeEJSON(valueOf(code) as Record<string, unknown>, false)
}
