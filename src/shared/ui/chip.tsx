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
          {on ? `✓ ${option.label}` : option.label}
        </View>
      )
    })}
  </View>
)

/** A word that says how something stands; nothing happens when it is tapped. */
export const Tag = ({ words, tone = 'soft' }: { words: string; tone?: 'soft' | 'good' | 'due' | 'bad' | 'tell' }) => (
  <View className={`tag tag-${tone}`}>{words}</View>
)
