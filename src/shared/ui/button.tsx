import { Button as TaroButton } from '@tarojs/components'
import { buttonRole } from '../aria'
import './button.scss'

interface Props {
  label: string
  /** `filled`: the one thing to do on a page. `quiet`: everything else. */
  look: 'filled' | 'quiet'
  disabled?: boolean
  onTap: () => void
}

export function Button({ label, look, disabled = false, onTap }: Props) {
  return (
    <TaroButton
      className={`button button-${look}`}
      hoverClass="button-pressed"
      disabled={disabled}
      {...buttonRole(disabled)}
      // The browser's button of Taro lets a tap through although it is disabled.
      onClick={() => !disabled && onTap()}
    >
      {label}
    </TaroButton>
  )
}
