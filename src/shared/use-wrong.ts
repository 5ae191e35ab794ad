import { useState } from 'react'

/**
 * Puts the cursor into a field whose error just came: WeChat then brings it above the keyboard. It stays until the field
 * is left, also when the error goes with the first letter.
 */
export function useWrong(error: string | undefined) {
  const wrong = error !== undefined
  const [was, setWas] = useState(wrong)
  const [focus, setFocus] = useState(false)
  if (wrong !== was) {
    setWas(wrong)
    if (wrong) setFocus(true)
  }
  const input = focus ? { focus, cursorSpacing: 80, onBlur: () => setFocus(false) } : {}
  return { field: {}, input }
}
