import { useEffect, useRef } from 'react'

/** What a reader calls an input, and whether it is wrong: in a browser Taro's element holds the real one inside. */
export function useInputAria(label: string, error: string | undefined): object {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    const host = ref.current
    if (!host) return undefined
    const name = () => {
      const inner = host.querySelector('input, textarea')
      inner?.setAttribute('aria-label', label)
      inner?.setAttribute('aria-invalid', String(error !== undefined))
    }
    name()
    // The real one comes a moment after.
    const observer = new MutationObserver(name)
    observer.observe(host, { childList: true })
    return () => observer.disconnect()
  }, [label, error])
  return { ref }
}
