import { View } from '@tarojs/components'
import { role } from '../aria'
import './progress.scss'

interface Props {
  /** What is under way, or counted. */
  label: string
  /** How far, of 100. */
  percent: number
  /** Stands at the end of the line, instead of the percent. */
  side?: string
}

/** How far something is. */
export const Progress = ({ label, percent, side }: Props) => (
  <View className="progress">
    <View className="progress-words">
      <View>{label}</View>
      <View className="progress-side">{side ?? `${String(percent)}%`}</View>
    </View>
    <View className="progress-track" {...role('img')} aria-label={`${label} ${String(percent)}%`}>
      <View className="progress-bar" style={{ width: `${String(Math.min(100, percent))}%` }} />
    </View>
  </View>
)
