import { useCallback, useState } from 'react'
import { booking } from '../../cloudfunctions/market/booking/contract'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { call, Refused } from '../shared/cloud'

/** The stall under the thumb, and what became of the tap on its button. */
export interface Picking {
  stall: StallOnMap | undefined
  open: boolean
  busy: boolean
  refusal: string | undefined
}

const nothing: Picking = { stall: undefined, open: false, busy: false, refusal: undefined }

/** Picking a stall of one night and booking it; `refresh` brings the map up to date. */
export function useBooking(night: string, refresh: () => Promise<void>) {
  const [picking, setPicking] = useState(nothing)
  const pick = useCallback((stall: StallOnMap) => setPicking({ ...nothing, stall, open: true }), [])
  const close = useCallback(() => setPicking((now) => ({ ...now, open: false })), [])

  const book = async (stall: StallOnMap) => {
    if (picking.busy) return
    setPicking({ stall, open: true, busy: true, refusal: undefined })
    try {
      await call(booking.bookStall, { night, stall: stall.code })
      setPicking({ stall: { ...stall, state: 'mine' }, open: true, busy: false, refusal: undefined })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setPicking({ stall, open: true, busy: false, refusal: error.say })
    }
    await refresh()
  }
  return { picking, pick, close, book }
}
