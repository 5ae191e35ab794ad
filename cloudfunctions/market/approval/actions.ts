import * as v from 'valibot'
import type { Input } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { command, find, untilClaimed } from '../../shared/database'
import { photos, type RoleChange } from '../../shared/documents'
import { many, one, oneLike } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { markets, nights, vendors, type ShopStep, type Vendor } from '../documents'
import { ShopId } from '../vendor/contract'
import { eventOf, whyNotApprove, type Decision, type ShopEvent } from '../vendor/rules'
import { carryGrant, wasDone, writeStep } from '../vendor/saving'
import { nightsOfShop, offeredFine, shopForDesk, stoodAt } from '../vendor/views'
import { approval as contract } from './contract'

const shopsPerPage = 20

const Position = v.strictObject({ after: ShopId, since: v.optional(v.pipe(v.string(), v.isoTimestamp())) })

/** The part of a list that comes after a position: who waits by since when, others by their id. */
function after(which: Input<typeof contract.listShops>['which'], cursor: string | undefined): Record<string, unknown> {
  const position = cursor === undefined ? undefined : readCursor(Position, cursor)
  if (which !== 'waiting') return { state: which, ...(position ? { shop: { $gt: position.after } } : {}) }
  if (position?.since === undefined) return { waitsSince: { $gt: new Date(0) } }
  const since = new Date(position.since)
  return { $or: [{ waitsSince: { $gt: since } }, { waitsSince: since, shop: { $gt: position.after } }] }
}

export const listShops = action(contract.listShops, {
  load: ({ input: { market, which, cursor } }) => ({
    market: one(markets, market, 'NO_SUCH_MARKET', { fields: { place: 1 } }),
    found: many(vendors, {
      match: { market, ...after(which, cursor) },
      sort: which === 'waiting' ? { waitsSince: 1, shop: 1 } : { shop: 1 },
      limit: shopsPerPage + 1,
      fields: { shop: 1, name: 1, sells: 1, kinds: 1, state: 1, waitsSince: 1 },
    }),
  }),
  run: ({ loaded: { found } }) => {
    const shown = found.slice(0, shopsPerPage)
    const last = shown.at(-1)
    const items = shown.map(({ shop, name, sells, kinds, state, waitsSince }) => ({
      ...{ shop, name, sells, kinds, state },
      ...(waitsSince ? { waitsSince: waitsSince.toISOString() } : {}),
    }))
    const since = last?.waitsSince ? { since: last.waitsSince.toISOString() } : {}
    const more = found.length > shopsPerPage && last
    return { items, ...(more ? { cursor: writeCursor({ after: last.shop, ...since }) } : {}) }
  },
})

const vendorAndNights = ({ input: { shop } }: { input: { shop: string } }) => ({
  vendor: oneLike(vendors, { shop }, 'NO_SUCH_SHOP'),
  nights: many(nights, nightsOfShop(shop)),
})

/** The photos that a profile names; none are read where it names none. */
const photosOf = async ({ _id, papers, offered }: Vendor) =>
  papers === undefined && offered === undefined
    ? []
    : find(photos, { where: { owner: _id, use: 'paper' }, sort: [['at', 'desc']], limit: 20 })

export const openShop = action(contract.openShop, {
  load: vendorAndNights,
  run: async ({ now, loaded: { vendor, nights } }) =>
    shopForDesk(vendor, await photosOf(vendor), stoodAt(nights, now), now),
})

const titles: Partial<Record<ShopEvent, [title: string, state: string, opens: string]>> = {
  approve: ['摊位资料通过了', '已通过', '/pages/home'],
  renew: ['新证照通过了', '已通过', '/market/my-shop'],
  ask: ['摊位资料要补一补', '待补充', '/market/my-shop'],
  doubt: ['新证照没有通过', '待补充', '/market/my-shop'],
  suspend: ['摊主资格暂停了', '已暂停', '/market/my-shop'],
  reinstate: ['摊主资格恢复了', '已恢复', '/pages/home'],
}

const wordsOf = ({ event, say }: ShopStep, { marketName }: Vendor): string =>
  event === 'approve' ? `${marketName}的摊位现在就能订了` : event === 'renew' ? '订摊照旧，不用再办什么' : (say ?? '')

