import { useEffect, useRef } from 'react'

/** Puts the focus into a sheet that rises, and back to where it was when the sheet goes down. */
export function useSheetFocus(open: boolean) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!open) return undefined
    const before = document.activeElement
    // A hidden part cannot have the focus, and the sheet is shown by the style that follows.
    const frame = requestAnimationFrame(() => ref.current?.focus({ preventScroll: true }))
    return () => {
      cancelAnimationFrame(frame)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [open])
  return { ref, tabindex: -1 }
}
