import { claim, command, untilClaimed } from '../../shared/database'
import { one } from '../../shared/load'
import { action } from '../../shared/serve'
import { shiftDuring, shiftsServedIn, type ShiftOfTime } from '../../volunteer/commitments'
import { noneStands } from '../booking/claims'
import { vendorFacts } from '../booking/rules'
import { nights, vendors, type Booking, type Night, type Stall } from '../documents'
import { stands } from '../night/rules'
import { spare as contract } from './contract'
import { isOffered, whyNotSpareFor, whyNotSpareStall } from './rules'

const nightAndProfile = ({ input, caller, now }: { input: { night: string }; caller: string; now: Date }) => ({
  night: one(nights, input.night, 'NO_SUCH_NIGHT'),
  profile: one(vendors, caller, 'VENDOR_NOT_APPROVED'),
  serving: shiftsServedIn([caller], now),
})

/** Why a stall of this night is not for the public good now, or null. */
const whyNotStall = (night: Night, stall: Stall | undefined, now: Date) => {
  const taken = night.bookings.some((each) => each.stall === stall?.code && stands(each, now))
  return whyNotSpareStall(stall, taken, night, now)
}

interface Me {
  openid: string
  profile: Parameters<typeof vendorFacts>[2]
  serving: readonly ShiftOfTime[]
}

const whyNotMe = (night: Night, { openid, profile, serving }: Me, now: Date) => {
  const { approved, kinds, stalls, held } = vendorFacts(night, openid, profile, now)
  const serves = shiftDuring(serving, openid, { startsAt: now, endsAt: night.endsAt }) !== undefined
  return whyNotSpareFor(night, { approved, kinds, hasStall: stalls.length > 0 || held !== undefined, serves }, now)
}

export const listSpare = action(contract.listSpare, {
  load: nightAndProfile,
  run: ({ caller, now, loaded: { night, profile, serving } }) => {
    const why = whyNotMe(night, { openid: caller, profile, serving }, now)
    const { _id, marketName: name, date, stalls } = night
    return {
      night: _id,
      name,
      date,
      stalls: stalls
        .filter((stall) => why === null && whyNotStall(night, stall, now) === null)
        .map(({ code, row, kind, water, power }) => ({ stall: code, row, kind, water, power })),
      ...(why ? { whyNot: { code: why, say: contract.takeSpare.refusals[why] } } : {}),
    }
  },
})

export const takeSpare = action(contract.takeSpare, {
  load: nightAndProfile,
  run: async ({ input, caller, key, now, loaded: { night, profile, serving }, refuse }) => {
    const taken = await untilClaimed(nights, night, async (night) => {
      const told = [...night.bookings, ...night.released].find((each) => each.vendor === caller && each.key === key)
      if (told) return { night: night._id, stall: told.stall }
      const stall = night.stalls.find(({ code }) => code === input.stall)
      const why = whyNotMe(night, { openid: caller, profile, serving }, now) ?? whyNotStall(night, stall, now)
      if (why || !stall) throw refuse(why ?? 'STALL_CLOSED')
      const { shop, name, sells } = profile
      const wanted: Booking = {
        stall: stall.code,
        kind: 'good',
        fee: 0,
        vendor: caller,
        shop,
        name,
        sells,
        at: now,
        key,
        spare: true,
      }
      return (await claimSpare(night, stall, wanted, now)) ? { night: night._id, stall: wanted.stall } : null
    })
    if (!taken) throw refuse('STALL_TAKEN')
    return taken
  },
})

/** Decided by ONE write: it is late, the stall usable and free, nobody waits who could use it, the group has none. */
const claimSpare = (night: Night, stall: Stall, wanted: Booking, now: Date): Promise<boolean> => {
  const { code, kind, mode } = stall
  return claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      occupyBy: command.lte(now),
      endsAt: command.gt(now),
      stalls: command.elemMatch({ code, kind, mode, outOfUse: command.exists(false) }),
      bookings: command.and([...noneStands({ stall: code }, now), ...noneStands({ vendor: wanted.vendor }, now)]),
      ...(isOffered(stall, night, now) ? { waiting: command.not(command.elemMatch({ kinds: kind })) } : {}),
      released: command.not(command.elemMatch({ vendor: wanted.vendor, key: wanted.key })),
    },
    { bookings: command.push({ each: [wanted] }), rev: command.inc(1) },
  )
}
