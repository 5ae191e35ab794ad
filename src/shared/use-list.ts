import { useReachBottom } from '@tarojs/taro'
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
  items: Item<C>[]
  /** Whether there is a page after what is shown; `more` brings it, as the end of the page does. */
  hasMore: boolean
  more: () => Promise<void>
  /** Why the next page did not come, if so. */
  noMore: Refused | undefined
}

/** What lies beyond the first page, by the question and the cursor that it goes on from. */
interface Further<C extends Lister> {
  of: string
  items: Item<C>[]
  cursor?: string | undefined
  refused?: Refused
}

/** A list that lives in the cloud: its first page as `useServer` has it, the next ones as the reader gets there. */
export function useList<C extends Lister>(capability: C, input: Ask<C> | null = {}): ListFromServer<C> {
  const first = useServer(capability, input)
  const [further, setFurther] = useState<Further<C>>({ of: '', items: [] })
  const from = first.value?.cursor
  const of = JSON.stringify([capability.domain, capability.name, input, from])
  // A first page that comes anew and ends where it did keeps what follows: the reader comes back to the same place.
  const known: Further<C> = further.of === of ? further : { of, items: [], cursor: from }

  const more = async () => {
    if (known.cursor === undefined) return
    try {
      const page = await call(capability, { ...input, cursor: known.cursor })
      setFurther({ of, items: [...known.items, ...page.items], cursor: page.cursor })
    } catch (error) {
      setFurther({ ...known, refused: asRefused(error) })
    }
  }
  useReachBottom(() => void more())
  const items = [...(first.value?.items ?? []), ...known.items]
  return { ...first, items, hasMore: known.cursor !== undefined, more, noMore: known.refused }
}
