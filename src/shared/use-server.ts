import Taro, { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import { asRefused, call, type Refused } from './cloud'
import { whenOnlineAgain } from './online'
import { flushQueue } from './queue'
import { keepSeen, lastSeen, type Seen } from './seen'

export interface FromServer<T> {
  /** Absent while it is on its way, and when it was refused. */
  value: T | undefined
  /** Why the latest try gave nothing. */
  refused: Refused | undefined
  /** When what is shown was seen, while the network is away; otherwise absent. */
  seenAt: string | undefined
  /** When it was seen, by the phone's clock. */
  at: string | undefined
  reload: () => Promise<void>
}

interface State<T> {
  /** What was asked, as JSON: an answer says nothing about another question. */
  question?: string
  seen?: Seen<T> | undefined
  refused?: Refused
}

/**
 * State that lives in the cloud: asked for when the page shows, when the question changes and when the page is pulled
 * down, and when the network comes back to a page that it had failed; not at all while there is no question (null).
 */
export function useServer<C extends Capability>(capability: C, input: Ask<C> | null): FromServer<Output<C>> {
  const [state, setState] = useState<State<Output<C>>>({})
  const turn = useRef(0)
  const underWay = useRef<string>()
  const question = JSON.stringify([capability.domain, capability.name, input])

  const reload = useCallback(async () => {
    const [, , asked] = JSON.parse(question) as [string, string, Ask<C> | null]
    if (asked === null) return
    const mine = ++turn.current
    underWay.current = question
    const next = await call(capability, asked).then(
      (value): State<Output<C>> => ({ question, seen: keepSeen(capability, asked, value) }),
      (error: unknown): State<Output<C>> => ({ question, refused: asRefused(error) }),
    )
    // An answer that a later question has overtaken says nothing any more.
    if (mine !== turn.current) return
    underWay.current = undefined
    setState((before) => {
      if (!next.refused || !next.refused.passing) return next
      const known = before.question === question ? before.seen : undefined
      return { ...next, seen: known ?? lastSeen(capability, asked) }
    })
  }, [capability, question])

  // A part joins its page before the page shows, or long after: whichever comes first asks.
  const look = useCallback(() => {
    if (underWay.current !== question) void reload()
  }, [question, reload])
  useEffect(look, [look])
  useDidShow(look)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const { seen, refused } = state.question === question ? state : {}

  const showing = useRef(true)
  useDidShow(() => void (showing.current = true))
  useDidHide(() => void (showing.current = false))
  const failed = refused !== undefined
  useEffect(
    // What waits goes first, so that the answer knows of it. A page that does not show asks when it does.
    () => (failed ? whenOnlineAgain(() => showing.current && void flushQueue().then(look)) : undefined),
    [failed, look],
  )
  return { value: seen?.value, refused, seenAt: refused ? seen?.at : undefined, at: seen?.at, reload }
}
