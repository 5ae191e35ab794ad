import { claim, command, untilClaimed } from '../../shared/database'
import { many, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { longDate } from '../../shared/shanghai'
import { noneStands, opened, replaced } from '../booking/claims'
import { nights, vendors, type Booking, type Night } from '../documents'
import { stands } from '../night/rules'
import { leaves } from '../waiting/leaving'
import { offerWaiting } from '../waiting/offering'
import { placing as contract } from './contract'
import { whyNotPlace } from './rules'

/** Decided by ONE write: the stall is usable and nobody else's, and this vendor has what they had when it was decided. */
function claimPlacing(
  night: Night,
  wanted: Booking,
  mine: { index: number; booked: Booking } | undefined,
  more: Record<string, unknown>,
  now: Date,
): Promise<boolean> {
  const { stall, kind, vendor, key } = wanted
  const place = mine && `bookings.${String(mine.index)}`
  const open = opened(night, mine?.booked.season === true ? mine.booked.stall : undefined)
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      endsAt: command.gt(now),
      stalls: command.elemMatch({ code: stall, kind, outOfUse: command.exists(false) }),
      bookings: command.and([
        ...noneStands({ stall, vendor: command.neq(vendor) }, now),
        ...(mine ? [] : noneStands({ vendor }, now)),
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

export const placeVendor = action(contract.placeVendor, {
  load: ({ input }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT'),
    found: many(vendors, { match: { shop: input.shop }, limit: 1 }),
  }),
  run: async ({ input, caller, key, now, loaded: { night, found }, refuse }) => {
    const [profile] = found
    if (!profile) throw refuse('NO_SUCH_VENDOR')
    const { _id: vendor, shop, name, sells, kinds } = profile
    if (vendor === caller) throw refuse('NOT_YOURSELF')
    await checkWords(caller, input.reason, 'comment')
    const answer = (from: string | undefined) => ({
      night: night._id,
      date: night.date,
      stall: input.stall,
      ...(from === undefined ? {} : { from }),
      vendor: { shop, name, sells },
    })
    const placed = await untilClaimed(nights, night, async (night) => {
      const told = [...night.bookings, ...night.released].find((each) => each.vendor === vendor && each.key === key)
      if (told) return { from: told.placed?.from, notices: [] }
      const why = whyNotPlace(
        night,
        input.stall,
        { openid: vendor, approved: profile.state === 'approved', kinds },
        now,
      )
      const stall = night.stalls.find(({ code }) => code === input.stall)
      if (why || !stall) throw refuse(why ?? 'NO_SUCH_STALL')
      const index = night.bookings.findIndex((each) => each.vendor === vendor && stands(each, now))
      const booked = night.bookings[index]
      const from = booked && booked.until === undefined ? booked.stall : undefined
      const { code, kind, fee } = stall
      const by = { by: actorOf(caller), reason: input.reason, ...(from === undefined ? {} : { from }) }
      const wanted = { stall: code, kind, fee, vendor, shop, name, sells, at: now, key, placed: by }
      const notices = [
        notice({
          to: vendor,
          kind: 'market',
          title: from === undefined ? '给您安排了摊位' : '您的摊位换了',
          words: `${longDate(night.date)} ${from === undefined ? '' : `${from} 换到 `}${code}：${input.reason}`,
          state: '已安排',
          when: night.startsAt,
          opens: `/market/night-map?night=${night._id}`,
          at: now,
          cause: `placed ${key}`,
        }),
      ]
      const done = await claimPlacing(night, wanted, booked && { index, booked }, owed(notices), now)
      return done ? { from, notices } : null
    })
    if (!placed) throw refuse('STALL_TAKEN')
    await settle(nights, night._id, placed.notices)
    if (placed.from !== undefined) await offerWaiting(night._id, now)
    return answer(placed.from)
  },
})
