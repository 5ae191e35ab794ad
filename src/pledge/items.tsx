import { useState } from 'react'
import { items as contract, type ItemList, type ItemView } from '../../cloudfunctions/pledge/items/contract'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useList, type ListFromServer } from '../shared/use-list'
import { itemListWords, itemStands } from '../shared/item-words'
import { Choice } from '../shared/ui/chip'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Lasting } from '../shared/ui/lasting'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { promiseTabs } from './words'

/** 三张清单 What waits for somebody to promise something about it, list by list. */
export default function Items() {
  const [kind, setKind] = useState<ItemList>('problem')
  const list = useList(contract.listItems, { list: kind })
  useShare({ title: '问题、需求、任务，看看哪一件您能领', path: '/pledge/items' })
  return (
    <Page seenAt={list.seenAt}>
      <Title words="说到做到" />
      <Segmented label="看哪些" options={promiseTabs} value="items" onChange={go.promiseTab} />
      <Choice label="哪张清单" options={itemListWords} value={kind} onChange={setKind} />
      <Lasting waits={!list.value && !list.refused}>
        <Found list={list} />
      </Lasting>
    </Page>
  )
}

function Found({ list }: { list: ListFromServer<typeof contract.listItems> }) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72, 72]} />
  if (list.items.length === 0) return <Empty title="这张清单是空的" say="支部听到了会写上来，换一张看看" />
  return (
    <>
      <Grouped label="清单" items={list.items} row={(each) => <OneItem item={each} />} />
      <ListEnd {...list} />
    </>
  )
}

function OneItem({ item }: { item: ItemView }) {
  const { id, words, whom, taken, state } = item
  const takers = taken > 0 ? `${String(taken)} 人承诺了` : undefined
  return (
    <Row
      title={words}
      note={dotted([whom, takers])}
      tone={state === 'done' ? 'good' : undefined}
      side={itemStands(item)}
      plain
      onTap={() => go.item(id)}
    />
  )
}
