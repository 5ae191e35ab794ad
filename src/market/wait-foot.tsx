import { View } from '@tarojs/components'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { appliesWords, whyNotHere, type NightMap } from './words'

interface Props {
  map: NightMap
  refresh: () => Promise<void>
}

/** What somebody does who can take no stall yet: it begins with their profile. */
const leads: Readonly<Record<string, string>> = { NOT_ALLOWED: '想来摆摊', VENDOR_NOT_APPROVED: '看我的资料' }

/** What applies to whoever looks at the map; 候补 where nothing is left for them, and their turn while they wait. */
export function WaitFoot({ map, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const { me, night } = map
  const waits = me?.position !== undefined
  const nothing = map.rows.every(({ stalls }) => stalls.every((stall) => whyNotHere(map, stall) !== null))
  const may = me !== undefined && !waits && nothing && me.whyNotJoin === undefined
  const lead = leads[map.whyNot?.code ?? '']
  if (lead !== undefined)
    return (
      <View className="applies applies-leads">
        <View>{appliesWords(map)}</View>
        <Button look="text" label={lead} onTap={go.myShop} />
      </View>
    )
  return (
    <View className="applies">
      {refusal && <Notice say={refusal} />}
      {waits
        ? `您在候补，排第 ${String(me.position)} 位，空出来马上通知您`
        : may
          ? '您能用的都订满了'
          : appliesWords(map)}
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
