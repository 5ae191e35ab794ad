import { View } from '@tarojs/components'
import { useState } from 'react'
import { categories, shift, type Category, type ShiftItem } from '../../cloudfunctions/volunteer/shift/contract'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useList, type ListFromServer } from '../shared/use-list'
import { Chips } from '../shared/ui/chip'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { categoryWords, distanceWords, givingTabs, sideOf, whenOf } from './words'

const options = categories.map((value) => ({ value, label: categoryWords[value] }))

/** 志愿活动 The shifts to come, the soonest first; of one kind where a chip is on. */
export default function Shifts() {
  const [category, setCategory] = useState<Category>()
  const list = useList(shift.listShifts, category === undefined ? {} : { category })
  useShare({ title: '附近的志愿活动，一起来搭把手', path: '/volunteer/shifts' })
  const choose = (value: string) => setCategory((now) => (now === value ? undefined : (value as Category)))
  return (
    <Page seenAt={list.seenAt}>
      <Title words="搭把手" />
      <Segmented label="看哪些" options={givingTabs} value="shifts" onChange={go.wishesInstead} />
      <Chips label="哪一类" options={options} chosen={category === undefined ? [] : [category]} onTap={choose} />
      <View>
        <Found list={list} />
      </View>
    </Page>
  )
}

function Found({ list }: { list: ListFromServer<typeof shift.listShifts> }) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72, 72]} />
  if (list.items.length === 0) return <Empty title="这一类还没有活动" say="换一类看看，或者过两天再来" />
  return (
    <>
      <Grouped label="志愿活动" items={list.items} row={(each) => <OneShift shift={each} />} />
      <ListEnd {...list} />
    </>
  )
}

const OneShift = ({ shift: each }: { shift: ShiftItem }) => (
  <Row
    title={each.title}
    note={`${whenOf(each)}\n${dotted([each.place, each.distance !== undefined && distanceWords(each.distance)])}`}
    tone={each.state === 'open' && !each.whyNot ? 'good' : undefined}
    side={sideOf(each)}
    onTap={() => go.shift(each.id)}
  />
)
