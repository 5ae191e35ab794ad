import { useState } from 'react'
import { asRefused } from '../../shared/cloud'

interface State {
  busy: boolean
  refusal: string | undefined
}

/** One thing at a time that the cloud is asked to do; what it refused is told where it was asked. */
export function useAct() {
  const [state, setState] = useState<State>({ busy: false, refusal: undefined })
  const act = async (ask: () => Promise<unknown>): Promise<boolean> => {
    if (state.busy) return false
    setState({ busy: true, refusal: undefined })
    try {
      await ask()
      setState({ busy: false, refusal: undefined })
      return true
    } catch (error) {
      setState({ busy: false, refusal: asRefused(error).say })
      return false
    }
  }
  const forget = () => setState({ busy: false, refusal: undefined })
  return { ...state, act, forget }
}
