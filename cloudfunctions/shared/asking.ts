import { dateOf, instantOf } from './shanghai'

const minuteMs = 60_000
const farAnswerMs = 120 * minuteMs
/** Nobody is asked to answer in their sleep: minutes of the day. */
const sleep = { from: 22 * 60, to: 8 * 60, answerBy: 9 * 60 }

/**
 * Until when something offered now to whoever waited may be taken: two hours, or until nine in the morning when it comes
 * between 22:00 and 8:00; a shorter time where it begins soon; never past `latest`.
 * @param soon from `before` ms before it begins on, an answer is wanted within `answer` ms
 */
export function askedUntil(
  { begins, latest, soon }: { begins: Date; latest: Date; soon: { before: number; answer: number } },
  now: Date,
): Date {
  if (+begins - +now <= soon.before) return new Date(Math.min(+now + soon.answer, +latest))
  const today = dateOf(now)
  const minutes = (+now - +instantOf(today, 0)) / minuteMs
  const asleep = minutes < sleep.to || minutes >= sleep.from
  const morning = asleep ? +instantOf(today, sleep.answerBy + (minutes < sleep.to ? 0 : 1440)) : 0
  return new Date(Math.min(Math.max(+now + farAnswerMs, morning), +latest))
}
