import { View } from '@tarojs/components'
import type { FeeLine } from '../../cloudfunctions/market/fees/contract'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { yuan } from './fee-words'
import type { usePaying } from './use-paying'

interface Props {
  line: FeeLine
  /** Whether it is the one that the page asks for first. */
  first: boolean
  from: ReturnType<typeof usePaying>
}

/** The end of a night's account that is owed: paying it, and how that went. */
export function PayFoot({ line, first, from: { paying, pay, confirm } }: Props) {
  const { stage = 'none', say } = paying?.night === line.night ? paying : {}
  const busy = paying?.stage === 'busy' || paying?.stage === 'sure'
  if (stage === 'late')
    return (
      <View className="pay">
        <Notice look="wait" say="付款还在确认，到账了这里会变，不用再付" />
        <Button look="quiet" label="再看看" onTap={() => void confirm(line.night)} />
      </View>
    )
  return (
    <View className="pay">
      {say !== undefined && <Notice look="tell" say={say} />}
      <Button
        look={first ? 'filled' : 'quiet'}
        label={stage === 'sure' ? '正在确认…' : stage === 'busy' ? '正在打开支付…' : `付 ¥${yuan(line.toPay)}`}
        disabled={busy}
        onTap={() => void pay(line)}
      />
    </View>
  )
}
