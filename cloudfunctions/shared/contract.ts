import * as v from 'valibot'

/** What a person may be, granted for one place in the region tree (`product.md`, "Who uses it"). */
export const roles = [
  'vendor',
  'volunteer',
  'member',
  'secretary',
  'lead',
  'staff',
  'operator',
  'auditor',
  'admin',
] as const
export type Role = (typeof roles)[number]

/** How a person's name is shown to others: as 石**, by their nickname, or in full. */
export const shownAsKinds = ['surname', 'nickname', 'full'] as const
export type ShownAs = (typeof shownAsKinds)[number]

type Schema = v.GenericSchema
type InputSchema = v.GenericSchema<Record<string, unknown>, Record<string, unknown>>

/** One row of a contract table: what may be asked, by whom, and which expected noes there are. */
export interface Row {
  /** The role the caller needs; `resident` is whoever opened the mini-program; `anyone` may be nobody at all. */
  by: Role | 'resident' | 'anyone'
  /** Further roles that may ask it, of what changes nothing: an auditor sees what those see who act. */
  also?: readonly Role[]
  /** Roles that may ask it too where they hold there or anywhere below, as a grid's lead for its community. */
  below?: readonly Role[]
  /** Name of the loaded document whose `place` the role must cover; absent: the role may hold anywhere. */
  at?: string
  /** Name of a field of that document: whose openid stands in it may ask this too, as a shift's leader may. */
  own?: string
  /** True where the call changes something: it then carries a once-only key. */
  changes?: true
  /** How often one person may ask this within so many minutes, and what they read before how long to wait; absent: as often as they like. */
  limit?: { times: number; minutes: number; say?: string }
  input: InputSchema
  output: Schema
  /** Code → the words a person reads: which rule, and what to do instead. */
  refusals: Readonly<Record<string, string>>
}

/** A row that knows its own name: what the phone calls and the server implements. */
export type Capability<R extends Row = Row> = R & { readonly domain: string; readonly name: string }
export type Contract<T extends Record<string, Row> = Record<string, Row>> = {
  readonly [K in keyof T]: Capability<T[K]>
}

/** Input as a caller may write it, input and output as they are after parsing. */
export type Ask<C extends { input: Schema }> = v.InferInput<C['input']>
export type Input<C extends { input: Schema }> = v.InferOutput<C['input']>
export type Output<C extends { output: Schema }> = v.InferOutput<C['output']>
export type Code<C extends { refusals: Readonly<Record<string, string>> }> = keyof C['refusals'] & string

/** Names each row of a table after its domain and its key. */
export function contract<const T extends Record<string, Row>>(domain: string, table: T): Contract<T> {
  // Not Object.fromEntries: phones of 2018 run this and do not have it.
  const named: Record<string, Capability> = {}
  for (const [name, row] of Object.entries(table)) named[name] = { ...row, domain, name }
  return named as Contract<T>
}

/** The input of a call: exactly these fields, nothing else. */
export const fields = v.strictObject

/** A place in the region tree: one to five short names from the district down, joined by dots. */
export const PlaceId = v.pipe(
  v.string(),
  v.maxLength(104),
  v.regex(/^[a-z0-9]{1,20}(\.[a-z0-9]{1,20}){0,4}$/),
  v.title('地方'),
)

/** An instant as an ISO string in UTC. */
export const Instant = v.pipe(v.string(), v.isoTimestamp())

/** The page after which a list goes on; opaque to callers. */
export const Cursor = v.pipe(v.string(), v.maxLength(300), v.regex(/^[\w-]+$/), v.title('翻页位置'))

/** Money in fen (1/100 yuan). */
export const Fen = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Why something cannot be done now: a fact, and the words for it. */
export const Reason = v.object({ code: v.string(), say: v.string() })
export type Reason = v.InferOutput<typeof Reason>
