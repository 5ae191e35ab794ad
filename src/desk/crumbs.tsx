import { View } from '@tarojs/components'
import { role, tapRole } from '../shared/aria'
import type { Named } from './authority'
import './crumbs.scss'

interface Props {
  /** Places above, from the widest down: each is one tap away. */
  above: readonly Named[]
  /** Where the reader is, where nothing below says it. */
  here?: string
  onTap: (index: number) => void
}

/** The way down the tree. */
export const Crumbs = ({ above, here, onTap }: Props) => (
  <View className="crumbs" {...role('navigation')} aria-label="到这里的路">
    {above.map(({ place, name }, index) => (
      <View key={place} className="crumb crumb-up" {...tapRole('link')} aria-label={name} onClick={() => onTap(index)}>
        {name}
      </View>
    ))}
    {here !== undefined && <View className="crumb">{here}</View>}
  </View>
)
