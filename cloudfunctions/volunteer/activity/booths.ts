import { boothsOf, type Booth } from '../../market/commitments'
import { addOnce, command, find } from '../../shared/database'
import { signsOf } from '../../shared/ids'
import { placesAbove } from '../../shared/region'
import { actorOf } from '../../shared/seal'
import { activities, type Activity } from '../documents'
import { idAt } from '../shift/rules'
import { activityState, boothTimes, isOver } from './rules'
import { writeStep } from './saving'

/** The activity of a booth: the same for the same booking. */
const idOf = ({ night, booking }: Booth): string => signsOf(['booth', night._id, booking.vendor, booking.key], 10)

const words = '在公益摊上给大家帮点忙，也招呼招呼新来的。没报名的，到摊前扫带队人的码就能加入。'

/** The activity that a booth becomes, published and with its one shift still to be made; null: the night is all but over. */
function activityOf(booth: Booth, now: Date): Activity | null {
  const { night, point, booking } = booth
  const times = boothTimes(booking.at, night.endsAt)
  if (!times || times.endsAt <= now) return null
  const { vendor, name, stall, at, key } = booking
  const _id = idOf(booth)
  const start = idAt(times.startsAt)
  return {
    ...{ _id, title: `公益摊 ${name}`.slice(0, 20), words, category: 'market', place: night.place },
    places: [night.place, ...placesAbove(night.place)],
    organiser: night.marketName,
    where: { name: `${night.marketName} ${stall}`, ...point },
    ...{ leader: vendor, leaderName: name, roles: [{ name: '', min: 1, max: 6 }], approval: false },
    ...{ opensDaysBefore: 1, outHours: 0, published: at, madeAt: at, rev: 0, carry: true },
    times: [{ shift: `${start}-${signsOf([_id, start], 6)}`, ...times }],
    steps: [{ what: 'made', by: actorOf(vendor), at, key }],
  }
}

/** As a night's end by its operator ends its booths. */
async function endWith({ night }: Booth, activity: Activity, now: Date): Promise<void> {
  if (night.cancelled === undefined || isOver(activityState(activity, now))) return
  const step = { what: 'cancelled', by: actorOf(night._id), at: now, key: `cancel ${night._id}` } as const
  await writeStep(activity, step, { cancelled: night.cancelled })
}

/** Has each good-deed booth be an activity with a shift; safe to repeat, and whatever a call that died left undone is done. */
export async function followBooths(now: Date): Promise<{ booths: number }> {
  const booths = await boothsOf(now)
  if (booths.length === 0) return { booths: 0 }
  const there = await find(activities, {
    where: { _id: command.in(booths.map(idOf)) },
    sort: [],
    limit: booths.length,
  })
  for (const booth of booths) {
    const known = there.find(({ _id }) => _id === idOf(booth))
    const made = known || booth.night.cancelled !== undefined ? null : activityOf(booth, now)
    if (known) await endWith(booth, known, now)
    else if (made) await addOnce(activities, made)
  }
  return { booths: booths.length }
}
