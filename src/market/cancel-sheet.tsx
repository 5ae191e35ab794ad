import { longDate } from '../../cloudfunctions/shared/shanghai'
import { SureSheet } from '../shared/ui/sure-sheet'
import type { Cancelling } from './use-cancelling'

/** Asks once before a booking is given back. */
export function CancelSheet({ asked, late, cancel, close, ...state }: Cancelling) {
  const { stall = '', date, season } = asked ?? {}
  const then = season ? '让给别人，往后的晚上还是您的' : '退了别人就能订'
  return (
    <SureSheet
      {...state}
      title={season ? `${stall} 这晚不来？` : `退掉 ${stall}？`}
      say={date === undefined ? '' : `${longDate(date)}，${then}`}
      yes={season ? '这晚不来' : '退摊'}
      doing="正在退…"
      no="不退了"
      off={late}
      onYes={() => void cancel()}
      onClose={close}
    />
  )
}
