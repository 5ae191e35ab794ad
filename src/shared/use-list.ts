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

interface Further<C extends Lister> {
  after: Output<C> | undefined
  items: Item<C>[]
  cursor?: string | undefined
  refused?: Refused
}

/** A list that lives in the cloud: its first page as `useServer` has it, the next ones as the reader gets there. */
export function useList<C extends Lister>(capability: C): ListFromServer<C> {
  const first = useServer(capability, {})
  const [further, setFurther] = useState<Further<C>>({ after: undefined, items: [] })
  const known: Further<C> =
    further.after === first.value ? further : { after: first.value, items: [], cursor: first.value?.cursor }

  const more = async () => {
    if (known.cursor === undefined) return
    try {
      const page = await call(capability, { cursor: known.cursor })
      setFurther({ after: known.after, items: [...known.items, ...page.items], cursor: page.cursor })
    } catch (error) {
      setFurther({ ...known, refused: asRefused(error) })
    }
  }
  useReachBottom(() => void more())
  return { ...first, items: [...(first.value?.items ?? []), ...known.items], noMore: known.refused }
}
