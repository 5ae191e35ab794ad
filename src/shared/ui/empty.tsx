import { View } from '@tarojs/components'
import { headingRole } from '../aria'
import { Button } from './button'
import './empty.scss'

interface Props {
  title: string
  say: string
  action?: { label: string; onTap: () => void }
}

/** A page or a list with nothing in it: what would be here, and how to begin. */
export function Empty({ title, say, action }: Props) {
  return (
    <View className="empty">
      <View className="empty-lantern" aria-hidden="true" />
      <View className="empty-title" {...headingRole(2)}>
        {title}
      </View>
      <View className="empty-say">{say}</View>
      {action && (
        <View className="empty-action">
          <Button look="quiet" {...action} />
        </View>
      )}
    </View>
  )
}
