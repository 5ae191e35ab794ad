import { View } from '@tarojs/components'
import { role, tapRole } from '../shared/aria'
import type { Named } from './authority'
import './crumbs.scss'

interface Props {
  /** From the widest down. */
  path: readonly Named[]
  /** Which of them is where the reader is: those above are one tap away, those below are not shown. */
  at: number
  /** How many there may be, so that going down or up sends a word and a class. */
  slots?: number
  onTap: (index: number) => void
}

/** Keeps a text's place in the page, so that a tap sends the text alone. */
const blank = ' '

/** The way down the tree. */
export const Crumbs = ({ path, at, slots = path.length, onTap }: Props) => (
  <View className={`crumbs at-${String(at)}`} {...role('navigation')} aria-label="到这里的路">
    {Array.from({ length: slots }, (_, index) => (
      <View key={index} className="crumb" {...tapRole('link')} onClick={() => onTap(index)}>
        {path[index]?.name ?? blank}
      </View>
    ))}
  </View>
)
