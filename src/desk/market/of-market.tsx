import { useRouter } from '@tarojs/taro'
import type { ReactElement } from 'react'
import { layout } from '../../../cloudfunctions/market/layout/contract'
import { useServer } from '../../shared/use-server'
import { Page } from '../../shared/ui/page'
import { Waiting } from '../../shared/ui/waiting'
import { NotYours } from '../not-yours'

/** What a page shows of one market: the one that its address names, otherwise the first that the reader serves. */
export function OfMarket({ show }: { show: (market: string) => ReactElement }) {
  const { market } = useRouter().params
  const markets = useServer(layout.listMarkets, market === undefined ? {} : null)
  if (market !== undefined) return show(market)
  if (!markets.value) return <Waiting from={markets} heights={[48, 56, 56]} />
  const [first] = markets.value.items
  if (first) return show(first.id)
  return (
    <Page seenAt={markets.seenAt}>
      <NotYours who="运营方" />
    </Page>
  )
}
