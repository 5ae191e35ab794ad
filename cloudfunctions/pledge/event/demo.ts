import { demoPlace } from '../../shared/demo'
import { addDays, dateOf, instantOf } from '../../shared/shanghai'
import type { PledgeEvent } from './documents'

/** Two warnings of a year, long called. */
export const demoEvents = (now: Date): PledgeEvent[] =>
  (
    [
      { _id: 'demoevent001', kind: 'rainstorm', ago: 140, words: '今晚到明早有暴雨，低洼的车库先看一遍', called: 3 },
      { _id: 'demoevent002', kind: 'freeze', ago: 9, words: '后天零下，水管包一包，独居老人问一声', called: 2 },
    ] as const
  ).map(({ _id, kind, ago, words, called }) => {
    const day = addDays(dateOf(now), -ago)
    const made = { by: 'demo', at: instantOf(day, 1020), key: _id }
    return { ...{ _id, place: demoPlace, kind, day, words, made }, after: '', called }
  })
