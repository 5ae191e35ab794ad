import { clockTime, dayAndTime, type CalendarDate } from '../../shared/shanghai'
import { expectedBy } from '../gate/rules'
import type { Aspect, Marks } from '../inspection/contract'
import { foundWords, pointsOfAspect } from '../inspection/rules'
import { absenceState } from '../record/rules'
import { figureIds, type FigureId, type FigureRow, type Values } from './contract'

interface Seat {
  stall: string
  vendor: string
  name: string
  at: Date
  key: string
  until?: Date
  waitedSince?: Date
  spare?: true
  arrived?: { at: Date }
  left?: { at: Date }
}

interface Missed extends Seat {
  absentAt: Date
  came?: { at: Date }
  appeal?: { state: 'open' | 'excused' | 'upheld' }
}

/** A night as its figures rest on it. */
export interface NightOfFigures {
  date: CalendarDate
  cancelled?: string
  occupyBy: Date
  stalls: readonly { code: string; outOfUse?: string }[]
  bookings: readonly Seat[]
  absent?: readonly Missed[]
  released: readonly (Seat & { releasedAt: Date; releaseKey: string })[]
  waiting: readonly { vendor: string; name: string; at: Date }[]
  leftWaiting?: readonly { vendor: string }[]
  inspected?: readonly { stall: string; name: string; marks: Marks; words?: string; at: Date }[]
}

/** One vendor's money of that night, in fen. */
export interface MoneyOfFigures {
  stall?: string | undefined
  name: string
  fee: number
  waived: number
  paid: number
  refunded: number
  toPay: number
  toRefund: number
  /** Why it was let go or given back. */
  why?: string
}

export interface Facts {
  night: NightOfFigures
  money: readonly MoneyOfFigures[]
  complaints: readonly { stall: string; words: string; at: Date }[]
}

const one = ({ stall, name }: { stall: string; name: string }, note?: string): FigureRow => ({
  stall,
  name,
  ...(note === undefined ? {} : { note }),
  amount: 1,
})

/** Bookings that were confirmed, and not of an empty stall for the public good. */
const seats = ({ bookings }: NightOfFigures): Seat[] =>
  bookings.filter(({ until, spare }) => until === undefined && spare === undefined)

/** Absences whose vendors did not get their stall back. */
const missed = ({ absent = [], bookings }: NightOfFigures): Missed[] =>
  absent.filter(({ key }) => !bookings.some((each) => each.key === key))

const stateOf = ({ cancelled }: NightOfFigures, { came, appeal }: Missed) =>
  absenceState({
    date: '',
    cancelled: cancelled !== undefined,
    ...(came ? { came } : {}),
    ...(appeal ? { appeal } : {}),
  })

/** Each offer from the waiting list is found once: what was missed stands among the releases as well. */
const offers = (night: NightOfFigures): Seat[] => [
  ...night.bookings,
  ...missed(night),
  ...night.released.filter(({ releaseKey }) => !releaseKey.startsWith('missed-')),
]

function waiters(night: NightOfFigures): FigureRow[] {
  const rows = new Map<string, FigureRow>()
  const add = (vendor: string, row: FigureRow) => {
    if (!rows.has(vendor)) rows.set(vendor, row)
  }
  for (const each of [...night.bookings, ...missed(night)])
    if (each.waitedSince) add(each.vendor, one(each, each.until ? '留着等确认' : '订到了'))
  for (const { vendor, name, at } of night.waiting) add(vendor, { name, note: `${dayAndTime(at)}起在等`, amount: 1 })
  for (const each of night.released) if (each.waitedSince) add(each.vendor, { ...one(each, '给过，没要') })
  for (const { vendor } of night.leftWaiting ?? []) add(vendor, { name: '退出候补的摊主', amount: 1 })
  return [...rows.values()]
}

/** Stalls that a vendor or the operator gave back; what the clock took, and what was only held, is none of it. */
const givenBack = ({ released }: NightOfFigures): FigureRow[] =>
  released
    .filter(({ until, releaseKey }) => until === undefined && !/^(?:missed|replaced|lapsed|ended)-/.test(releaseKey))
    .map((each) => one(each, `${dayAndTime(each.releasedAt)} 退的`))

