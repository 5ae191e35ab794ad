import { collection } from '../../shared/collection'
import type { CalendarDate } from '../../shared/shanghai'

/** 连订 What one tap booked over weeks, kept so that its repeat books no more; the id is `vendor:key`. */
export interface Series {
  _id: string
  vendor: string
  at: Date
  nights: { date: CalendarDate; night: string; stall?: string; code?: string }[]
}
export const series = collection<Series>('market_series', { vendor: { keys: { vendor: 1, at: -1 } } })
