import { View } from '@tarojs/components'
import { useState } from 'react'
import { wish, type WishState } from '../../cloudfunctions/volunteer/wish/contract'
import { go } from '../shared/routes'
import { useList, type ListFromServer } from '../shared/use-list'
import { wishNote, wishStateWords } from '../shared/wish-words'
import { Button } from '../shared/ui/button'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'

const options = [
  { value: 'asked', label: '我说的' },
  { value: 'claimed', label: '我接的' },
] as const
type Which = (typeof options)[number]['value']

/** 我的心愿 What the reader asked for, and what they do for others; the latest first. */
export default function MyWishes() {
  const [which, setWhich] = useState<Which>('asked')
  const list = useList(wish.myWishes, { which })
  return (
    <Page seenAt={list.seenAt} foot={<Button look="filled" label="说一个心愿" onTap={() => go.askWish()} />}>
      <Segmented label="哪些心愿" options={options} value={which} onChange={setWhich} />
      <View>
        <Mine list={list} which={which} />
      </View>
    </Page>
  )
}

/** Where the reader has something to do. */
const turns: Record<Which, readonly WishState[]> = { asked: ['returned', 'done'], claimed: ['claimed'] }

function Mine({ list, which }: { list: ListFromServer<typeof wish.myWishes>; which: Which }) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72]} />
  if (list.items.length === 0)
    return which === 'asked' ? (
      <Empty title="还没说过心愿" say="搬个东西、修个水龙头，都可以说" />
    ) : (
      <Empty title="还没接过心愿" say="看看邻居要帮什么" action={{ label: '看微心愿', onTap: go.wishesInstead }} />
    )
  return (
    <>
      <Grouped
        label="我的心愿"
        items={list.items}
        row={(each) => (
          <Row
            title={each.words}
            note={wishNote(each)}
            tone={turns[which].includes(each.state) ? 'due' : undefined}
            side={wishStateWords[each.state]}
            onTap={() => go.wish(each.id)}
          />
        )}
      />
      <ListEnd {...list} />
    </>
  )
}
