import { View } from '@tarojs/components'
import { useState } from 'react'
import { items as contract, type ItemView } from '../../../cloudfunctions/pledge/items/contract'
import { dotted } from '../../shared/phrases'
import { itemStands } from '../../shared/item-words'
import { useList, type ListFromServer } from '../../shared/use-list'
import { Button } from '../../shared/ui/button'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import type { Held } from '../authority'
import { Serving } from '../serving'
import { CloseItem } from './close-item'
import { NewItem } from './new-item'

/** 三张清单 What stands on the lists of the secretary's branch: another one, and how one ended. */
export default function DeskItems() {
  return <Serving as="secretary" show={(held) => <ItemsOf held={held} />} />
}

function ItemsOf({ held }: { held: Held }) {
  const list = useList(contract.listItems, { community: held.place })
  const [adding, setAdding] = useState(false)
  const [closing, setClosing] = useState<ItemView>()
  const [open, setOpen] = useState(false)
  const close = (item: ItemView) => {
    setClosing(item)
    setOpen(true)
  }
  return (
    <Page seenAt={list.seenAt} foot={<Button look="filled" label="写一条" onTap={() => setAdding(true)} />}>
      <Title words={held.placeName} />
      <View>
        <Found list={list} onTap={close} />
      </View>
      <NewItem branch={held.place} open={adding} refresh={list.reload} onClose={() => setAdding(false)} />
      <CloseItem
        item={closing}
        older={closing ? olderThan(closing, list.items) : []}
        open={open}
        refresh={list.reload}
        onClose={() => setOpen(false)}
      />
    </Page>
  )
}

/** How many are offered to merge one into: the latest that came before it. */
const mostOffered = 6

/** What an item can be merged into, of what the page knows. */
const olderThan = ({ id, at }: ItemView, all: readonly ItemView[]): ItemView[] =>
  all
    .filter((each) => each.at < at || (each.at === at && each.id < id))
    .filter(({ state }) => state !== 'done' && state !== 'dropped')
    .slice(0, mostOffered)

interface FoundProps {
  list: ListFromServer<typeof contract.listItems>
  onTap: (item: ItemView) => void
}

function Found({ list, onTap }: FoundProps) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72]} />
  if (list.items.length === 0) return <Empty title="清单还是空的" say="走访听到的、哨声反映的，写上来才有人领" />
  return (
    <>
      <Grouped
        label="清单"
        items={list.items}
        row={(item) => {
          const over = item.state === 'done' || item.state === 'dropped'
          return (
            <Row
              title={item.words}
              note={item.say ?? dotted([item.whom, item.taken > 0 && `${String(item.taken)} 人承诺了`])}
              side={itemStands(item)}
              onTap={over ? undefined : () => onTap(item)}
            />
          )
        }}
      />
      <ListEnd {...list} />
    </>
  )
}
