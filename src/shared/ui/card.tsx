import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { tapRole } from '../aria'
import './card.scss'

interface Props {
  /** Further classes. */
  name?: string
  /** `raised`: what is at hand. `plain`: what is over, or less. `market`: on the ground of market things. */
  look?: 'raised' | 'plain' | 'market'
  /** What a screen reader says of a card that is tapped. */
  label?: string
  onTap?: () => void
}

/** Things that belong together. */
export function Card({ name = '', look = 'raised', label, onTap, children }: PropsWithChildren<Props>) {
  const classes = `card card-${look}${name && ` ${name}`}`
  if (!onTap) return <View className={classes}>{children}</View>
  return (
    <View className={classes} hoverClass="pressed" {...tapRole()} aria-label={label} onClick={onTap}>
      {children}
    </View>
  )
}
