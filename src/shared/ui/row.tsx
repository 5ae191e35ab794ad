import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { role, tapRole } from '../aria'
import { Icon, type IconName } from './icon'
import './row.scss'

/** Rows below one another. */
export const List = ({ label, children }: PropsWithChildren<{ label: string }>) => (
  <View className="list" {...role('list')} aria-label={label}>
    {children}
  </View>
)

interface Props {
  title: string
  /** A second line. */
  note?: string | undefined
  /** `good`: the second line says that something can be done or is done; `due`: that it is soon. */
  tone?: 'good' | 'due' | undefined
  /** At the other end of the line. */
  side?: string | undefined
  icon?: IconName | undefined
  /** Something new is behind it. */
  dot?: boolean | undefined
  /** What a screen reader says, where it is not the words in their order. */
  label?: string | undefined
  onTap?: (() => void) | undefined
}

/** One line of a list; one that leads somewhere shows it. */
export function Row({ title, note, tone, side, icon, dot = false, label, onTap }: Props) {
  const spoken = label ?? [title, note, side, dot && '有新的'].filter(Boolean).join(' ')
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <View className="row-words">
        <View className="row-title">{title}</View>
        {note !== undefined && <View className={`row-note${tone ? ` row-${tone}` : ''}`}>{note}</View>}
      </View>
      {side !== undefined && <View className="row-side">{side}</View>}
      {dot && <View className="row-dot" />}
      {onTap && <Icon name="go" />}
    </>
  )
  if (!onTap)
    return (
      <View className="row" {...role('listitem')}>
        {inside}
      </View>
    )
  return (
    <View {...role('listitem')}>
      <View className="row" hoverClass="pressed" {...tapRole()} aria-label={spoken} onClick={onTap}>
        {inside}
      </View>
    </View>
  )
}
