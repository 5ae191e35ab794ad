import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { wishDesk } from '../../../cloudfunctions/volunteer/wish-desk/contract'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useList, type ListFromServer } from '../../shared/use-list'
import { wishNote } from '../../shared/wish-words'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Segmented } from '../../shared/ui/segmented'
import { Title } from '../../shared/ui/title'
import type { Held } from '../authority'
import { Serving } from '../serving'

const options = [
  { value: 'check', label: '等核对' },
  { value: 'unclaimed', label: '没人接' },
  { value: 'unanswered', label: '没人评' },
] as const
type Which = (typeof options)[number]['value']

/** 微心愿 What waits for staff at their place: to check, claimed by nobody for days, done and not answered for days. */
export default function DeskWishes() {
  return <Serving as="staff" show={(held) => <WishesAt held={held} />} />
}

function WishesAt({ held }: { held: Held }) {
  const [which, setWhich] = useState<Which>('check')
  const list = useList(wishDesk.listDeskWishes, { place: held.place, which })
  return (
    <Page seenAt={list.seenAt}>
      <Title words={held.placeName} />
      <Segmented label="等您办的" options={options} value={which} onChange={setWhich} />
      <View>
        <Found list={list} which={which} />
      </View>
    </Page>
  )
}

const nothing: Record<Which, { title: string; say: string }> = {
  check: { title: '没有等核对的', say: '邻居说的心愿会排在这里' },
  unclaimed: { title: '没有等久了的', say: '派出去三天没人接，就排在这里' },
  unanswered: { title: '没有等评的', say: '办好三天没人评，就排在这里' },
}

function Found({ list, which }: { list: ListFromServer<typeof wishDesk.listDeskWishes>; which: Which }) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72]} />
  if (list.items.length === 0) return <Empty {...nothing[which]} />
  return (
    <>
      <Grouped
        label="微心愿"
        items={list.items}
        row={(each) => (
          <Row
            title={each.words}
            note={dotted([wishNote(each), `${dayAndTime(each.since)} 起`])}
            tone={which === 'check' ? undefined : 'due'}
            onTap={() => go.deskWish(each.id)}
          />
        )}
      />
      <ListEnd {...list} />
    </>
  )
}
