import { View } from '@tarojs/components'
import { useState } from 'react'
import { signUp, type SignUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { go } from '../shared/routes'
import { useList, type ListFromServer } from '../shared/use-list'
import { dotted } from '../shared/phrases'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { signUpNote, whenOf } from './words'

const options = [
  { value: 'coming', label: '要去的' },
  { value: 'over', label: '去过的' },
] as const
type Which = (typeof options)[number]['value']

/** 我的班次 What the reader signed up for, the soonest first, and what is over, the latest first. */
export default function MyShifts() {
  const [which, setWhich] = useState<Which>('coming')
  const list = useList(signUp.listMyShifts, { which })
  return (
    <Page seenAt={list.seenAt}>
      <Segmented label="哪些班次" options={options} value={which} onChange={setWhich} />
      <View>
        <Mine list={list} which={which} />
      </View>
    </Page>
  )
}

function Mine({ list, which }: { list: ListFromServer<typeof signUp.listMyShifts>; which: Which }) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72]} />
  if (list.items.length === 0)
    return which === 'coming' ? (
      <Empty title="还没报班次" say="附近有什么要搭把手的，去看看" action={{ label: '看志愿活动', onTap: go.shifts }} />
    ) : (
      <Empty title="还没去过" say="去过的班次会记在这里" />
    )
  return (
    <>
      <Grouped label="我的班次" items={list.items} row={(each) => <OneSignUp signUp={each} />} />
      <ListEnd {...list} />
    </>
  )
}

const tones: Partial<Record<SignUp['state'], 'good' | 'due'>> = {
  confirmed: 'good',
  served: 'good',
  offered: 'due',
  missed: 'due',
}

const OneSignUp = ({ signUp: each }: { signUp: SignUp }) => (
  <Row
    title={each.title}
    note={`${dotted([signUpNote(each), whenOf(each)])}\n${each.place}`}
    tone={tones[each.state]}
    onTap={() => go.shift(each.shift)}
  />
)
