import { useCallback, useState } from 'react'
import type * as v from 'valibot'
import { wrongWith } from './wrong-with'

/** Why somebody does something, in their words, by the contract's rule for them. */
export function useReason(rule: v.GenericSchema<string, string>) {
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<string>()
  const write = useCallback((words: string) => setReason(words), [])
  /** Whether the words will do; where not, the field says why. */
  const isGood = (): boolean => {
    const why = wrongWith(rule, reason)
    setWrong(why)
    return why === undefined
  }
  const send = async (mark: (reason: string) => Promise<boolean>) => {
    if (isGood() && (await mark(reason))) setReason('')
  }
  return { field: { value: reason, onInput: write, error: wrong }, isGood, send }
}
