import { View } from '@tarojs/components'
import { role, tapRole } from '../shared/aria'
import type { Named } from './authority'
import './crumbs.scss'

interface Props {
  /** From the widest place down; the last one is where the reader is. */
  path: readonly Named[]
  onTap: (index: number) => void
}

/** The way down the tree, each place on it but the last one tap away. */
export const Crumbs = ({ path, onTap }: Props) => (
  <View className="crumbs" {...role('navigation')} aria-label="到这里的路">
    {path.map(({ place, name }, index) =>
      index === path.length - 1 ? (
        <View key={place} className="crumb">
          {name}
        </View>
      ) : (
        <View
          key={place}
          className="crumb crumb-up"
          {...tapRole('link')}
          aria-label={name}
          onClick={() => onTap(index)}
        >
          {name}
        </View>
      ),
    )}
  </View>
)
