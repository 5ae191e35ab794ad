import Ajv, { type ValidateFunction } from 'ajv'

interface Common {
  /** Only calls of this function, and of this `event.action`. */
  function?: string
  action?: string
  /** How often it happens before it is used up; absent: as often as it matches. */
  times?: number
}

interface OnRequest extends Common {
  /** Only requests of this name on the wire, such as `database.modifyDocument`; `database.*` when absent. */
  request?: string
  /** Only the k-th such request of each call, from 1; absent: each. */
  at?: number
}

/** What may go wrong, as `POST /_/faults` takes it. */
export type Fault =
  /** Each request takes so many milliseconds longer, or a number between two that the seed decides. */
  | (OnRequest & { kind: 'latency'; ms: number | [number, number]; seed?: number })
  /** The request is refused with a code of the service and changes nothing. */
  | (OnRequest & { kind: 'error'; code: string; message?: string })
  /** The function's process ends before the request is done, or once it is done and before its reply. */
  | (OnRequest & { kind: 'crash'; when: 'before' | 'after' })
  /** The request is done, and the SDK sees a broken connection. */
  | (OnRequest & { kind: 'lost-reply' })
  /** The call reaches the function so many times, one after the other or together; the caller gets the first answer. */
  | (Common & { kind: 'deliver'; copies: number; together?: boolean })
  /** The transaction this request belongs to meets a conflict and is aborted; at its commit when no request is named. */
  | (OnRequest & { kind: 'conflict' })
  /** Nothing can be written. */
  | (Common & { kind: 'disk-full' })

const name = { type: 'string', minLength: 1 }
const count = { type: 'integer', minimum: 1 }
const milliseconds = { type: 'number', minimum: 0, maximum: 60_000 }
const common = { kind: name, function: name, action: name, times: count }
const onRequest = { ...common, request: name, at: count }

const ajv = new Ajv({ allowUnionTypes: true })
const schema = (properties: object, required: string[] = []): ValidateFunction =>
  ajv.compile({ type: 'object', properties, required, additionalProperties: false })

const kinds: Readonly<Record<Fault['kind'], ValidateFunction>> = {
  latency: schema(
    {
      ...onRequest,
      ms: { anyOf: [milliseconds, { type: 'array', items: milliseconds, minItems: 2, maxItems: 2 }] },
      seed: { type: 'integer' },
    },
    ['ms'],
  ),
  error: schema({ ...onRequest, code: name, message: { type: 'string' } }, ['code']),
  crash: schema({ ...onRequest, when: { enum: ['before', 'after'] } }, ['when']),
  'lost-reply': schema(onRequest),
  deliver: schema({ ...common, copies: { ...count, minimum: 2, maximum: 100 }, together: { type: 'boolean' } }, [
    'copies',
  ]),
  conflict: schema(onRequest),
  'disk-full': schema(common),
}

function isKind(value: unknown): value is Fault['kind'] {
  return typeof value === 'string' && Object.hasOwn(kinds, value)
}

/** Reads a fault; a text says what is wrong with it. */
export function parseFault(value: Record<string, unknown>): Fault | string {
  const { kind } = value
  if (!isKind(kind)) return `kind must be one of ${Object.keys(kinds).join(', ')}`
  const validate = kinds[kind]
  if (validate(value)) return value as unknown as Fault
  const [problem] = validate.errors ?? []
  const extra: unknown = problem?.params['additionalProperty']
  const what = typeof extra === 'string' ? `${extra} is not a field of it` : (problem?.message ?? 'it is not valid')
  return `${kind}: ${problem?.instancePath.slice(1) ?? ''} ${what}`.replace(/ {2,}/g, ' ')
}
