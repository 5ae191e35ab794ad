import * as v from 'valibot'
import { contract, fields, PlaceId } from '../../shared/contract'

/** What is counted, in the order it is shown. */
export const pledgeFigures = ['due', 'onTime', 'late', 'excused', 'open'] as const
export type PledgeFigure = (typeof pledgeFigures)[number]

/** What each number is called, and what it means. */
export const pledgeFigureWords: Readonly<Record<PledgeFigure, { label: string; means: string }>> = {
  due: { label: '该做的', means: '到截止那天为止轮到的每一次，暂停的不算' },
  onTime: { label: '按时做了', means: '到期那天或之前晒了，没有被退回' },
  late: { label: '晚了做的', means: '过了到期那天才晒' },
  excused: { label: '豁免的', means: '支部写明原因，这一次不用做' },
  open: { label: '还没做', means: '轮到了，没有人晒' },
}

const Values = v.object(v.entriesFromList(pledgeFigures, v.number()))

/** 数字 What came of promises, by the days that they were due; counted anew within a minute of each change. */
export const figures = contract('pledge', {
  /** Of a place in a year up to a day: together, by month, and of each place below. */
  figures: {
    by: 'anyone',
    input: fields({
      place: PlaceId,
      /** Absent: the year that it is. */
      year: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2020), v.maxValue(2099), v.title('哪一年'))),
    }),
    output: v.object({
      place: v.string(),
      name: v.string(),
      year: v.number(),
      /** What was due up to this day is counted. */
      until: v.string(),
      values: Values,
      months: v.array(v.object({ month: v.string(), values: Values })),
      below: v.array(v.object({ place: v.string(), name: v.string(), values: Values })),
    }),
    refusals: { NO_SUCH_PLACE: '没有找到这个地方，请重新选' },
  },
})
