import { useCallback, useRef, useState } from 'react'
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

/** Picking a stall of one night, holding and booking it; `refresh` brings the map up to date. */
export function useBooking(night: string, refresh: () => Promise<void>) {
  const [picking, setPicking] = useState(nothing)
  const close = useCallback(() => setPicking((now) => ({ ...now, open: false })), [])
  // The answer belongs to this stall: by then the thumb may have gone on to another.
  const tell = useCallback(
    (stall: string, news: Partial<Picking>) => setPicking((now) => (now.picked === stall ? { ...now, ...news } : now)),
    [],
  )

  /** The stall to hold next, and the holds before it: one at a time, so that the last that was picked is the one held. */
  const wanted = useRef('')
  const before = useRef(Promise.resolve())
  const hold = useCallback(
    (stall: string) => {
      wanted.current = stall
      before.current = before.current.then(async () => {
        if (wanted.current !== stall) return
        // Why it is not held the map tells, and whatever else went wrong: it can be booked all the same.
        await call(booking.holdStall, { night, stall }).catch((error: unknown) => {
          if (asRefused(error).code === 'TOO_MANY') tell(stall, { refusal: '挑了好多个，先不留了，看好了直接订' })
        })
        await refresh()
      })
    },
    [night, refresh, tell],
  )
  const pick = useCallback(
    ({ code }: StallOnMap, held: boolean) => {
      setPicking({ ...nothing, picked: code, open: true })
      if (held) hold(code)
    },
    [hold],
  )

  /** @param held whether the stall is held, or was until just now */
  const book = async (stall: string, held: boolean) => {
    if (picking.outcome === 'busy') return
    wanted.current = ''
    tell(stall, { outcome: 'busy', refusal: undefined })
    try {
      await call(booking.bookStall, { night, stall })
      tell(stall, { outcome: 'booked' })
    } catch (error) {
      const { code, say } = asRefused(error)
      tell(stall, { outcome: 'none', refusal: held && code === 'STALL_TAKEN' ? `留的时间过了，${say}` : say })
    }
    await refresh()
  }
  return { picking, pick, close, hold, book }
}
