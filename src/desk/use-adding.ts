import { useCallback, useState } from 'react'
import * as v from 'valibot'
import { PersonCode, role as contract, type Holding } from '../../cloudfunctions/member/role/contract'
import type { Output, Role } from '../../cloudfunctions/shared/contract'
import { asRefused, call } from '../shared/cloud'
import { scan } from '../shared/scan'
import type { Named, Power } from './authority'

interface State {
  open: boolean
  /** As it was typed or read. */
  code: string
  busy: boolean
  /** What is wrong with the code. */
  wrong: string | undefined
  /** Whose code it is, once that was asked. */
  person: Output<typeof contract.findMember> | undefined
  refusal: string | undefined
  /** What was given. */
  given: Holding | undefined
}

const nothing: State = {
  open: false,
  code: '',
  busy: false,
  wrong: undefined,
  person: undefined,
  refusal: undefined,
  given: undefined,
}

/** A code as it was meant: people type small letters and leave room between. */
export const tidyCode = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase()

export type Adding = ReturnType<typeof useAdding>

/** 加一位 By somebody's code: first whose it is, then the role; `done` when it was given. */
export function useAdding(power: Power | undefined, at: Named, role: Role, done: () => Promise<void>) {
  const [state, setState] = useState(nothing)
  const { code, busy } = state

  /** Asks the cloud for something about a code. By the answer the reader may have gone on to another. */
  const about = async (code: string, ask: (person: string) => Promise<Partial<State>>) => {
    if (busy) return
    const tell = (news: Partial<State>) => setState((now) => (now.code === code ? { ...now, ...news } : now))
    const person = tidyCode(code)
    if (!v.is(PersonCode, person)) {
      tell({ wrong: '码是 8 位字母和数字，没有 0、1、I、O，再对一遍' })
      return
    }
    tell({ busy: true, refusal: undefined, wrong: undefined })
    const news = await ask(person).catch((error: unknown) => ({ refusal: asRefused(error).say }))
    tell({ busy: false, ...news })
  }
  const find = (code: string) =>
    about(code, async (person) => ({ person: await call(contract.findMember, { person }) }))
  const give = () =>
    about(code, async (person) => {
      const capability = power === 'admin' ? contract.grantRole : contract.appoint
      const given = await call(capability, { place: at.place, role, person })
      void done()
      return { given }
    })
  const read = async () => {
    const code = await scan()
    if (code === null) return
    setState({ ...nothing, open: true, code })
    await find(code)
  }
  const begin = () => setState({ ...nothing, open: true })
  const type = useCallback(
    (code: string) => setState((now) => ({ ...now, code, wrong: undefined, refusal: undefined })),
    [],
  )
  const close = () => setState((now) => ({ ...now, open: false }))
  return { ...state, begin, type, read, find: () => find(code), give, close }
}
