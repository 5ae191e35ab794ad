import { useEffect, useState } from 'react'
import { phoneTime } from './device'

const tickMs = 1000

const stepAt = (step: number, ahead: number): number => Math.floor(Date.parse(phoneTime(ahead)) / step)

/**
 * When the step of so many milliseconds began that it is in now; it changes as the next one begins.
 * @param ahead milliseconds that the right time is before the phone's clock
 */
export function useStep(step: number, ahead = 0): Date {
  const [known, setKnown] = useState(() => stepAt(step, ahead))
  useEffect(() => {
    const timer = setInterval(() => setKnown(stepAt(step, ahead)), tickMs)
    return () => clearInterval(timer)
  }, [step, ahead])
  return new Date(known * step)
}
