import type { Notice } from '../../shared/documents'
import { notice } from '../../shared/notify'
import { clockTime, longDate } from '../../shared/shanghai'
import type { Booking, Night } from '../documents'
import { stands } from '../night/rules'

const pageOf = (night: Night): string => `/market/night-map?night=${night._id}`

/** Those who have or hold a stall at `now`, or are offered one. */
const standing = ({ bookings }: Night, now: Date): Booking[] => bookings.filter((each) => stands(each, now))

interface Person {
  vendor: string
}

/** How many a night concerns: whoever has, holds or is offered a stall, waits for one, or takes part in its draw. */
export const concernedBy = (night: Night, entered: readonly Person[], now: Date): number =>
  new Set([...standing(night, now), ...night.waiting, ...entered].map(({ vendor }) => vendor)).size

/** What a cancelled night means to somebody with this booking. */
const endOf = ({ stall, until }: Booking): string =>
  until === undefined ? `${stall} 不用来了，摊位费全免，也不算未到场` : `给您留的 ${stall} 不用再确认`

/**
 * What everybody whom a cancelled night concerns is told, each once.
 * @param entered who takes part in its draw
 * @param at when it was cancelled
 */
export function cancelNotices(night: Night, entered: readonly Person[], at: Date): Notice[] {
  const all = [
    ...standing(night, at).map((booked) => ({ to: booked.vendor, words: endOf(booked) })),
    ...night.waiting.map(({ vendor }) => ({ to: vendor, words: '候补也到此为止，不用再等' })),
    ...entered.map(({ vendor }) => ({ to: vendor, words: '摇号也停了，报过名的不用再等' })),
  ]
  const told = all.filter(({ to }, index) => all.findIndex((each) => each.to === to) === index)
  return told.map(({ to, words }) =>
    notice({
      to,
      kind: 'market',
      title: `${longDate(night.date)} 不出摊了`,
      words: `${night.cancelled ?? ''}，${words}`,
      state: '不出摊',
      when: night.startsAt,
      opens: pageOf(night),
      at,
      cause: `cancelled ${night._id}`,
    }),
  )
}

/** What those who have a stall are told when its night's times change. */
export const timesNotices = (
  night: Night,
  next: Pick<Night, 'startsAt' | 'endsAt' | 'cancelBy' | 'occupyBy'>,
  at: Date,
  key: string,
) =>
  standing(night, at).map(({ vendor, stall }) =>
    notice({
      to: vendor,
      kind: 'market',
      title: `${longDate(night.date)} 时间改了`,
      words: `${stall} 改为 ${clockTime(next.startsAt, night.date)} 出摊，${clockTime(next.occupyBy, night.date)} 前到，${clockTime(next.endsAt, night.date)} 收摊；来不了请在 ${clockTime(next.cancelBy, night.date)} 前退`,
      state: '时间有变',
      when: next.startsAt,
      opens: pageOf(night),
      at,
      cause: key,
    }),
  )

/** What whoever had a stall that went out of use is told. @param to where they are moved; absent: nowhere is free */
export const closedNotice = (
  night: Night,
  booked: Booking,
  reason: string,
  to: string | undefined,
  at: Date,
  key: string,
) =>
  notice({
    to: booked.vendor,
    kind: 'market',
    title: to === undefined ? `${longDate(night.date)} ${booked.stall} 不能用了` : `${booked.stall} 换到 ${to}`,
    words:
      to === undefined
        ? `${reason}，这一晚没有别的空位，订摊已取消，不收费，也不算未到场`
        : `${longDate(night.date)} ${booked.stall} ${reason}，给您换到 ${to}，摊位费不会多收`,
    state: to === undefined ? '摊位停用' : '换了摊位',
    when: night.startsAt,
    opens: pageOf(night),
    at,
    cause: key,
  })
