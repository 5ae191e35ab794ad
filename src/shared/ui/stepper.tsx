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
  onChange: (value: number) => void
}

/** A small number, one more or one less at a time. */
export function Stepper({ label, value, min = 1, max, unit = '', onChange }: Props) {
  const step = (by: 1 | -1) => {
    const next = value + by
    const off = next < min || next > max
    return (
      <View
        className={`step${off ? ' step-off' : ''}`}
        hoverClass="pressed"
        {...tapRole()}
        aria-label={by > 0 ? `${label}加一` : `${label}减一`}
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
      {step(-1)}
      <View className="stepper-value" aria-live="polite" {...role('status')}>
        {`${String(value)}${unit && ` ${unit}`}`}
      </View>
      {step(1)}
    </View>
  )
}
