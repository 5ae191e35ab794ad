import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useCallback, useRef, useState } from 'react'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import { asRefused, call, type Refused } from './cloud'
import { keepSeen, lastSeen, type Seen } from './seen'

export interface FromServer<T> {
  /** Absent while it is on its way, and when it was refused. */
  value: T | undefined
  /** Why the latest try gave nothing. */
  refused: Refused | undefined
  /** When what is shown was seen, while the network is away; otherwise absent. */
  seenAt: string | undefined
  reload: () => Promise<void>
}

interface State<T> {
  seen?: Seen<T> | undefined
  refused?: Refused
}

/** State that lives in the cloud: asked for when the page shows and when it is pulled down. */
export function useServer<C extends Capability>(capability: C, input: Ask<C>): FromServer<Output<C>> {
  const [{ seen, refused }, setState] = useState<State<Output<C>>>({})
  const turn = useRef(0)
  const question = JSON.stringify(input)

  const reload = useCallback(async () => {
    const mine = ++turn.current
    const asked = JSON.parse(question) as Ask<C>
    const next = await call(capability, asked).then(
      (value): State<Output<C>> => ({ seen: keepSeen(capability, asked, value) }),
      (error: unknown): State<Output<C>> => ({ refused: asRefused(error) }),
    )
    // An answer that a later question has overtaken says nothing any more.
    if (mine !== turn.current) return
    setState((before) => {
      if (!next.refused || !next.refused.passing) return next
      return { ...next, seen: before.seen ?? lastSeen(capability, asked) }
    })
  }, [capability, question])

  useDidShow(() => void reload())
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return { value: seen?.value, refused, seenAt: refused ? seen?.at : undefined, reload }
}
