import { claim, command, untilClaimed } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { newId } from '../../shared/ids'
import { notice, owed, settle } from '../../shared/notify'
import { longDate } from '../../shared/shanghai'
import { nights, type Absence, type Booking, type Night } from '../documents'
import type { Tender } from '../night/tending'
import { factsOf, nightsMissedBy } from '../record/facts'
import { ladderOf, pauseWords, standing, windowDays, type Standing } from '../record/rules'
import { isMissed } from './rules'

const absenceOf = (booking: Booking, now: Date, marked: Absence['marked']): Absence => ({
  ...booking,
  id: newId(),
  absentAt: now,
  ...(marked ? { marked } : {}),
})

const followed = ({ paused }: Standing): string =>
  paused ? `按规则${pauseWords(paused.days)}，${longDate(paused.to)}起恢复` : '这次先提醒'

/** What a vendor is told of an absence: what was recorded, what follows and why, and what to do about it. */
const tell = (night: Night, absence: Absence, past: Standing): Notice =>
  notice({
    to: absence.vendor,
    kind: 'market',
    title: `${longDate(night.date)} ${absence.stall} 记了未到场`,
    words: `${absence.marked ? `工作人员记录：${absence.marked.reason}` : '过了最晚到场时间没有签到'}，摊位已放出。近 ${String(windowDays)} 天第 ${String(past.count)} 次，${followed(past)}。还没给别人的话，到场再签就恢复；有原因可在七天内申诉`,
    opens: '/market/my-record',
    at: absence.absentAt,
    cause: absence.id,
    state: '未到场',
  })

/**
 * Releases bookings whose vendors were missed, onto exactly the night that it was decided on: they go from the bookings
 * to the absences, stay among the releases for repeated taps, and each vendor is told, in one write.
 * @param missed the bookings of a night that are to go
 * @returns the night's absences of this write; null when it kept changing
 */
export async function release(
  first: Night,
  missed: (night: Night) => Booking[],
  now: Date,
  marked?: Absence['marked'],
): Promise<Absence[] | null> {
  return untilClaimed(nights, first, async (night) => {
    const gone = missed(night)
    if (gone.length === 0) return []
    const absences = gone.map((booking) => absenceOf(booking, now, marked))
    const before = await nightsMissedBy(
      absences.map(({ vendor }) => vendor),
      night.date,
    )
    const list = absences.map((each) => {
      const fact = { date: night.date, absentAt: now, cancelled: false, ladder: ladderOf(night) }
      const facts = [...factsOf(before, each.vendor), fact]
      return tell(night, each, standing(facts, night.date))
    })
    const released = gone.map((each) => ({ ...each, releasedAt: now, releaseKey: `missed-${newId()}` }))
    const done = await claim(
      nights,
      night._id,
      { rev: night.rev },
      {
        bookings: night.bookings.filter((each) => !gone.includes(each)),
        absent: command.push({ each: absences }),
        released: command.push({ each: released, slice: -500 }),
        due: command.min(now),
        rev: command.inc(1),
        ...owed(list),
      },
    )
    if (!done) return null
    await settle(nights, night._id, list)
    return absences
  })
}

/** While a night runs it is looked at this often, whoever booked it when. */
const lookEveryMs = 10 * 60_000

/** When the timer looks for the missed: at the night's own time, and on and on until it ends. */
export function looksAt({ occupyBy, endsAt, cancelled }: Pick<Night, 'occupyBy' | 'endsAt' | 'cancelled'>): Date[] {
  if (cancelled !== undefined) return []
  const looks: Date[] = []
  for (let at = +occupyBy; at <= +endsAt; at += lookEveryMs) looks.push(new Date(at))
  return looks
}

/** Whoever is not there in time loses the stall for this night, and it is on record. */
export const missedVendors: Tender = {
  tend: async (night, now) => {
    const gone = await release(night, ({ bookings }) => bookings.filter((each) => isMissed(night, each, now)), now)
    return gone === null || gone.length > 0
  },
  due: looksAt,
}
