import { View } from '@tarojs/components'
import { headingRole } from '../aria'
import { phrased } from '../phrases'
import { Button } from './button'
import './empty.scss'

interface Props {
  title: string
  say: string
  action?: { label: string; onTap: () => void }
}

/** Signs of the largest second words that stand on one line of the smallest phone. */
const lineful = 10

/** A page or a list with nothing in it: what would be here, and how to begin. */
export function Empty({ title, say, action }: Props) {
  return (
    <View className="empty">
      <View className="empty-lantern" aria-hidden="true" />
      <View className="empty-title" {...headingRole(2)}>
        {title}
      </View>
      <View className={`empty-say${phrased(say, lineful)}`}>{say}</View>
      {action && (
        <View className="empty-action">
          <Button look="quiet" {...action} />
        </View>
      )}
    </View>
  )
}
