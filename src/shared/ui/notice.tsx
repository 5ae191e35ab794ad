import { View } from '@tarojs/components'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { role } from '../aria'
import './notice.scss'

/** One line that a person should read now. */
export function Notice({ say }: { say: string }) {
  return (
    <View className="notice" aria-live="polite" {...role('status')}>
      {say}
    </View>
  )
}

/** What stands on the page is from before: the network is away. */
export const SeenAt = ({ at }: { at: string }) => <Notice say={`网络不通，下面是 ${dayAndTime(at)} 看到的`} />
