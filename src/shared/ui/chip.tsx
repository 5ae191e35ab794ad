import { View } from '@tarojs/components'
import { role, tapRole } from '../aria'
import './chip.scss'

interface Option {
  value: string
  label: string
}
interface Props {
  label: string
  options: readonly Option[]
  /** Values of those that are on. */
  chosen: readonly string[]
  onTap: (value: string) => void
}

/** Words to choose any of, as a filter. */
export const Chips = ({ label, options, chosen, onTap }: Props) => (
  <View className="chips" {...role('group')} aria-label={label}>
    {options.map((option) => {
      const on = chosen.includes(option.value)
      return (
        <View
          key={option.value}
          className={`chip${on ? ' chip-on' : ''}`}
          hoverClass="pressed"
          {...tapRole('checkbox', on)}
          aria-label={option.label}
          onClick={() => onTap(option.value)}
        >
          {option.label}
        </View>
      )
    })}
  </View>
)

interface ChoiceProps<T extends string> {
  label: string
  options: readonly { value: T; label: string }[]
  value: T
  onChange: (value: T) => void
}

/** Words to choose one of, where they are too many for one line; one class of the whole says which, so that a tap sends little. */
export const Choice = <T extends string>({ label, options, value, onChange }: ChoiceProps<T>) => (
  <View
    className={`chips at-${String(options.findIndex((option) => option.value === value))}`}
    {...role('radiogroup')}
    aria-label={label}
  >
    {options.map((option) => (
      <View
        key={option.value}
        className="chip"
        hoverClass="pressed"
        {...tapRole('radio', option.value === value)}
        aria-label={option.label}
        onClick={() => onChange(option.value)}
      >
        {option.label}
      </View>
    ))}
  </View>
)

/** A word that says how something stands; nothing happens when it is tapped. */
export const Tag = ({ words, tone = 'soft' }: { words: string; tone?: 'soft' | 'good' | 'due' | 'bad' | 'tell' }) => (
  <View className={`tag tag-${tone}`}>{words}</View>
)
