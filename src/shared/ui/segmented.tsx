import { View } from '@tarojs/components'
import { role, tapRole } from '../aria'
import './segmented.scss'

interface Props<T extends string> {
  label: string
  options: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
}

/** Two to four views of the same thing, one of them shown; one class of the whole says which, so that a tap sends little. */
export const Segmented = <T extends string>({ label, options, value, onChange }: Props<T>) => (
  <View
    className={`segmented at-${String(options.findIndex((option) => option.value === value))}`}
    {...role('tablist')}
    aria-label={label}
  >
    {options.map((option) => (
      <View
        key={option.value}
        className={options.length === 4 ? 'segment segment-of-four' : 'segment'}
        {...tapRole('tab', option.value === value)}
        aria-label={option.label}
        onClick={() => onChange(option.value)}
      >
        {option.label}
      </View>
    ))}
  </View>
)
