import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../cloudfunctions/shared/contract'
import { attendanceTimes } from '../../cloudfunctions/volunteer/attendance/rules'
import { signUp, type SignUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { aheadOf } from '../shared/ahead'
import { go } from '../shared/routes'
import { whenOf } from '../shared/shift-words'
import { useList, type ListFromServer } from '../shared/use-list'
import { dotted } from '../shared/phrases'
import { useStep } from '../shared/use-step'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { AttendingFoot } from './attending'
import './shift.scss'
import { stepNow, useAttending, useKept, type Kept } from './use-attending'
import { signUpNote } from './words'

const options = [
  { value: 'coming', label: '要去的' },
  { value: 'over', label: '去过的' },
] as const
type Which = (typeof options)[number]['value']

/** 我的班次 What the reader signed up for, the soonest first, and what is over, the latest first. */
export default function MyShifts() {
  const [which, setWhich] = useState<Which>('coming')
  const list = useList(signUp.listMyShifts, { which })
  const kept = useKept()
  const ahead = aheadOf(list)
  const now = useStep(attendanceTimes.step, ahead)
  const due = list.items.find((each) => each.attendance && stepNow(each.attendance, kept(each.shift), now))
  const led = list.value?.led ?? []
  return (
    <Page
      seenAt={list.seenAt}
      foot={due && <DueFoot key={due.shift} signUp={due} ahead={ahead} refresh={list.reload} />}
    >
      <Segmented label="哪些班次" options={options} value={which} onChange={setWhich} />
      {led.length > 0 && <Led led={led} />}
      <View>
        <Mine list={list} which={which} kept={kept} />
      </View>
    </Page>
  )
}

interface MineProps {
  list: ListFromServer<typeof signUp.listMyShifts>
  which: Which
  kept: (shift: string) => Kept
}

function Mine({ list, which, kept }: MineProps) {
  if (!list.value) return <Coming from={list} heights={[72, 72, 72]} />
  if (list.items.length === 0)
    return which === 'coming' ? (
      <Empty title="还没报班次" say="附近有什么要搭把手的，去看看" action={{ label: '看志愿活动', onTap: go.shifts }} />
    ) : (
      <Empty title="还没去过" say="去过的班次会记在这里" />
    )
  return (
    <>
      <Grouped
        label="我的班次"
        items={list.items}
        row={(each) => <OneSignUp signUp={each} kept={kept(each.shift)} />}
      />
      <ListEnd {...list} />
    </>
  )
}

interface DueProps {
  signUp: SignUp
  ahead: number
  refresh: () => Promise<void>
}

/** The one thing to do now: to check in, or out, of the first shift that it is time for. */
function DueFoot({ signUp: { shift, title, attendance, ends }, ahead, refresh }: DueProps) {
  const at = useAttending({ id: shift, title, mine: attendance, ahead }, refresh)
  return (
    <>
      <View className="shift-foot-say">{title}</View>
      {attendance && <AttendingFoot at={at} ways={attendance.ways} ends={ends} />}
    </>
  )
}

/** 我带队的 With the code to show there. */
const Led = ({ led }: { led: Output<typeof signUp.listMyShifts>['led'] }) => (
  <>
    <Title of="part" words="我带队的" />
    <List label="我带队的">
      {led.map((each) => (
        <Row
          key={each.shift}
          icon="scan"
          title={each.title}
          note={`${whenOf(each)}\n${each.place}`}
          onTap={() => go.leadShift(each.shift)}
        />
      ))}
    </List>
    <Title of="part" words="我报的" />
  </>
)

const tones: Partial<Record<SignUp['state'], 'good' | 'due'>> = {
  confirmed: 'good',
  served: 'good',
  offered: 'due',
  missed: 'due',
}

const OneSignUp = ({ signUp: each, kept }: { signUp: SignUp; kept: Kept }) => {
  const waits = kept.out ?? kept.in
  const note = waits ? `${kept.out ? '签退' : '签到'}记在手机上了` : signUpNote(each)
  return (
    <Row
      title={each.title}
      note={`${dotted([note, whenOf(each)])}\n${each.place}`}
      tone={waits ? 'due' : tones[each.state]}
      onTap={() => go.shift(each.shift)}
    />
  )
}
