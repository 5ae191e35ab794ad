import { View } from '@tarojs/components'
import { role } from '../aria'
import { counted, phrased } from '../phrases'
import { Button } from './button'
import { Icon } from './icon'
import './notice.scss'

/** What a notice is about; each has its own glyph, so that it reads without colour too. */
const icons = { warn: 'warn', done: 'done', tell: 'tell', bar: 'offline', wait: 'time' } as const

interface Props {
  say: string
  /** `warn`: a rule or a refusal. `done`: it worked. `tell`: good to know. `bar`: the network is away; `wait`: something waits for it; both from edge to edge. */
  look?: keyof typeof icons
  action?: Action
  /** What else can be done about it. */
  other?: Action
}

interface Action {
  label: string
  onTap: () => void
}

/** Signs of the largest words that stand beside the glyph on the smallest phone. */
const lineful = 9

/** One line that a person should read now. */
export function Notice({ say, look = 'warn', action, other }: Props) {
  const words = counted(say)
  return (
    <View className={`notice notice-${look}${action ? ' notice-acts' : ''}`}>
      <Icon name={icons[look]} />
      <View className={`notice-say${phrased(words, lineful)}`} aria-live="polite" {...role('status')}>
        {words}
      </View>
      {action && <Button look="text" {...action} />}
      {other && <Button look="text" {...other} />}
    </View>
  )
}
