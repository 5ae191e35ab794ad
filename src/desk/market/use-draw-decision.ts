import { useState } from 'react'
import * as v from 'valibot'
import { draw as contract, type Round } from '../../../cloudfunctions/market/draw/contract'
import { asRefused, call } from '../../shared/cloud'

interface State {
  /** The round that the sheet is about; it stays while the sheet goes down. */
  round: Round | undefined
  open: boolean
  number: string
  origin: string
  reason: string
  busy: boolean
  /** What is wrong, by field. */
  wrong: { number?: string; origin?: string; reason?: string }
  refusal: string | undefined
  done: string | undefined
}

const nothing: State = {
  round: undefined,
  open: false,
  number: '',
  origin: '',
  reason: '',
  busy: false,
  wrong: {},
  refusal: undefined,
  done: undefined,
}

export type Deciding = ReturnType<typeof useDrawDecision>

const { number: numberOf, origin: originOf } = contract.revealDraw.input.entries
const { reason: reasonOf } = contract.voidDraw.input.entries

/** 开签或作废 What the auditor does with a round. */
export function useDrawDecision(refresh: () => Promise<void>) {
  const [state, setState] = useState(nothing)
  const { round, number, origin, reason, busy } = state

  const send = async (act: () => Promise<unknown>, done: string) => {
    if (busy) return
    setState((now) => ({ ...now, busy: true, refusal: undefined, wrong: {} }))
    try {
      await act()
      setState((now) => ({ ...nothing, round: now.round, done }))
      await refresh()
    } catch (error) {
      const { say } = asRefused(error)
      setState((now) => ({ ...now, busy: false, refusal: say }))
    }
  }
  const reveal = async () => {
    if (!round) return
    const wrong = {
      ...(v.is(numberOf, number) ? {} : { number: '照公布的抄，只写数字' }),
      ...(v.is(originOf, origin) ? {} : { origin: '写清在哪里查得到，2 到 80 个字' }),
    }
    if (Object.keys(wrong).length > 0) setState({ ...state, wrong })
    else await send(() => call(contract.revealDraw, { round: round.id, number, origin }), '开签了，中签的摊主已经通知')
  }
  const cancel = async () => {
    if (!round) return
    if (!v.is(reasonOf, reason)) setState({ ...state, wrong: { reason: '用 2 到 60 个字说清为什么，大家看得到' } })
    else await send(() => call(contract.voidDraw, { round: round.id, reason }), '作废了，报名的摊主已经通知')
  }
  const write = (field: 'number' | 'origin' | 'reason') => (words: string) =>
    setState((now) => ({ ...now, [field]: words, wrong: {} }))
  const ask = (next: Round) => setState({ ...nothing, round: next, open: true })
  const close = () => setState((now) => ({ ...now, open: false }))
  return { ...state, ask, close, write, reveal, cancel }
}
