import { View } from '@tarojs/components'
import { headingRole } from '../aria'
import './title.scss'

interface Props {
  words: string
  /** `page`: what a page is about. `part`: what follows below it. */
  of?: 'page' | 'part'
}

/** Words above what they are about. */
export const Title = ({ words, of = 'page' }: Props) => (
  <View className={`title title-${of}`} {...headingRole(of === 'page' ? 1 : 2)}>
    {words}
  </View>
)
