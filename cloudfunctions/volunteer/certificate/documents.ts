import { collection } from '../../shared/collection'
import { owesIndex, type Owes } from '../../shared/documents'
import type { Place } from '../../shared/region'
import type { CalendarDate } from '../../shared/shanghai'
import type { Deed } from '../documents'

/** 志愿服务证书 What somebody's book of hours came to when it was issued; never changed, at most revoked. */
export interface Certificate extends Owes {
  /** Its number: it follows from the tap that made it, under a key that nobody has. */
  _id: string
  /** openid */
  person: string
  name: string
  place: Place
  /** What it is called, where they registered. */
  placeName?: string
  /** The last line of the book that it counts, and the sum up to there. */
  seq: number
  minutes: number
  from: CalendarDate
  until: CalendarDate
  at: Date
  revoked?: Deed & { reason: string }
}

export const certificates = collection<Certificate>('volunteer_certificates', {
  person: { keys: { person: 1, at: -1 } },
  ...owesIndex,
})
