import { View } from '@tarojs/components'
import { role, tapRole } from '../aria'
import './segmented.scss'

interface Props<T extends string> {
  label: string
  options: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
}

/** Two to four views of the same thing, one of them shown. */
export const Segmented = <T extends string>({ label, options, value, onChange }: Props<T>) => (
  <View className="segmented" {...role('tablist')} aria-label={label}>
    {options.map((option) => (
      <View
        key={option.value}
        className={`segment${option.value === value ? ' segment-on' : ''}`}
        {...tapRole('tab', option.value === value)}
        aria-label={option.label}
        onClick={() => onChange(option.value)}
      >
        {option.label}
      </View>
    ))}
  </View>
)
