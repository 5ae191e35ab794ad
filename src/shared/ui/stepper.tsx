import { View } from '@tarojs/components'
import { role, tapRole } from '../aria'
import { Icon } from './icon'
import './stepper.scss'

interface Props {
  label: string
  value: number
  min?: number
  max: number
  /** What is counted, as `人`. */
  unit?: string
  /** How many a tap adds or takes. */
  by?: number
  onChange: (value: number) => void
}

/** A small number, one more or one less at a time. */
export function Stepper({ label, value, min = 1, max, unit = '', by: each = 1, onChange }: Props) {
  const amount = each === 1 ? '一' : String(each)
  const step = (by: 1 | -1) => {
    const next = value + by * each
    const off = next < min || next > max
    return (
      <View
        className={`step${off ? ' step-off' : ''}`}
        hoverClass="pressed"
        {...tapRole()}
        aria-label={by > 0 ? `${label}加${amount}` : `${label}减${amount}`}
        aria-disabled={off}
        onClick={() => !off && onChange(next)}
      >
        <Icon name={by > 0 ? 'add' : 'less'} />
      </View>
    )
  }
  return (
    <View className="stepper">
      <View className="stepper-label">{label}</View>
      <View className="stepper-acts">
        {step(-1)}
        <View className="stepper-value" aria-live="polite" {...role('status')}>
          {`${String(value)}${unit && ` ${unit}`}`}
        </View>
        {step(1)}
      </View>
    </View>
  )
}
