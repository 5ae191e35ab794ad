import { useState } from 'react'
import { draw as contract, choicesMax } from '../../cloudfunctions/market/draw/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'

interface Entering {
  /** What the reader changed and did not send; absent: as it is in the cloud. */
  choices: string[] | undefined
  done: string | undefined
}

const nothing: Entering = { choices: undefined, done: undefined }

/** 报名 Wishes of one round, and sending them; `refresh` brings the page up to date. */
export function useEntry(stored: readonly string[], refresh: () => Promise<void>) {
  const [state, setState] = useState(nothing)
  const { busy, refusal, act, forget } = useAct(refresh)
  const choices = state.choices ?? stored

  const toggle = (code: string) => {
    const without = choices.filter((each) => each !== code)
    const next = without.length < choices.length ? without : [...choices, code].slice(0, choicesMax)
    forget()
    setState({ ...nothing, choices: next })
  }
  const send = async (ask: () => Promise<unknown>, done: string) => {
    if (await act(ask)) setState({ ...nothing, done })
  }
  const enter = (round: string, pair: string | undefined) =>
    send(
      () => call(contract.enterDraw, { round, choices: [...choices], ...(pair === undefined ? {} : { pair }) }),
      '报上了，截止前随时能改',
    )
  const withdraw = (round: string) => send(() => call(contract.withdrawDraw, { round }), '撤回了')
  return { ...state, busy, refusal, choices, changed: state.choices !== undefined, toggle, enter, withdraw }
}