function noticeOf(vendor: Vendor, step: ShopStep) {
  const [title = '', state = '', opens = '/pages/me'] = titles[step.event] ?? []
  const { key: cause, at } = step
  return notice({ to: vendor._id, kind: 'market', title, words: wordsOf(step, vendor), opens, at, cause, state })
}

/** What a decision changes beside the state. */
function changeOf(vendor: Vendor, { event, at }: ShopStep, granting: RoleChange) {
  const { papers, offered, since = at } = vendor
  const accepted = offered ? { papers: { ...papers, ...offered }, look: at } : {}
  const without = { waitsSince: command.remove(), offered: command.remove() }
  if (event === 'approve') return { set: { ...accepted, since, granting }, also: without }
  if (event === 'renew') return { set: accepted, also: without }
  if (event === 'doubt') return { set: {}, also: without }
  if (event === 'ask') return { set: {}, also: { waitsSince: command.remove() } }
  return event === 'reinstate' ? { set: { granting }, also: {} } : { set: {}, also: {} }
}

type Deciding =
  typeof contract.approveShop | typeof contract.askShop | typeof contract.suspendShop | typeof contract.reinstateShop

interface Deed {
  decision: Decision
  caller: string
  key: string
  now: Date
  say?: string
  /** Throws when it may not be done to this profile. */
  check: (vendor: Vendor) => Promise<void> | void
}

/** Decides on a profile by ONE write, which carries the notice and the role that are owed for it; then pays both. */
async function decide(
  vendor: Vendor,
  deed: Deed,
  refuse: (code: 'NOT_YOURSELF' | 'ALREADY_DECIDED') => Error,
): Promise<Vendor> {
  const { decision, caller, key, now, say, check } = deed
  const by = actorOf(caller)
  const decided = await untilClaimed(vendors, vendor, async (vendor) => {
    if (wasDone(vendor, key)) return vendor
    if (vendor._id === caller) throw refuse('NOT_YOURSELF')
    const event = eventOf(decision, vendor)
    if (!event) throw refuse('ALREADY_DECIDED')
    await check(vendor)
    const step: ShopStep = { key, event, by, at: now, ...(say === undefined ? {} : { say }) }
    const grant = { key, change: 'granted', role: 'vendor', place: vendor.place, by, as: 'operator', at: now } as const
    const { set, also } = changeOf(vendor, step, grant)
    const told = [noticeOf(vendor, step)]
    const after = await writeStep(vendor, step, set, { ...also, ...owed(told) })
    if (!after) return null
    await settle(vendors, vendor._id, told)
    const { waitsSince: _since, offered: _offered, ...rest } = after
    return event === 'suspend' || event === 'reinstate' || event === 'ask' ? after : rest
  })
  if (!decided) throw refuse('ALREADY_DECIDED')
  // Also on a repeat: whatever the first call left undone is done now.
  if (decided.granting) await carryGrant(decided, decided.granting)
  return decided
}

export const approveShop = action(contract.approveShop, {
  load: vendorAndNights,
  run: async ({ input, caller, key, now, loaded: { vendor, nights }, refuse }) => {
    const taken = await photosOf(vendor)
    const check = (vendor: Vendor) => {
      if (vendor.rev !== input.seen) throw refuse('SHOP_CHANGED')
      const why = whyNotApprove(vendor, offeredFine(vendor, taken), dateOf(now))
      if (why) throw refuse(why)
    }
    const decided = await decide(vendor, { decision: 'approve', caller, key, now, check }, refuse)
    return shopForDesk(decided, taken, stoodAt(nights, now), now)
  },
})

const withWords = (capability: Exclude<Deciding, typeof contract.approveShop>, decision: Decision) =>
  action(capability, {
    load: vendorAndNights,
    run: async ({ input, caller, key, now, loaded: { vendor, nights }, refuse }) => {
      const say = 'hint' in input ? input.hint : input.reason
      if (!wasDone(vendor, key)) await checkWords(caller, say, 'comment')
      const deed = { decision, caller, key, now, say, check: () => undefined }
      const decided = await decide(vendor, deed, refuse)
      return shopForDesk(decided, await photosOf(decided), stoodAt(nights, now), now)
    },
  })

export const askShop = withWords(contract.askShop, 'ask')
export const suspendShop = withWords(contract.suspendShop, 'suspend')
export const reinstateShop = withWords(contract.reinstateShop, 'reinstate')
