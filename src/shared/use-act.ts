import { useState } from 'react'
import { asRefused } from './cloud'

interface State {
  busy: boolean
  refusal: string | undefined
}

/**
 * One thing at a time that the cloud is asked to do; what it refused is told where it was asked.
 * @param after follows each answer, also a no: what the page shows may be why
 * @returns `act`, which answers whether it was done
 */
export function useAct(after?: () => Promise<void>) {
  const [state, setState] = useState<State>({ busy: false, refusal: undefined })
  const act = async (ask: () => Promise<unknown>): Promise<boolean> => {
    if (state.busy) return false
    setState({ busy: true, refusal: undefined })
    const refusal = await ask().then(
      () => undefined,
      (error: unknown) => asRefused(error).say,
    )
    await after?.()
    setState({ busy: false, refusal })
    return refusal === undefined
  }
  const forget = () => setState({ busy: false, refusal: undefined })
  return { ...state, act, forget }
}