const arrivedWords = ({ date }: NightOfFigures, { arrived }: Seat): string | undefined =>
  arrived && `${clockTime(arrived.at, date)} 签到`

const here = (night: NightOfFigures) => seats(night).filter(({ arrived }) => arrived !== undefined)

const late = (night: NightOfFigures) =>
  here(night).filter(({ arrived, at }) => arrived && arrived.at > expectedBy(night.occupyBy, at))

/** What rounds took off for one aspect. */
const pointsFor =
  (aspect: Aspect) =>
  ({ night }: Facts): FigureRow[] =>
    (night.inspected ?? []).flatMap((seen) => {
      const amount = pointsOfAspect(aspect, seen.marks[aspect])
      return amount === 0 ? [] : [{ ...one(seen, seen.words ?? foundWords(seen.marks)), amount }]
    })

/** What one part of everybody's money comes to. */
const moneyFor =
  (part: 'fee' | 'waived' | 'paid' | 'refunded' | 'toPay' | 'toRefund') =>
  ({ money }: Facts): FigureRow[] =>
    money.flatMap(({ stall, name, why, [part]: amount }) => {
      const told = part === 'waived' || part === 'refunded' || part === 'toRefund' ? why : undefined
      const row = {
        name,
        ...(stall === undefined ? {} : { stall }),
        ...(told === undefined ? {} : { note: told }),
        amount,
      }
      return amount === 0 ? [] : [row]
    })

const counts: Readonly<Record<FigureId, (facts: Facts) => FigureRow[]>> = {
  usable: ({ night: { stalls } }) =>
    stalls.filter(({ outOfUse }) => outOfUse === undefined).map(({ code }) => one({ stall: code, name: '' })),
  booked: ({ night }) => [
    ...seats(night).map((each) => one(each, arrivedWords(night, each))),
    ...missed(night).map((each) => one(each, '没来')),
  ],
  spare: ({ night }) => night.bookings.filter(({ spare }) => spare).map((each) => one(each)),
  waited: ({ night }) => waiters(night),
  offered: ({ night }) =>
    offers(night)
      .filter(({ waitedSince }) => waitedSince)
      .map((each) => one(each, each.until ? '没有确认' : '确认了')),
  givenBack: ({ night }) => givenBack(night),
  came: ({ night }) => here(night).map((each) => one(each, arrivedWords(night, each))),
  late: ({ night }) => late(night).map((each) => one(each, arrivedWords(night, each))),
  noShows: ({ night }) =>
    missed(night)
      .filter((each) => stateOf(night, each) === 'counts')
      .map((each) => one(each, each.appeal?.state === 'open' ? '申诉还没裁定' : undefined)),
  excused: ({ night }) =>
    missed(night)
      .filter((each) => ['excused', 'came'].includes(stateOf(night, each)))
      .map((each) => one(each, each.came ? '按时到了，摊位给了别人' : '申诉通过')),
  charged: moneyFor('fee'),
  waived: moneyFor('waived'),
  paid: moneyFor('paid'),
  refunded: moneyFor('refunded'),
  toPay: moneyFor('toPay'),
  toRefund: moneyFor('toRefund'),
  looks: ({ night }) => (night.inspected ?? []).map((seen) => one(seen, foundWords(seen.marks))),
  hygiene: pointsFor('hygiene'),
  fire: pointsFor('fire'),
  noise: pointsFor('noise'),
  footprint: pointsFor('footprint'),
  complaints: ({ complaints }) => complaints.map(({ stall, words, at }) => one({ stall, name: words }, dayAndTime(at))),
}

const byStall = (a: FigureRow, b: FigureRow): number => ((a.stall ?? '~') < (b.stall ?? '~') ? -1 : 1)

/** What a figure counts, as somebody walks the rows; its number is the sum of their amounts. */
export const rowsOf = (figure: FigureId, facts: Facts): FigureRow[] => counts[figure](facts).sort(byStall)

export const sumOf = (rows: readonly FigureRow[]): number => rows.reduce((sum, { amount }) => sum + amount, 0)

/** All figures of a night. */
export function valuesOf(facts: Facts): Values {
  const values = {} as Values
  for (const id of figureIds) values[id] = sumOf(counts[id](facts))
  return values
}
