import { View } from '@tarojs/components'
import type { Booking } from '../../cloudfunctions/market/booking/contract'
import { swap } from '../../cloudfunctions/market/swap/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'

interface Props {
  night: string
  offer: NonNullable<Booking['swaps']>[number]
  refresh: () => Promise<void>
}

/** 换摊 One open offer at the end of a booking: one's own to take back, another's to answer. */
export function SwapFoot({ night, offer: { id, mine, theirs, byMe, until }, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const answer = (capability: typeof swap.acceptSwap | typeof swap.declineSwap) =>
    void act(() => call(capability, { night, swap: id }))
  const asked = byMe
    ? `您想用 ${mine} 换 ${theirs}，等对方回复`
    : `${theirs} 的摊主想换您的 ${mine}，换了您就去 ${theirs}`
  return (
    <>
      {refusal && <Notice say={refusal} />}
      <View className="booking-foot booking-kept">
        <View className="booking-until">{`${asked}，${dayAndTime(until)} 前有效`}</View>
        <View className="booking-cancel">
          <Button
            look="quiet"
            label={byMe ? '不换了' : '不换'}
            disabled={busy}
            onTap={() => answer(swap.declineSwap)}
          />
        </View>
        {!byMe && (
          <View className="booking-cancel">
            <Button look="filled" label="跟对方换" disabled={busy} onTap={() => answer(swap.acceptSwap)} />
          </View>
        )}
      </View>
    </>
  )
}
