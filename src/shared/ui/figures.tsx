import { View } from '@tarojs/components'
import { tapRole } from '../aria'
import './figures.scss'

interface Figure {
  value: string
  /** What it counts. */
  label: string
  tone?: 'lantern' | 'leaf' | 'amber' | 'indigo'
  /** Opens its definition and rows. */
  onTap?: () => void
}

/** Numbers side by side; one that opens shows it. */
export const Figures = ({ items }: { items: readonly Figure[] }) => (
  <View className="figures">
    {items.map(({ value, label, tone = 'ink', onTap }) => (
      <View
        key={label}
        className={onTap ? 'figure figure-opens' : 'figure'}
        {...(onTap ? { hoverClass: 'pressed', ...tapRole(), onClick: onTap } : {})}
      >
        <View className={`figure-value figure-${tone}`}>{value}</View>
        <View className="figure-label">{label}</View>
      </View>
    ))}
  </View>
)
