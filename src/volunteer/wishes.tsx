import { View } from '@tarojs/components'
import { useState } from 'react'
import { wish, type WishView } from '../../cloudfunctions/volunteer/wish/contract'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useList, type ListFromServer } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { wishNote, wishStateWords } from '../shared/wish-words'
import { Button } from '../shared/ui/button'
import { Chips } from '../shared/ui/chip'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { givingTabs } from './words'

const options = [
  { value: 'open', label: '还没人接的' },
  { value: 'mine', label: '我的社区' },
]

/** 微心愿 What neighbours ask for: all, those that nobody has, those of the reader's community. */
export default function Wishes() {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const near = chosen.includes('mine')
  const me = useServer(profile.myVolunteer, near ? {} : null)
  const community = near ? me.value?.community?.place : undefined
  const list = useList(wish.listWishes, {
    ...(chosen.includes('open') ? { open: true } : {}),
    ...(community === undefined ? {} : { community }),
  })
  useShare({ title: '邻居的小心愿，看看能不能帮上', path: '/volunteer/wishes' })
  const toggle = (value: string) =>
    setChosen((now) => (now.includes(value) ? now.filter((each) => each !== value) : [...now, value]))
  return (
    <Page seenAt={list.seenAt} foot={<Button look="filled" label="我也说一个" onTap={() => go.askWish()} />}>
      <Title words="搭把手" />
      <Segmented label="看哪些" options={givingTabs} value="wishes" onChange={go.shiftsInstead} />
      <Chips label="哪些心愿" options={options} chosen={chosen} onTap={toggle} />
      <View>
        <Found list={list} />
      </View>
    </Page>
  )
}

function Found({ list }: { list: ListFromServer<typeof wish.listWishes> }) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72, 72]} />
  if (list.items.length === 0) return <Empty title="这里还没有心愿" say="想请邻居搭把手，就说一个" />
  return (
    <>
      <Grouped label="微心愿" items={list.items} row={(each) => <OneWish wish={each} />} />
      <ListEnd {...list} />
    </>
  )
}

const OneWish = ({ wish: each }: { wish: WishView }) => (
  <Row
    title={each.words}
    note={wishNote(each)}
    tone={each.state === 'shown' ? 'good' : undefined}
    side={wishStateWords[each.state]}
    onTap={() => go.wish(each.id)}
  />
)
