import { View } from '@tarojs/components'
import { booking } from '../../cloudfunctions/market/booking/contract'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { clockTime } from '../../cloudfunctions/shared/shanghai'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import { hoursOf, kindWords, stallFacts, vendorWords, whyNotHere, type NightMap } from './words'
import './stall-sheet.scss'

/** Noes that depend on the stall: all are mounted, and a class shows the one that holds. */
const reasons = ['STALL_TAKEN', 'STALL_CLOSED', 'KIND_MISMATCH'] as const
const { refusals } = booking.bookStall

interface Props {
  map: NightMap
  /** The stall that was tapped last; it stays while the sheet goes down. */
  stall: StallOnMap | undefined
  open: boolean
  busy: boolean
  /** What the cloud answered to the tap on the button, if it said no. */
  refusal: string | undefined
  onBook: (stall: StallOnMap) => void
  onMine: () => void
  onClose: () => void
}

export function StallSheet({ map, stall, open, busy, refusal, onBook, onMine, onClose }: Props) {
  const mine = stall?.state === 'mine'
  const why = stall && !mine ? whyNotHere(map, stall) : null
  return (
    <Sheet open={open} label="摊位" state={mine ? 'mine' : (why ?? '')} onClose={onClose}>
      <View className="stall-title">{stall && `${stall.code} ${kindWords[stall.kind]}`}</View>
      <View className="stall-facts">{stall && factsOf(stall)}</View>
      <Rules map={map} />
      {refusal && <Notice say={refusal} />}
      {map.whyNot && <View className="why why-all">{map.whyNot.say}</View>}
      {reasons.map((code) => (
        <View key={code} className={`why why-${code}`}>
          {refusals[code]}
        </View>
      ))}
      <View className="why why-mine">✓ 订好了，这一晚这里是您的</View>
      <Button
        look="filled"
        label={mine ? '到「我的」里看' : busy ? '正在订…' : '订这个摊位'}
        disabled={why !== null || busy}
        onTap={() => stall && (mine ? onMine() : onBook(stall))}
      />
    </Sheet>
  )
}

const factsOf = (stall: StallOnMap): string =>
  stall.vendor && stall.state !== 'mine' ? vendorWords(stall.vendor) : stallFacts(stall)

/** What applies to whoever books this night. */
function Rules({ map: { night } }: { map: NightMap }) {
  return (
    <View className="rules">
      <View className="rule">出摊 {hoursOf(night)}</View>
      <View className="rule">{clockTime(night.cancelBy, night.date)} 前可以退，刚订的十分钟内也能退</View>
      <View className="rule">一晚一人一个摊位</View>
    </View>
  )
}
