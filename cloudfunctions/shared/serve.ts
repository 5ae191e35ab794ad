import * as v from 'valibot'
import { readClock } from './clock'
import type { Capability, Code, Input, Output } from './contract'
import { newId } from './ids'
import { parseInput } from './input'
import { countTry } from './limits'
import { load, type Loaded, type Loads } from './load'
import { commonRefusal, Refusal } from './refusal'
import type { Reply } from './reply'
import { covers } from './region'
import { holds, type Grant } from './roles'
import { readCaller } from './wechat'

/** Who asks for what. */
interface Asked<C extends Capability> {
  input: Input<C>
  /** The caller's openid, from WeChat, never from the request; undefined only where `by` is `anyone`. */
  caller: C['by'] extends 'anyone' ? string | undefined : string
}

/** What an action is handed. */
interface Call<C extends Capability, L> extends Asked<C> {
  /** The once-only key: the same for every repeat of one tap. */
  key: string
  now: Date
  loaded: Loaded<L>
  /** A refusal of this action's contract, to be thrown. */
  refuse: (code: Code<C>) => Refusal
}

interface Steps<C extends Capability, L> {
  /** What the action needs; fetched in one request, together with the caller's roles. */
  load?: (asked: Asked<C> & { now: Date }) => L
  /** Decides and saves. */
  run: (call: Call<C, L>) => Output<C> | Promise<Output<C>>
}

/** An implemented capability, its types checked and put away. */
export interface Action {
  capability: Capability
  load: (asked: { input: unknown; caller: string | undefined; now: Date }) => Loads
  run: (call: {
    input: unknown
    caller: string | undefined
    key: string
    now: Date
    loaded: Record<string, unknown>
    refuse: (code: string) => Refusal
  }) => unknown
}

/** Implements one capability of a contract: load, decide, save. */
export const action = <C extends Capability, L extends Loads = Record<never, never>>(
  capability: C,
  steps: Steps<C, L>,
): Action => ({ capability, load: () => ({}), ...steps }) as unknown as Action

/** What a function does beside its actions. */
interface Background {
  /** What its timer's call does. */
  timer?: (now: Date) => Promise<unknown>
  /** What it does with a message that WeChat pushes, by the message's `Event`; it must not trust what is in it. */
  pushes?: Readonly<Record<string, (event: Readonly<Record<string, unknown>>, now: Date) => Promise<void>>>
  /** What it does when WeChat Pay says that an order was paid; only the order's number is handed on, to be asked about. */
  paid?: (order: string, now: Date) => Promise<unknown>
}

const Key = v.optional(v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/), v.title('操作编号')))
const Envelope = v.object({ action: v.pipe(v.string(), v.title('要办的事')), input: v.optional(v.unknown()), key: Key })

/** Makes the entry point of a cloud function out of a domain's actions, its timer and what it takes from WeChat. */
export function serve(actions: Readonly<Record<string, Action>>, { timer, pushes = {}, paid }: Background = {}) {
  return async (event: unknown, context: { request_id?: string }): Promise<Reply> => {
    const requestId = context.request_id ?? newId()
    const { openid, from } = readCaller()
    let name: string = from
    try {
      if (from === 'timer') return { ok: true, value: await timer?.(readClock()) }
      if (from === 'push' && paid && isPayment(event)) {
        await paid(event.outTradeNo, readClock())
        return heard
      }
      if (from === 'push') return { ok: true, value: await take(event, pushes) }
      const envelope = parseInput(Envelope, event)
      name = envelope.action
      const found = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (!found) throw commonRefusal('NO_SUCH_ACTION')
      return { ok: true, value: await perform(found, envelope.input ?? {}, envelope.key, openid) }
    } catch (error) {
      return refused(error, name, requestId)
    }
  }
}

/** What WeChat Pay waits for; whoever answers otherwise is told again, for a day. */
const heard: Reply & { errcode: 0 } = { ok: true, value: undefined, errcode: 0 }

const isPayment = (event: unknown): event is { outTradeNo: string } =>
  typeof (event as { outTradeNo?: unknown } | null)?.outTradeNo === 'string'

/** Hands a pushed message to whoever waits for such; one that nobody waits for is left. */
async function take(event: unknown, pushes: Required<Background>['pushes']): Promise<void> {
  const message = (event ?? {}) as Record<string, unknown>
  const kind = String(message['Event'])
  if (Object.hasOwn(pushes, kind)) await pushes[kind]?.(message, readClock())
}

async function perform(found: Action, rawInput: unknown, key: string | undefined, openid: string | undefined) {
  const { capability } = found
  const restricted = capability.by !== 'anyone'
  if (restricted && openid === undefined) throw commonRefusal('NOT_SIGNED_IN')
  const input = parseInput(capability.input, rawInput)
  if (openid !== undefined) await countTry(capability, openid, readClock())
  const refuse = (code: string) => new Refusal(code, capability.refusals[code] ?? code)
  const loads = found.load({ input, caller: openid, now: readClock() })
  const { values, grants, missing } = await load(loads, restricted ? openid : undefined)
  if (grants && !may(capability, grants, values) && !isOwn(capability, openid, values))
    throw commonRefusal('NOT_ALLOWED')
  if (missing !== undefined) throw refuse(missing)
  const call = { input, caller: openid, key: key ?? newId(), now: readClock(), loaded: values, refuse }
  return v.parse(capability.output, await found.run(call))
}

/** Whether these roles are enough for what is asked; residents and anyone need none. */
function may(capability: Capability, grants: readonly Grant[], loaded: Record<string, unknown>): boolean {
  const { by, also = [], below = [] } = capability
  if (by === 'anyone' || by === 'resident') return true
  const place = placeOf(capability, loaded)
  if ([by, ...also, ...below].some((role) => holds(grants, role, place))) return true
  return grants.some((grant) => below.includes(grant.role) && place !== undefined && covers(place, grant.place))
}

/** The place that the caller's role must cover, read from the loaded document that the contract names. */
function placeOf({ at }: Capability, loaded: Record<string, unknown>): string | undefined {
  if (at === undefined) return undefined
  const { place } = loaded[at] as { place: string }
  return place
}

/** Whether the document that the contract names is this person's own, where that is enough. */
function isOwn({ at, own }: Capability, openid: string | undefined, loaded: Record<string, unknown>): boolean {
  if (at === undefined || own === undefined || openid === undefined) return false
  const document = loaded[at] as Record<string, unknown> | undefined
  return document?.[own] === openid
}

/** A refusal is told as it is; a bug is logged with its action and told as nothing but a request id. */
function refused(error: unknown, name: string, requestId: string): Reply {
  if (error instanceof Refusal) return { ok: false, code: error.code, say: error.say }
  console.error(
    JSON.stringify({ level: 'error', action: name, requestId, error: String((error as Error)?.stack ?? error) }),
  )
  const { code, say } = commonRefusal('INTERNAL')
  return { ok: false, code, say, requestId }
}
