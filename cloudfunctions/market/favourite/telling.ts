import { changeAll, claim, command, find } from '../../shared/database'
import { land, notice } from '../../shared/notify'
import { clockTime } from '../../shared/shanghai'
import { favourites, nights, type Booking, type Favourite, type Night } from '../documents'
import { stands } from '../night/rules'
import type { Tender } from '../night/tending'
import { isTellingTime, tellingAt } from './rules'

const followersPerStep = 50
const stepsPerRun = 4
const minuteMs = 60_000

/**
 * One notice. It is made of the night alone, not of when it is written, so that whoever writes it again after a crash
 * writes the same one, which the inbox takes once.
 */
const noticeOf = (night: Night, { name, sells, stall }: Booking, { openid, shop }: Favourite) =>
  notice({
    to: openid,
    kind: 'favourite',
    title: `${name}今晚出摊`,
    words: `${sells}，在 ${stall}，${clockTime(night.startsAt, night.date)} 开始`,
    opens: `/market/shop?shop=${shop}`,
    at: tellingAt(night),
    cause: `${night.date} ${shop}`,
  })

/**
 * Tells some of those who follow a vendor of this night. Until a favourite says that it was told, it is owed: the notice
 * goes first, so that a crash in between loses none.
 * @returns whether there may be more
 */
async function tellSome(night: Night, booked: ReadonlyMap<string, Booking>): Promise<boolean> {
  const followers = await find(favourites, {
    where: { shop: command.in([...booked.keys()]), as: 'following', told: command.lt(night.date) },
    sort: [],
    limit: followersPerStep,
  })
  if (followers.length === 0) return false
  await land(
    followers.flatMap((each) => {
      const booking = booked.get(each.shop)
      return booking ? [noticeOf(night, booking, each)] : []
    }),
  )
  await changeAll(favourites, { _id: command.in(followers.map(({ _id }) => _id)) }, { told: night.date })
  return followers.length === followersPerStep
}

/** An hour before a night, tells those who follow a vendor who will be there: two hundred each minute. */
export const followersTold: Tender = {
  tend: async (night, now) => {
    if (night.followersTold !== undefined || now < tellingAt(night)) return false
    const standing = night.bookings.filter((each) => each.until === undefined && stands(each, now))
    const booked = new Map(standing.map((each) => [each.shop, each]))
    let more = isTellingTime(night, now) && booked.size > 0
    for (let step = 0; step < stepsPerRun && more; step++) more = await tellSome(night, booked)
    if (!more) await claim(nights, night._id, {}, { followersTold: now, rev: command.inc(1) })
    return true
  },
  due: (night, now) =>
    night.followersTold === undefined ? [new Date(Math.max(+tellingAt(night), +now + minuteMs))] : [],
}
