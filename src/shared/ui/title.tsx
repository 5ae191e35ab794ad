import { View } from '@tarojs/components'
import { headingRole } from '../aria'
import { phrased } from '../phrases'
import './title.scss'

interface Props {
  words: string
  /** `page`: what a page is about. `part`: what follows below it. */
  of?: 'page' | 'part'
}

/** Signs of the largest title that stand on one line of the smallest phone. */
const lineful = 8

/** Words above what they are about. */
export const Title = ({ words, of = 'page' }: Props) => (
  <View className={`title title-${of}${phrased(words, lineful)}`} {...headingRole(of === 'page' ? 1 : 2)}>
    {words}
  </View>
)
