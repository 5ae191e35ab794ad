import { Input, Text, Textarea, View } from '@tarojs/components'
import { memo } from 'react'
import { role } from '../aria'
import { counted, phrased } from '../phrases'
import { useInputAria } from '../use-input-aria'
import { useWrong } from '../use-wrong'
import './field.scss'

interface Props {
  label: string
  value: string
  onInput: (value: string) => void
  /** An example of what goes here. */
  placeholder?: string
  /** What helps to fill it in; an error takes its place. */
  hint?: string
  /** Which rule the words break, and what to do. */
  error?: string | undefined
  /** Characters at most; counted where there are several lines. */
  max?: number
  type?: 'text' | 'number' | 'digit' | 'idcard' | 'nickname'
  /** Several lines. */
  long?: boolean
  disabled?: boolean
}

/** Signs of the largest small words that stand on a line of the smallest phone, and beside a count. */
const lineful = { whole: 12, counted: 8 }

/**
 * One thing to write, with its name above it and its error below. Taro sends an input's value anew whenever its parent
 * draws it anew: with an `onInput` that stays the same it is left alone.
 */
export const Field = memo(function Field({
  label,
  value,
  onInput,
  hint,
  error,
  max = 140,
  type = 'text',
  long = false,
  disabled = false,
  ...rest
}: Props) {
  const aria = useInputAria(label, error)
  const shown = useWrong(error)
  const told = counted(error === undefined ? (hint ?? '') : `！${error}`)
  const phrases = phrased(told, long ? lineful.counted : lineful.whole)
  const common = {
    value,
    maxlength: max,
    onInput: ({ detail }: { detail: { value: string } }) => onInput(detail.value),
    placeholderClass: 'field-placeholder',
    disabled,
    ...rest,
    ...aria,
    ...shown.input,
  }
  return (
    <View
      {...shown.field}
      className={`field${error === undefined ? '' : ' field-wrong'}${disabled ? ' field-off' : ''}`}
    >
      <View className="field-label">{label}</View>
      {long ? (
        <Textarea className="field-input field-long" autoHeight {...common} />
      ) : (
        <Input className="field-input" type={type} {...common} />
      )}
      <View className="field-foot">
        {error === undefined ? (
          <View className={`field-hint${phrases}`}>{told}</View>
        ) : (
          <View className={`field-error${phrases}`} {...role('alert')}>
            {told}
          </View>
        )}
        {long && <Text className="field-count">{`${String(value.length)} / ${String(max)}`}</Text>}
      </View>
    </View>
  )
})
