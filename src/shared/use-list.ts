import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import type { Capability, Output } from '../../cloudfunctions/shared/contract'
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
  /** Why the next page did not come, if so. */
  noMore: Refused | undefined
}

/** What lies beyond the first page, by the cursor that it goes on from. */
interface Further<C extends Lister> {
  from: string | undefined
  items: Item<C>[]
  cursor?: string | undefined
  refused?: Refused
}

/** A list that lives in the cloud: its first page as `useServer` has it, the next ones as the reader gets there. */
export function useList<C extends Lister>(capability: C): ListFromServer<C> {
  const first = useServer(capability, {})
  const [further, setFurther] = useState<Further<C>>({ from: undefined, items: [] })
  const from = first.value?.cursor
  // A first page that comes anew and ends where it did keeps what follows: the reader comes back to the same place.
  const known: Further<C> = further.from === from ? further : { from, items: [], cursor: from }

  const more = async () => {
    if (known.cursor === undefined) return
    try {
      const page = await call(capability, { cursor: known.cursor })
      setFurther({ from, items: [...known.items, ...page.items], cursor: page.cursor })
    } catch (error) {
      setFurther({ ...known, refused: asRefused(error) })
    }
  }
  useReachBottom(() => void more())
  return { ...first, items: [...(first.value?.items ?? []), ...known.items], noMore: known.refused }
}
