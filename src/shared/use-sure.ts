import { useState } from 'react'
import { useAct } from './use-act'

/**
 * One thing that is asked about once more before it is done; the sheet goes when it was.
 * @param what asks the cloud
 * @param after follows each answer
 */
export function useSure(what: () => Promise<unknown>, after: () => Promise<void>) {
  const [open, setOpen] = useState(false)
  const { busy, refusal, act, forget } = useAct(after)
  const ask = () => {
    forget()
    setOpen(true)
  }
  const close = () => setOpen(false)
  const onYes = () => void act(what).then((done) => done && close())
  return { ask, sheet: { open, busy, refusal, onYes, onClose: close } }
}
