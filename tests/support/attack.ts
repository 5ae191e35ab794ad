import { execFileSync } from 'node:child_process'
import { root } from '../../config/scripts/domains'

/** An action as `npm run contract -- --json` tells it. */
export interface ActionRow {
  function: string
  action: string
  by: string
  also: string[]
  below: string[]
  place: string | null
  changes: boolean
  input: { properties?: Record<string, unknown>; required?: string[] }
}

/** Every action there is, asked of the command that anybody would ask. */
export const actionRows = (): ActionRow[] =>
  JSON.parse(
    execFileSync('npm', ['run', '-s', 'contract', '--', '--json'], { cwd: root, encoding: 'utf8' }),
  ) as ActionRow[]

/** Good values by field, or by `action.field` where a field means something else there; undefined leaves it out. */
export type GoodValues = Readonly<Record<string, unknown>>

/** An input that this action takes; a field without a good value stops the test, so that new actions join. */
export function goodInput({ action, input }: ActionRow, good: GoodValues): Record<string, unknown> {
  const names = Object.keys(input.properties ?? {})
  return Object.fromEntries(
    names.map((name) => {
      const key = `${action}.${name}` in good ? `${action}.${name}` : name
      if (!(key in good)) throw new Error(`attack: no good value for ${action}.${name}`)
      return [name, good[key]]
    }),
  )
}

/** Values that no field may take as they are. */
const hostileValues: unknown[] = [
  { $ne: '' },
  { $gt: '' },
  { $where: 'sleep(1000)' },
  { 'a.b': 1 },
  ['A01'],
  [{ $ne: '' }],
  -1,
  Number.MAX_SAFE_INTEGER,
  1.5,
  null,
  '',
  ' ',
  '$where',
  'a.b',
  '长'.repeat(10_000),
  '🔥'.repeat(10_000),
  '\u0000',
  '\u202e反过来\u202c',
  '../../etc/passwd',
  '2026-11-27-taohuajing\n',
]

/** What the envelope's input must never be. */
const hostileInputs: unknown[] = ['A01', [], 7, true, JSON.parse('{"__proto__": {"night": "2026-11-27-taohuajing"}}')]

/** Inputs of one action that are each wrong in one place; `isFine` names values that a field takes after all. */
export function badInputs(
  row: ActionRow,
  good: GoodValues,
  isFine: (row: ActionRow, field: string, value: unknown) => boolean,
): unknown[] {
  const input = goodInput(row, good)
  const spoiled = Object.keys(input).flatMap((field) =>
    hostileValues.filter((value) => !isFine(row, field, value)).map((value) => ({ ...input, [field]: value })),
  )
  const added = ['$ne', '$where', 'a.b', 'openid', 'roles', 'constructor'].map((key) => ({ ...input, [key]: 1 }))
  const missing = (row.input.required ?? []).map((field) => {
    const { [field]: _, ...rest } = input
    return rest
  })
  return [...spoiled, ...added, ...missing, ...hostileInputs, [input]]
}
