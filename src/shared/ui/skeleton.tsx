import { View } from '@tarojs/components'
import { role } from '../aria'
import './skeleton.scss'

/** Stands where blocks of these heights, in pixels, will be. */
export function Skeleton({ heights }: { heights: number[] }) {
  return (
    <View className="skeleton" aria-label="正在取来" {...role('status')}>
      {heights.map((height, index) => (
        <View key={index} className="skeleton-block" style={{ height: `calc(${String(height)}px * var(--times))` }} />
      ))}
    </View>
  )
}
