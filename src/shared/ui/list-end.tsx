import { View } from '@tarojs/components'
import type { Refused } from '../cloud'
import { Button } from './button'
import { Notice } from './notice'

interface Props {
  hasMore: boolean
  /** Why the next page did not come, if so. */
  noMore: Refused | undefined
  /** How many stand before those that are shown. */
  before: number
  more: () => Promise<void>
  toStart: () => void
}

/**
 * The end of a list that may go on: for whoever cannot scroll to it, where it all fits on the screen, and where as many
 * are shown as a page holds. It has an element of its own, or WeChat would be sent the whole list again when it goes.
 */
export const ListEnd = ({ hasMore, noMore, before, more, toStart }: Props) => (
  <View>
    {noMore && <Notice say={noMore.say} />}
    {hasMore && <Button look="text" label="还有，接着看" onTap={() => void more()} />}
    {before > 0 && <Button look="text" label={`回到前面 ${String(before)} 个`} onTap={toStart} />}
  </View>
)
