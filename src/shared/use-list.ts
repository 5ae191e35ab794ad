import Taro, { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import { asRefused, call, type Refused } from './cloud'
import { useServer, type FromServer } from './use-server'

interface Page {
  items: unknown[]
  cursor?: string | undefined
}
type Lister = Capability & { output: { readonly '~types'?: { output: Page } | undefined } }
type Item<C extends Lister> = Output<C>['items'][number]

export interface ListFromServer<C extends Lister> extends FromServer<Output<C>> {
  /** What is shown. */
  items: Item<C>[]
  /** How many stand before them; `toStart` shows these again. */
  before: number
  toStart: () => void
  /**
   * Whether there is a page after what is shown; `more` brings it, as the end of the page does until as many are shown
   * as a page holds. From then on `more` shows the next ones in their place.
   */
  hasMore: boolean
  more: () => Promise<void>
  /** Why the next page did not come, if so. */
  noMore: Refused | undefined
}

/** What lies beyond the first page, by the question and the cursor that it goes on from. */
interface Further<C extends Lister> {
  of: string
  /** How many are not shown any more: the first page is among them, or none is. */
  before: number
  items: Item<C>[]
  cursor?: string | undefined
  refused?: Refused
}

const scrollToTop = () => void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })

/**
 * A list that lives in the cloud: its first page as `useServer` has it, the next ones as the reader gets there. `most`
 * are shown at a time: a page that only grew would end up slower than a phone can bear.
 */
export function useList<C extends Lister>(capability: C, input: Ask<C> | null = {}, most = 60): ListFromServer<C> {
  const first = useServer(capability, input)
  const [further, setFurther] = useState<Further<C>>({ of: '', before: 0, items: [] })
  const from = first.value?.cursor
  const of = JSON.stringify([capability.domain, capability.name, input, from])
  // A first page that comes anew and ends where it did keeps what follows: the reader comes back to the same place.
  const start: Further<C> = { of, before: 0, items: [], cursor: from }
  const known = further.of === of ? further : start
  const { before } = known
  const items = before > 0 ? known.items : [...(first.value?.items ?? []), ...known.items]

  const more = async () => {
    if (known.cursor === undefined) return
    try {
      const page = await call(capability, { ...input, cursor: known.cursor })
      if (items.length + page.items.length <= most) {
        setFurther({ of, before, items: [...known.items, ...page.items], cursor: page.cursor })
        return
      }
      setFurther({ of, before: before + items.length, items: page.items, cursor: page.cursor })
      scrollToTop()
    } catch (error) {
      setFurther({ ...known, refused: asRefused(error) })
    }
  }
  const perPage = first.value?.items.length ?? 0
  useReachBottom(() => {
    if (items.length + perPage <= most) void more()
  })
  const toStart = () => {
    setFurther(start)
    scrollToTop()
  }
  return { ...first, items, before, toStart, hasMore: known.cursor !== undefined, more, noMore: known.refused }
}
