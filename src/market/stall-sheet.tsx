import { View } from '@tarojs/components'
import { booking } from '../../cloudfunctions/market/booking/contract'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { ladderWords } from '../../cloudfunctions/market/record/rules'
import { clockTime, dateOf } from '../../cloudfunctions/shared/shanghai'
import { phoneTime } from '../shared/device'
import { go } from '../shared/routes'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import { hoursOf, kindWords, leftWords, stallFacts, vendorWords, whyNotHere, type NightMap } from './words'
import { Reminder } from './reminder'
import { SwapOffer } from './swap-offer'
import type { Picking } from './use-booking'
import type { Kept } from './use-kept'
import './stall-sheet.scss'

/** Noes that depend on the stall: all are mounted, and a class shows the one that holds. */
const reasons = [
  'STALL_TAKEN',
  'STALL_CLOSED',
  'STALL_FIXED',
  'STALL_BY_DRAW',
  'STALL_WAITED',
  'KIND_MISMATCH',
  'PAPERS_EXPIRED',
] as const
const { refusals } = booking.bookStall

/** Keeps a text's place in the page, so that a tap sends the text alone. */
const blank = ' '

interface Props extends Picking {
  map: NightMap
  /** What is, or was, kept for the reader. */
  kept: Kept | undefined
  onHold: (stall: string) => void
  onBook: (stall: string, held: boolean) => void
  onMine: () => void
  onClose: () => void
}

export function StallSheet({ map, kept, picked, open, outcome, refusal, onHold, onBook, onMine, onClose }: Props) {
  const row = map.rows.find(({ stalls }) => stalls.some(({ code }) => code === picked))
  const stall = row?.stalls.find(({ code }) => code === picked)
  const mine = outcome === 'booked' || stall?.state === 'mine'
  const why = stall && !mine ? whyNotHere(map, stall) : null
  const busy = outcome === 'busy'
  // Who has or holds it is the reader: the stall itself is what they look at.
  const reader = mine || stall?.state === 'holding'
  const shop = reader ? undefined : stall?.vendor?.shop
  const own = kept?.stall === picked ? kept : undefined
  const hold = stall && !mine && why !== 'all' ? holdOf(stall, own) : undefined
  // What the cloud just said goes before the rule that the fresh map now shows.
  const state = mine ? 'mine' : refusal === undefined ? (hold ?? why ?? '') : ''
  const begun = map.night.startsAt <= phoneTime() && map.night.state !== 'cancelled'
  // Whoever has a stall may ask another vendor to change, until the market opens.
  const swaps = (map.me?.stalls ?? []).length > 0 && stall?.state === 'taken' && map.night.startsAt > phoneTime()
  // Whoever may stand there may want it on other nights too.
  const again = stall?.mode === 'pick' && map.me?.kinds.includes(stall.kind) === true && shop === undefined
  const more = [
    shop !== undefined && 'has-shop',
    shop !== undefined && begun && 'has-begun',
    shop !== undefined && swaps && 'has-swap',
    again && 'has-series',
  ]
  const states = [state, ...more].filter(Boolean).join(' ')
  return (
    <Sheet open={open} label="摊位" state={states} onClose={onClose}>
      <View className="stall-title">{stall ? `${stall.code} ${kindWords[stall.kind]}` : blank}</View>
      <View className="stall-facts">{stall ? factsOf(stall, reader) : blank}</View>
      <Rules map={map} />
      {map.whyNot && <View className="why why-all">{map.whyNot.say}</View>}
      {reasons.map((code) => (
        <View key={code} className={`why why-${code}`}>
          {refusals[code]}
        </View>
      ))}
      <View className="why why-mine">✓ 订好了，这一晚这里是您的</View>
      <View>{outcome === 'booked' && <Reminder />}</View>
      <View className="see-shop">
        <Button look="quiet" label="看看这位摊主" onTap={() => shop !== undefined && go.shop(shop)} />
      </View>
      <SwapOffer night={map.night.id} stall={stall?.code ?? ''} mine={map.me?.stalls ?? []} />
      <View className="series-way">
        <Button look="text" label="连着几晚都订它" onTap={() => stall && go.seriesAt(map.night.market, stall.code)} />
      </View>
      <View className="complain">
        <Button look="text" label="反映这个摊位的问题" onTap={() => stall && go.complain(map.night.id, stall.code)} />
      </View>
      <View className="sheet-do">
        <View className="why why-held">有人正在挑这个摊位，最多留十分钟。先看看别的，或者等会儿再来</View>
        <View className="why why-for-me">{kept ? keptWords(kept) : blank}</View>
        <View className="why why-lapsed">留的时间到了，先让出来了。这会儿还空着，想要就再留一次</View>
        {refusal && <Notice say={refusal} />}
        <Button
          look="filled"
          label={
            mine ? '到「我的」里看' : busy ? '正在订…' : takes[hold ?? (kept && kept.minutes > 0 ? 'for-me' : 'held')]
          }
          disabled={why !== null || busy}
          onTap={() => {
            if (mine) onMine()
            else if (stall && hold === 'lapsed') onHold(stall.code)
            else if (stall) onBook(stall.code, own !== undefined)
          }}
        />
        <View className="another">
          <Button look="quiet" label="换一个" onTap={onClose} />
        </View>
      </View>
    </Sheet>
  )
}

/** 占位 How a stall is held: by whoever looks, until just now, or by somebody else. */
function holdOf({ state }: StallOnMap, own: Kept | undefined): 'for-me' | 'lapsed' | 'held' | undefined {
  if (own && own.minutes > 0 && state === 'holding') return 'for-me'
  if (own?.minutes === 0 && state === 'free') return 'lapsed'
  return state === 'held' ? 'held' : undefined
}

/** What the button does that takes a stall. */
const takes = { 'for-me': '确认订下', lapsed: '再留一次', held: '订这个摊位' } as const

const keptWords = ({ until, minutes }: Kept): string =>
  `这个摊位给您留到 ${clockTime(until, dateOf(new Date(until)))}，${leftWords(minutes)}`

const factsOf = (stall: StallOnMap, reader: boolean): string =>
  stall.vendor && !reader ? vendorWords(stall.vendor) : stallFacts(stall)

/** What applies to whoever books this night. */
function Rules({ map: { night, stallsEach, ladder } }: { map: NightMap }) {
  return (
    <View className="rules">
      <View className="rule">{`出摊 ${hoursOf(night)}`}</View>
      <View className="rule">{`${clockTime(night.cancelBy, night.date)} 前可以退，刚订的十分钟内也能退`}</View>
      <View className="rule">
        {stallsEach === 1 ? '一晚一人一个摊位' : `一晚一人最多 ${String(stallsEach)} 个摊位`}
      </View>
      <View className="rule">{`不来又没退：${ladderWords(ladder)}`}</View>
    </View>
  )
}
