import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { role, tapRole } from '../aria'
import { useSheetFocus } from '../use-sheet-focus'
import './sheet.scss'

interface Props {
  open: boolean
  label: string
  /** Further classes, by which a sheet shows what is mounted in it already. */
  state?: string
  onClose: () => void
}

/** What rises from below. It stays mounted, so that opening it sends a class and little else. */
export function Sheet({ open, label, state = '', onClose, children }: PropsWithChildren<Props>) {
  const focus = useSheetFocus(open)
  return (
    <View className={`sheet${open ? ' sheet-open' : ''}${state && ` ${state}`}`}>
      <View className="sheet-scrim" {...tapRole()} aria-label="关上" onClick={onClose} catchMove />
      <View className="sheet-panel" {...role('dialog')} {...focus} aria-label={label}>
        {children}
      </View>
    </View>
  )
}
