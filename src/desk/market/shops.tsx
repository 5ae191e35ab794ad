import { useState } from 'react'
import { approval } from '../../../cloudfunctions/market/approval/contract'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { go } from '../../shared/routes'
import { useList, type ListFromServer } from '../../shared/use-list'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Segmented } from '../../shared/ui/segmented'
import { Grouped } from '../../shared/ui/grouped'
import { Lasting } from '../../shared/ui/lasting'
import { ListEnd } from '../../shared/ui/list-end'
import { OfMarket } from './of-market'

const whiches = [
  { value: 'waiting', label: '等我核对' },
  { value: 'approved', label: '在摆' },
  { value: 'needs-info', label: '等补资料' },
  { value: 'suspended', label: '暂停' },
] as const
type Which = (typeof whiches)[number]['value']

/** 摊主 The vendors of a market: who waits for a decision, the longest first. */
export default function Shops() {
  return <OfMarket show={(market) => <ShopsOf market={market} />} />
}

function ShopsOf({ market }: { market: string }) {
  const [which, setWhich] = useState<Which>('waiting')
  const list = useList(approval.listShops, { market, which })
  return (
    <Page seenAt={list.seenAt}>
      <Segmented label="哪一类" options={whiches} value={which} onChange={setWhich} />
      <Lasting waits={!list.value && !list.refused}>
        <Found list={list} />
      </Lasting>
    </Page>
  )
}

function Found({ list }: { list: ListFromServer<typeof approval.listShops> }) {
  if (!list.value) return <Coming from={list} heights={[56, 56, 56]} />
  if (list.items.length === 0) return <Empty title="这里没有人等着" say="有人交资料，就排在这里" />
  return (
    <>
      <Grouped
        label="摊主"
        items={list.items}
        row={(each) => (
          <Row
            title={each.name === '' ? '还没起摊名' : each.name}
            note={each.sells}
            side={each.waitsSince === undefined ? undefined : `${dayAndTime(each.waitsSince)} 起`}
            onTap={() => go.deskShop(each.shop)}
          />
        )}
      />
      <ListEnd {...list} />
    </>
  )
}
