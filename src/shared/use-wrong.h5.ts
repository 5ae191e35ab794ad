import { useEffect, useRef } from 'react'

/** Brings the first field with an error into the middle of what is seen, when its error comes. */
export function useWrong(error: string | undefined) {
  const ref = useRef<HTMLElement>(null)
  const wrong = error !== undefined
  useEffect(() => {
    const field = ref.current
    const first = field?.closest('.sheet-panel, .page')?.querySelector('.field-wrong')
    // Its words, and not all of the field: what stays at the thumb covers the lower end of a sheet.
    if (wrong && first === field) field?.querySelector('.field-foot')?.scrollIntoView({ block: 'center' })
  }, [wrong])
  return { field: { ref }, input: {} }
}
