import { View } from '@tarojs/components'
import { useState } from 'react'
import { categories, shift, type Category, type ShiftItem } from '../../cloudfunctions/volunteer/shift/contract'
import { dotted } from '../shared/phrases'
import { openSettings } from '../shared/locate'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { categoryWords, whenOf } from '../shared/shift-words'
import { useList, type ListFromServer } from '../shared/use-list'
import { Chips } from '../shared/ui/chip'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { useNear } from './use-near'
import { distanceWords, givingTabs, sideOf } from './words'

const near = 'near'
const options = [
  { value: near, label: '离我近的' },
  ...categories.map((value) => ({ value, label: categoryWords[value] })),
]

/** 志愿活动 The shifts to come, the soonest first, or the nearest; of one kind where a chip is on. */
export default function Shifts() {
  const [category, setCategory] = useState<Category>()
  const { at, refusal, closed, toggle } = useNear()
  const list = useList(shift.listShifts, { ...(category && { category }), ...(at && { near: at }) })
  useShare({ title: '附近的志愿活动，一起来搭把手', path: '/volunteer/shifts' })
  const choose = (value: string) =>
    value === near ? toggle() : setCategory((now) => (now === value ? undefined : (value as Category)))
  return (
    <Page seenAt={list.seenAt}>
      <Title words="搭把手" />
      <Segmented label="看哪些" options={givingTabs} value="shifts" onChange={go.wishesInstead} />
      <Chips
        label="看哪些活动"
        options={options}
        chosen={[at && near, category].filter((each) => each !== undefined)}
        onTap={choose}
      />
      <List label="家门口">
        <Row icon="place" title="15分钟服务圈" note="走一会儿就到的驿站和活动" onTap={go.circle} />
      </List>
      {refusal !== undefined && (
        <Notice look="tell" say={refusal} {...(closed ? { action: { label: '打开定位', onTap: openSettings } } : {})} />
      )}
      <View>
        <Found list={list} isNear={at !== undefined} />
      </View>
    </Page>
  )
}

function Found({ list, isNear }: { list: ListFromServer<typeof shift.listShifts>; isNear: boolean }) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72, 72]} />
  if (list.items.length === 0)
    return isNear ? (
      <Empty title="附近还没有活动" say="换一类看看，或者不按远近看" />
    ) : (
      <Empty title="这一类还没有活动" say="换一类看看，或者过两天再来" />
    )
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
    note={`${whenOf(each)}\n${dotted([each.distance !== undefined && distanceWords(each.distance), each.place])}`}
    tone={each.state === 'open' && !each.whyNot ? 'good' : undefined}
    side={sideOf(each)}
    onTap={() => go.shift(each.id)}
  />
)
