import { View } from '@tarojs/components'
import { Button } from './button'
import { Notice } from './notice'
import { Sheet } from './sheet'
import './sure-sheet.scss'

interface Props {
  open: boolean
  /** What is asked, and what would follow. */
  title: string
  say: string
  /** The button that does it, and what it says meanwhile. */
  yes: string
  doing: string
  /** The button that leaves all as it is. */
  no: string
  busy: boolean
  /** Whether it cannot be done after all. */
  off?: boolean
  refusal: string | undefined
  onYes: () => void
  onClose: () => void
}

/** Asks once before something that is not easily had back. */
export const SureSheet = ({ open, title, say, yes, doing, no, busy, off = false, refusal, onYes, onClose }: Props) => (
  <Sheet open={open} label={yes} onClose={onClose}>
    <View className="sure-title">{title}</View>
    <View className="sure-say">{say}</View>
    <View className="sheet-do">
      {refusal !== undefined && <Notice say={refusal} />}
      <Button look="filled" label={busy ? doing : yes} disabled={busy || off} onTap={onYes} />
    </View>
    <Button look="quiet" label={no} onTap={onClose} />
  </Sheet>
)
