import * as v from 'valibot'
import { Instant } from './contract'
import { line } from './text'

/** 未到 One time that somebody was not there. */
export const AbsenceId = v.pipe(v.string(), v.maxLength(40), v.regex(/^[0-9a-f-]{36}$/), v.title('哪一次'))

/** 申诉 What somebody says against an absence, and what a second person decided. */
export const AppealView = v.object({
  words: v.string(),
  at: Instant,
  state: v.picklist(['open', 'excused', 'upheld']),
  /** Why it was decided so. */
  reason: v.optional(v.string()),
  decidedAt: v.optional(Instant),
})

export const AppealWords = line('申诉的话', { min: 4, max: 200 })

/** 裁定 `excused`: it counts no more; `upheld`: it does. */
export const Ruling = v.pipe(v.picklist(['excused', 'upheld']), v.title('裁定'))
