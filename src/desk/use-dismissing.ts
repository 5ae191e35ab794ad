import { useCallback, useState } from 'react'
import * as v from 'valibot'
import { role as contract } from '../../cloudfunctions/member/role/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { asRefused, call } from '../shared/cloud'
import type { Power } from './authority'

/** Somebody who holds a role, as a list names them. */
export type Holder = Output<typeof contract.listHolders>['items'][number]

interface State {
  /** Whose role the reader was asked about; it stays while the sheet goes down. */
  asked: Holder | undefined
  open: boolean
  reason: string
  busy: boolean
  /** What is wrong with the reason. */
  wrong: string | undefined
  refusal: string | undefined
}

const nothing: State = {
  asked: undefined,
  open: false,
  reason: '',
  busy: false,
  wrong: undefined,
  refusal: undefined,
}

export type Dismissing = ReturnType<typeof useDismissing>

const reasonOf = v.object({ reason: contract.dismiss.input.entries.reason })

/** 取消身份 Asks for the reason, then takes the role; `done` hears whose. */
export function useDismissing(power: Power | undefined, done: (holder: Holder) => void) {
  const [state, setState] = useState(nothing)
  const { asked, reason, busy } = state

  const dismiss = async () => {
    if (!asked || busy) return
    if (!v.is(reasonOf, { reason })) {
      setState({ ...state, wrong: '用 2 到 200 个字说清为什么，对方看得到' })
      return
    }
    // The answer belongs to this holder: by then the reader may have asked about another.
    const tell = (news: Partial<State>) => setState((now) => (now.asked === asked ? { ...now, ...news } : now))
    tell({ busy: true, refusal: undefined, wrong: undefined })
    const { place, role, holder } = asked
    try {
      await call(power === 'admin' ? contract.revokeRole : contract.dismiss, { place, role, holder, reason })
      tell({ open: false, busy: false })
      done(asked)
    } catch (error) {
      tell({ busy: false, refusal: asRefused(error).say })
    }
  }
  const ask = (holder: Holder) => setState({ ...nothing, asked: holder, open: true })
  const write = useCallback((words: string) => setState((now) => ({ ...now, reason: words, wrong: undefined })), [])
  const close = () => setState((now) => ({ ...now, open: false }))
  return { ...state, ask, write, close, dismiss }
}
