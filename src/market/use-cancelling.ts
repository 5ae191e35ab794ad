import { useState } from 'react'
import { booking as contract, type Booking } from '../../cloudfunctions/market/booking/contract'
import { season } from '../../cloudfunctions/market/season/contract'
import { asRefused, call } from '../shared/cloud'

interface State {
  /** The booking that the person was asked about. */
  asked: Booking | undefined
  open: boolean
  busy: boolean
  refusal: string | undefined
  /** Whether the refusal is one that no second tap changes. */
  late: boolean
}

const nothing: State = { asked: undefined, open: false, busy: false, refusal: undefined, late: false }

export type Cancelling = ReturnType<typeof useCancelling>

/** 退摊: asks once, then gives the booking back, of a season's stall this night alone (今晚不来); `refresh` brings the list up to date. */
export function useCancelling(refresh: () => Promise<void>) {
  const [state, setState] = useState(nothing)
  const { asked, busy } = state

  const cancel = async () => {
    if (!asked || busy) return
    // The answer belongs to this booking: by then the person may have asked about another.
    const tell = (news: Partial<State>) => setState((now) => (now.asked === asked ? { ...now, ...news } : now))
    tell({ busy: true, refusal: undefined })
    try {
      const { night, stall } = asked
      await call(asked.season ? season.skipNight : contract.cancelBooking, { night, stall })
      tell({ open: false, busy: false })
    } catch (error) {
      const { code, say } = asRefused(error)
      tell({ busy: false, refusal: say, late: code === 'CANCEL_TOO_LATE' || code === 'SKIP_TOO_LATE' })
    }
    await refresh()
  }
  const ask = (booking: Booking) => setState({ ...nothing, asked: booking, open: true })
  const close = () => setState((now) => ({ ...now, open: false }))
  return { ...state, ask, close, cancel }
}
