import { useState } from 'react'
import { useAct } from './use-act'

/**
 * Which of a list somebody looks at in a sheet, what they do about it, and what came of that.
 * @param first whose sheet is up when the page comes
 * @param after follows each answer
 */
export function usePicked<T>(first: T | undefined, after: () => Promise<void>) {
  const { busy, refusal, act, forget } = useAct(after)
  const [picked, setPicked] = useState(first)
  const [open, setOpen] = useState(first !== undefined)
  const [done, setDone] = useState<string>()
  const begin = () => {
    forget()
    setDone(undefined)
  }
  return {
    busy,
    refusal,
    act,
    /** Stays the same while its sheet goes down. */
    picked,
    open,
    done,
    /** Forgets what was told last. */
    begin,
    /** Tells what came of it; the sheet goes. */
    tell: (words: string) => {
      setOpen(false)
      setDone(words)
    },
    pick: (one: T) => {
      begin()
      setPicked(() => one)
      setOpen(true)
    },
    close: () => setOpen(false),
  }
}
