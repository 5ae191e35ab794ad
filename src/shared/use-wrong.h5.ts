import { useEffect, useRef } from 'react'

/** What scrolls around a part of a page: the sheet that it is in, or else the page. */
const scrollerOf = (part: Element): Element | null => part.closest('.sheet-panel, .taro_page')

/** Scrolls that alone: `scrollIntoView` would also move what lies around a sheet, and the sheet off its edge. */
function toTheMiddle(part: Element): void {
  const scroller = scrollerOf(part)
  if (!scroller) return
  const [{ top, height }, around] = [part.getBoundingClientRect(), scroller.getBoundingClientRect()]
  scroller.scrollTop += top + height / 2 - (around.top + around.height / 2)
}

/** Brings the first field with an error into the middle of what is seen, when its error comes. */
export function useWrong(error: string | undefined) {
  const ref = useRef<HTMLElement>(null)
  const wrong = error !== undefined
  useEffect(() => {
    const field = ref.current
    if (!wrong || !field || scrollerOf(field)?.querySelector('.field-wrong') !== field) return
    // Its words, and not all of the field: what stays at the thumb covers the lower end of a sheet.
    const words = field.querySelector('.field-foot')
    if (words) toTheMiddle(words)
  }, [wrong])
  return { field: { ref }, input: {} }
}
