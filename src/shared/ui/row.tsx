import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { role, tapRole } from '../aria'
import { counted, phrased } from '../phrases'
import { Icon, type IconName } from './icon'
import './row.scss'

/** Rows below one another; `name`: its classes. */
export const List = ({ label, name = '', children }: PropsWithChildren<{ label: string; name?: string }>) => (
  <View className={name === '' ? 'list' : `list ${name}`} {...role('list')} aria-label={label}>
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
  /** Read as it stands: where a tap changes a whole list, its words would otherwise go over twice. */
  plain?: boolean | undefined
  /** Whether it is on, of one that a tap switches instead of leading somewhere. */
  on?: boolean | undefined
  onTap?: (() => void) | undefined
  /** What a tap does, at the end of the line; else it leads on. */
  end?: IconName | undefined
}

/** Signs of the largest title, and of the line below it, that stand beside an icon on the smallest phone. */
const lineful = { title: 7, note: 8 }

/** One line of a list; one that leads somewhere shows it. */
export function Row({
  title,
  note,
  tone,
  side,
  icon,
  dot = false,
  label,
  plain = false,
  on,
  onTap,
  end = 'go',
}: Props) {
  const facts = note === undefined ? undefined : counted(note)
  const spoken = label ?? [title, note, side, dot && '有新的'].filter(Boolean).join(' ')
  const leads = onTap !== undefined && on === undefined
  const look = `row${icon ? ' row-marked' : ''}${leads ? '' : ' row-still'}`
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <View className="row-words">
        <View className={`row-title${phrased(title, lineful.title)}`}>{title}</View>
        {facts !== undefined && (
          <View className={`row-note${tone ? ` row-${tone}` : ''}${phrased(facts, lineful.note)}`}>{facts}</View>
        )}
      </View>
      {side !== undefined && <View className="row-side">{side}</View>}
      {dot && <View className="row-dot" />}
      {leads && <Icon name={end} />}
    </>
  )
  if (!onTap)
    return (
      <View className={look} {...role('listitem')}>
        {inside}
      </View>
    )
  return (
    <View className="row-item" {...role('listitem')}>
      <View
        className={look}
        hoverClass="pressed"
        {...tapRole(on === undefined ? 'button' : 'switch', on)}
        aria-label={plain ? undefined : spoken}
        onClick={onTap}
      >
        {inside}
      </View>
    </View>
  )
}
