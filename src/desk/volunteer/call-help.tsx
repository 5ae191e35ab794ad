import { View } from '@tarojs/components'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { callForHelp } from '../../../cloudfunctions/volunteer/call-for-help/contract'
import { againAt } from '../../../cloudfunctions/volunteer/call-for-help/rules'
import { call } from '../../shared/cloud'
import { phoneTime } from '../../shared/device'
import { counted } from '../../shared/phrases'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'
import '../desk.scss'

interface Props {
  shift: string
  /** When volunteers nearby were called last, and how many. */
  help?: { told: number; at: string } | undefined
  refresh: () => Promise<void>
}

/** 喊人帮忙 One tap tells volunteers nearby; then it says how many, when, and when they may be told again. */
export function CallHelp({ shift, help, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const again = help && againAt({ at: new Date(help.at) })
  const rests = again !== undefined && again.toISOString() > phoneTime()
  return (
    <View>
      {help && (
        <View className="desk-say">
          <View>{counted(`${dayAndTime(help.at)} 喊了附近 ${String(help.told)} 位志愿者`)}</View>
          {rests && <View>{`${dayAndTime(again)} 以后还缺可以再喊`}</View>}
        </View>
      )}
      {refusal !== undefined && <Notice say={refusal} />}
      {!rests && (
        <Button
          look="quiet"
          label={busy ? '正在喊…' : help ? '再喊一次' : '喊人帮忙'}
          disabled={busy}
          onTap={() => void act(() => call(callForHelp.callForHelp, { shift }))}
        />
      )}
    </View>
  )
}
