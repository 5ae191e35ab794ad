import { View } from '@tarojs/components'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { role } from '../aria'
import { dotted } from '../phrases'
import { Icon } from './icon'
import './timeline.scss'

interface Entry {
  id: string
  /** When (ISO); absent where it is still to come. */
  at?: string
  /** Who did it, as they are shown. */
  actor?: string
  say: string
  /** `no`: it was refused or sent back. `next`: it is still to come. */
  state: 'done' | 'now' | 'no' | 'next'
}

const icons = { done: 'tick', now: 'time', no: 'close', next: 'less' } as const

/** What happened, one below the other along a line. */
export const Timeline = ({ label, entries }: { label: string; entries: readonly Entry[] }) => (
  <View className="timeline" {...role('list')} aria-label={label}>
    {entries.map(({ id, at, actor, say, state }) => (
      <View key={id} className={`moment moment-${state}`} {...role('listitem')}>
        <View className="moment-mark">
          <Icon name={icons[state]} />
        </View>
        <View className="moment-words">
          <View className="moment-say">{say}</View>
          <View className="moment-by">{dotted([actor, at === undefined ? undefined : dayAndTime(at)])}</View>
        </View>
      </View>
    ))}
  </View>
)
