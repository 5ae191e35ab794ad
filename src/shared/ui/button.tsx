import { Button as TaroButton, type ButtonProps } from '@tarojs/components'
import { buttonRole } from '../aria'
import './button.scss'

interface Props {
  label: string
  /** `filled`: the one thing to do on a page. `quiet`: everything else. `text`: beside a line of words. */
  look: 'filled' | 'quiet' | 'text'
  disabled?: boolean
  onTap?: () => void
  /** What WeChat does itself when it is tapped: sharing, asking for a phone number, … and what it hands back. */
  weixin?: Partial<ButtonProps>
}

export function Button({ label, look, disabled = false, onTap, weixin }: Props) {
  return (
    <TaroButton
      className={`button button-${look}`}
      hoverClass="button-pressed"
      disabled={disabled}
      {...buttonRole(disabled)}
      {...weixin}
      // The browser's button of Taro lets a tap through although it is disabled.
      onClick={() => !disabled && onTap?.()}
    >
      {label}
    </TaroButton>
  )
}
