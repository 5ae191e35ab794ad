import { View } from '@tarojs/components'
import { booking, type Booking } from '../../cloudfunctions/market/booking/contract'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'

interface Props {
  kept: Booking
  refresh: () => Promise<void>
}

/** The end of a stall that is only kept: until when, 确认 and 不要了. */
export function KeptFoot({ kept: { night, stall, state, until }, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const offered = state === 'offered'
  const take = () => call(offered ? waiting.acceptOffer : booking.bookStall, { night, stall })
  const leave = () => (offered ? call(waiting.declineOffer, { night }) : call(booking.cancelBooking, { night, stall }))
  return (
    <>
      {refusal && <Notice say={refusal} />}
      <View className="booking-foot booking-kept">
        <View className="booking-until">
          {`${offered ? '候补到了，' : ''}给您留到 ${dayAndTime(until ?? '')}，过时让给别人`}
        </View>
        <View className="booking-cancel">
          <Button look="quiet" label="不要了" disabled={busy} onTap={() => void act(leave)} />
        </View>
        <View className="booking-cancel">
          <Button look="filled" label="确认订摊" disabled={busy} onTap={() => void act(take)} />
        </View>
      </View>
    </>
  )
}
