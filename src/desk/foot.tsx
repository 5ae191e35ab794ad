import { View } from '@tarojs/components'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'

interface Props {
  /** What was just done. */
  outcome: string | undefined
  /** The one thing to do on this page; absent where nothing can be. */
  act: string | undefined
  onTap: () => void
}

/** What stands where the thumb is: the last outcome, and what to do next. */
export const Foot = ({ outcome, act, onTap }: Props) => (
  <>
    {outcome !== undefined && (
      <View className="desk-outcome">
        <Notice look="done" say={outcome} />
      </View>
    )}
    {act !== undefined && <Button look="filled" label={act} onTap={onTap} />}
  </>
)
