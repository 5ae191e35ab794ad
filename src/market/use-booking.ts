import { useCallback, useState } from 'react'
import { booking } from '../../cloudfunctions/market/booking/contract'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { asRefused, call } from '../shared/cloud'

/** The stall under the thumb, and what became of the tap on its button. */
export interface Picking {
  /** Its code; it stays while the sheet goes down. */
  picked: string | undefined
  open: boolean
  outcome: 'none' | 'busy' | 'booked'
  /** What the cloud answered, if it said no. */
  refusal: string | undefined
}

const nothing: Picking = { picked: undefined, open: false, outcome: 'none', refusal: undefined }

/** Picking a stall of one night and booking it; `refresh` brings the map up to date. */
export function useBooking(night: string, refresh: () => Promise<void>) {
  const [picking, setPicking] = useState(nothing)
  const pick = useCallback(({ code }: StallOnMap) => setPicking({ ...nothing, picked: code, open: true }), [])
  const close = useCallback(() => setPicking((now) => ({ ...now, open: false })), [])

  const book = async (stall: string) => {
    if (picking.outcome === 'busy') return
    // The answer belongs to this stall: by then the thumb may have gone on to another.
    const tell = (news: Partial<Picking>) => setPicking((now) => (now.picked === stall ? { ...now, ...news } : now))
    tell({ outcome: 'busy', refusal: undefined })
    try {
      await call(booking.bookStall, { night, stall })
      tell({ outcome: 'booked' })
    } catch (error) {
      tell({ outcome: 'none', refusal: asRefused(error).say })
    }
    await refresh()
  }
  return { picking, pick, close, book }
}
