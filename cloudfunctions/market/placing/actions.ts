import { claim, command, untilClaimed } from '../../shared/database'
import { many, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf, longDate } from '../../shared/shanghai'
import { hasNoMore, noneStands, opened, replaced } from '../booking/claims'
import { nights, vendors, type Booking, type Night, type Stall, type Vendor } from '../documents'
import { marketOf } from '../night/rules'
import { factsOf, nightsMissedBy } from '../record/facts'
import { pauseOn, standing } from '../record/rules'
import { shiftDuring, shiftsServedBy } from '../../volunteer/commitments'
import { usableKinds } from '../vendor/rules'
import { leaves } from '../waiting/leaving'
import { offerWaiting } from '../waiting/offering'
import { placing as contract } from './contract'
import { leavesFor, placeable, whyNotPlace } from './rules'

/** More approved vendors than a market has. */
const mostVendors = 1000

export const listPlaceable = action(contract.listPlaceable, {
  load: ({ input }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0, owed: 0 } }),
    approved: many(vendors, {
      match: { market: marketOf(input.night), state: 'approved' },
      sort: { shop: 1 },
      limit: mostVendors,
      fields: { shop: 1, name: 1, sells: 1, kinds: 1, 'papers.food.until': 1, 'papers.health.until': 1 },
    }),
  }),
  run: ({ input: { stall, words }, now, loaded: { night, approved }, refuse }) => {
    const kind = night.stalls.find(({ code }) => code === stall)?.kind
    if (!kind) throw refuse('NO_SUCH_STALL')
    const fitting = approved.filter((each) => usableKinds(each, night.date).includes(kind))
    const { shown, more } = placeable(night, fitting, words, now)
    const items = shown.map(({ shop, name, sells, position, stalls }) => ({
      ...{ shop, name, sells, stalls },
      ...(position === undefined ? {} : { position }),
    }))
    return { items, more }
  },
})

interface Placed {
  wanted: Booking
  mode: Stall['mode']
  /** What they leave for it. */
  mine: { index: number; booked: Booking } | undefined
}

/** Decided by ONE write: the stall is usable and nobody else's, and this vendor has what they had when it was decided. */
function claimPlacing(night: Night, { wanted, mode, mine }: Placed, more: Record<string, unknown>, now: Date) {
  const { stall, kind, vendor, key } = wanted
  const place = mine && `bookings.${String(mine.index)}`
  const open = opened(night, mine?.booked.season === true ? mine.booked.stall : undefined)
  const kept = mine?.booked.stall === stall
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      endsAt: command.gt(now),
      stalls: command.elemMatch({ code: stall, kind, mode, outOfUse: command.exists(false) }),
      bookings: command.and([
        ...noneStands(kept ? { stall, vendor: command.neq(vendor) } : { stall }, now),
        ...hasNoMore(night, vendor, now),
      ]),
      ...(place ? { [`${place}.vendor`]: vendor, [`${place}.key`]: mine.booked.key } : {}),
      released: command.not(command.elemMatch({ vendor, key })),
      ...open.conditions,
    },
    {
      waiting: command.pull({ vendor }),
      ...leaves(night, [vendor], key),
      ...(place
        ? { [place]: command.set(wanted), ...replaced(mine.booked, wanted), due: command.min(now) }
        : { bookings: command.push({ each: [wanted] }) }),
      ...open.change,
      ...more,
      rev: command.inc(1),
    },
  )
}

const told = (night: Night, { vendor, stall, at, key, placed }: Booking) =>
  notice({
    to: vendor,
    kind: 'market',
    title: placed?.from === undefined ? '给您安排了摊位' : '您的摊位换了',
    words: `${longDate(night.date)} ${placed?.from === undefined ? '' : `${placed.from} 换到 `}${stall}：${placed?.reason ?? ''}`,
    state: '已安排',
    when: night.startsAt,
    opens: `/market/night-map?night=${night._id}`,
    at,
    cause: `placed ${key}`,
  })

/** What keeps this vendor from a night: absences, or a shift at that time. */
async function keptFrom(night: Night, vendor: string, now: Date) {
  const [missed, serving] = await Promise.all([nightsMissedBy([vendor], dateOf(now)), shiftsServedBy([vendor], now)])
  if (pauseOn(night.date, standing(factsOf(missed, vendor), dateOf(now)))) return 'VENDOR_PAUSED'
  return shiftDuring(serving, vendor, night) === undefined ? null : 'SHIFT_CLASH'
}

interface Placing {
  input: { stall: string; from?: string | undefined; reason: string }
  profile: Vendor
  by: string
  key: string
  now: Date
  refuse: (
    code: Exclude<ReturnType<typeof whyNotPlace>, null> | 'WHICH_STALL' | 'VENDOR_PAUSED' | 'SHIFT_CLASH',
  ) => Error
}

/** Places somebody at a night as it is; null when it changed meanwhile. */
async function place(night: Night, { input, profile, by, key, now, refuse }: Placing) {
  const { _id: vendor, shop, name, sells, kinds } = profile
  const known = [...night.bookings, ...night.released].find((each) => each.vendor === vendor && each.key === key)
  if (known) return { from: known.placed?.from, notices: [] }
  const who = {
    openid: vendor,
    approved: profile.state === 'approved',
    kinds,
    usable: usableKinds(profile, night.date),
  }
  const why = whyNotPlace(night, input.stall, who, now)
  const stall = night.stalls.find(({ code }) => code === input.stall)
  if (why || !stall) throw refuse(why ?? 'NO_SUCH_STALL')
  const booked = leavesFor(night, vendor, input.from, now)
  if (booked === 'WHICH_STALL') throw refuse(booked)
  // Whoever has a stall already may be moved; a pause keeps others from one, until a second person decides; so does a shift.
  const has = night.bookings.some((each) => each.vendor === vendor && each.until === undefined)
  const kept = has ? null : await keptFrom(night, vendor, now)
  if (kept) throw refuse(kept)
  const from = booked && booked.until === undefined ? booked.stall : undefined
  const { code, kind, fee, mode } = stall
  const placed = { by, reason: input.reason, ...(from === undefined ? {} : { from }) }
  const wanted = { stall: code, kind, fee, vendor, shop, name, sells, at: now, key, placed }
  const notices = [told(night, wanted)]
  const mine = booked && { index: night.bookings.indexOf(booked), booked }
  return (await claimPlacing(night, { wanted, mode, mine }, owed(notices), now)) ? { from, notices } : null
}

export const placeVendor = action(contract.placeVendor, {
  load: ({ input }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT'),
    found: many(vendors, { match: { shop: input.shop }, limit: 1 }),
  }),
  run: async ({ input, caller, key, now, loaded: { night, found }, refuse }) => {
    const [profile] = found
    if (!profile) throw refuse('NO_SUCH_VENDOR')
    if (profile._id === caller) throw refuse('NOT_YOURSELF')
    await checkWords(caller, input.reason, 'comment')
    const placing = { input, profile, by: actorOf(caller), key, now, refuse }
    const placed = await untilClaimed(nights, night, (night) => place(night, placing))
    if (!placed) throw refuse('STALL_TAKEN')
    await settle(nights, night._id, placed.notices)
    if (placed.from !== undefined) await offerWaiting(night._id, now)
    const { shop, name, sells } = profile
    return {
      ...{ night: night._id, date: night.date, stall: input.stall, vendor: { shop, name, sells } },
      ...(placed.from === undefined ? {} : { from: placed.from }),
    }
  },
})
