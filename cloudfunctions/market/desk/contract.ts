import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { Day, NightSummary } from '../night/contract'

/** What may wait for an operator: each kind is one source (`sources.ts`). */
export const waitKinds = ['noShows', 'rounds', 'offers', 'approvals', 'appeals', 'reports', 'layouts'] as const
export type WaitKind = (typeof waitKinds)[number]

/** One thing that waits: what it is, since when or until when, and the page where it is done. */
export const Wait = v.object({ title: v.string(), note: v.string(), at: Instant, opens: v.string() })
export type Wait = v.InferOutput<typeof Wait>

/** 工作台 What waits for a market's operator, oldest first. */
export const desk = contract('market', {
  listWaits: {
    by: 'operator',
    input: fields({}),
    output: v.object({
      today: Day,
      markets: v.array(
        v.object({
          id: v.string(),
          name: v.string(),
          /** The night that runs, or comes next. */
          next: v.optional(NightSummary),
          /** The first night that takes no bookings yet, and when it will by itself. */
          toOpen: v.optional(v.object({ date: Day, opensAt: Instant })),
        }),
      ),
      waits: v.array(
        v.object({
          kind: v.picklist(waitKinds),
          count: v.number(),
          /** The oldest of them. */
          oldest: v.array(Wait),
        }),
      ),
    }),
    refusals: {},
  },
})
