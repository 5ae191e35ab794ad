import { View } from '@tarojs/components'
import type { Refused } from '../shared/cloud'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'

interface Props {
  hasMore: boolean
  /** Why the next page did not come, if so. */
  noMore: Refused | undefined
  more: () => Promise<void>
}

/**
 * The end of a list that may go on: for whoever cannot scroll to it, or where it all fits on the screen. It
 * has an element of its own, or WeChat would be sent the whole list again when it goes.
 */
export const ListEnd = ({ hasMore, noMore, more }: Props) => (
  <View>
    {noMore && <Notice say={noMore.say} />}
    {hasMore && <Button look="text" label="还有，接着看" onTap={() => void more()} />}
  </View>
)
