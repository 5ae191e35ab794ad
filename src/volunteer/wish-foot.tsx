import { View } from '@tarojs/components'
import type { Reason } from '../../cloudfunctions/shared/contract'
import { wish as contract, type WishView } from '../../cloudfunctions/volunteer/wish/contract'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import './shift.scss'

interface Props {
  wish: WishView
  whyNot: Reason | undefined
  refresh: () => Promise<void>
}

/** Where somebody goes whom a step of their own keeps from a wish. */
const leads: Readonly<Record<string, { label: string; onTap: () => void }>> = {
  NOT_A_VOLUNTEER: { label: '登记成志愿者', onTap: go.volunteer },
  SKILL_MISSING: { label: '我会什么', onTap: go.volunteer },
  HANDS_FULL: { label: '看我接的', onTap: go.myWishes },
  PAUSED: { label: '看到场记录', onTap: go.standing },
}

/** 接单 The way in, or why none and what to do next. */
export function ClaimFoot({ wish, whyNot, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const lead = leads[whyNot?.code ?? '']
  if (whyNot)
    return (
      <View className="shift-foot">
        <View className="shift-foot-say">{whyNot.say}</View>
        {lead && <Button look="filled" {...lead} />}
      </View>
    )
  return (
    <View className="shift-foot">
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="shift-foot-say">接了七天内办好，来不了就退回</View>
      <Button
        look="filled"
        label={busy ? '正在接…' : '我来办'}
        disabled={busy}
        onTap={() => void act(() => call(contract.claimWish, { wish: wish.id }))}
      />
    </View>
  )
}
