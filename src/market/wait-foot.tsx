import { View } from '@tarojs/components'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import { call } from '../shared/cloud'
import { phrased } from '../shared/phrases'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import type { Kept } from './use-kept'
import { appliesWords, leftWords, whyNotHere, type NightMap } from './words'

interface Props {
  map: NightMap
  /** What is, or was, kept for the reader. */
  kept: Kept | undefined
  onPick: (stall: StallOnMap) => void
  refresh: () => Promise<void>
}

/** What somebody does who can take no stall yet: it begins with their profile. */
const leads: Readonly<Record<string, string>> = { NOT_ALLOWED: '想来摆摊', VENDOR_NOT_APPROVED: '看我的资料' }

/** Signs of the largest second words that stand on a line at the foot of the smallest phone. */
const lineful = 12

/** What applies to whoever looks at the map; 候补 where nothing is left for them, and their turn while they wait. */
export function WaitFoot({ map, kept, onPick, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const { me, night } = map
  const waits = me?.position !== undefined
  const nothing = map.rows.every(({ stalls }) => stalls.every((stall) => whyNotHere(map, stall) !== null))
  const may = me !== undefined && !waits && nothing && me.whyNotJoin === undefined
  const applies = appliesWords(map)
  const lead = leads[map.whyNot?.code ?? '']
  if (lead !== undefined)
    return (
      <View className="applies applies-leads">
        <View className={phrased(applies, lineful)}>{applies}</View>
        <Button look="text" label={lead} onTap={go.myShop} />
      </View>
    )
  const own = map.rows
    .flatMap(({ stalls }) => stalls)
    .find(({ code, state }) => code === kept?.stall && state === 'holding')
  if (own && kept && kept.minutes > 0) {
    const words = `您正留着 ${own.code}，${leftWords(kept.minutes)}`
    return (
      <View className="applies applies-leads">
        <View className={phrased(words, lineful)}>{words}</View>
        <Button look="text" label="接着订" onTap={() => onPick(own)} />
      </View>
    )
  }
  const place = waits ? `您在候补，排第 ${String(me.position)} 位，空出来马上通知您` : undefined
  const words = place ?? (may ? '您能用的都订满了' : applies)
  return (
    <View className={`applies${phrased(words, lineful)}`}>
      {refusal && <Notice say={refusal} />}
      {words}
      {may && (
        <Button
          look="filled"
          label="候补一个"
          disabled={busy}
          onTap={() => void act(() => call(waiting.joinWaiting, { night: night.id }))}
        />
      )}
      {waits && (
        <Button
          look="quiet"
          label="不等了"
          disabled={busy}
          onTap={() => void act(() => call(waiting.leaveWaiting, { night: night.id }))}
        />
      )}
    </View>
  )
}
