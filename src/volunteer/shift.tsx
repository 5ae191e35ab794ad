import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { paperWords, shift as contract, skillWords } from '../../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { call } from '../shared/cloud'
import { aheadOf } from '../shared/ahead'
import { openMap } from '../shared/open-map'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { whenOf } from '../shared/shift-words'
import { useSure } from '../shared/use-sure'
import { useServer } from '../shared/use-server'
import { CloudImage } from '../shared/ui/cloud-image'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { AttendingList } from './attending'
import { ShiftFoot } from './shift-foot'
import { useKept } from './use-attending'
import { placesWords } from './words'
import './shift.scss'

export type Shift = Output<typeof contract.showShift>
type RoleOfShift = Shift['roles'][number]

/** One shift: when, where, what is done, and the way in or out at its foot. */
export default function ShiftPage() {
  const id = useRouter().params['shift'] ?? ''
  const from = useServer(contract.showShift, { shift: id })
  const shift = from.value
  const [chosen, setChosen] = useState<string>()
  const kept = useKept()(id)
  const leaving = useSure(() => call(signUp.signOut, { shift: id }), from.reload)
  useShare({
    title: shift ? `${whenOf(shift)} ${shift.title}` : '志愿活动，一起来搭把手',
    path: `/volunteer/shift?shift=${id}`,
  })
  if (!shift) return <Waiting from={from} heights={[96, 120, 160]} />
  const role = chosen ?? shift.role
  return (
    <Page
      seenAt={from.seenAt}
      foot={<ShiftFoot shift={shift} role={role} ahead={aheadOf(from)} refresh={from.reload} onLeave={leaving.ask} />}
      over={
        <SureSheet
          {...leaving.sheet}
          title={`退出「${shift.title}」？`}
          say="名额让给别人，想再来要重新报"
          yes="退出"
          doing="正在退…"
          no="不退了"
        />
      }
    >
      {shift.cover !== undefined && <CloudImage src={shift.cover} label="" name="wide-picture" />}
      <Title words={shift.title} />
      {shift.cancelled !== undefined && <Notice say={`取消了：${shift.cancelled}`} />}
      {shift.attendance && <AttendingList mine={shift.attendance} kept={kept} times={shift} />}
      {shift.leads && shift.cancelled === undefined && (
        <List label="带队">
          <Row icon="scan" title="带队签到" note="亮码，看谁到了" onTap={() => go.leadShift(id)} />
        </List>
      )}
      <View className="shift-words">{shift.words}</View>
      <List label="时间地点">
        <Row icon="calendar" title={whenOf(shift)} note={placesWords(shift)} />
        <Row icon="place" title={shift.place} note="点开看怎么走" onTap={() => openMap(shift.place, shift)} />
        <Row icon="person" title={shift.organiser} note="谁组织的" />
      </List>
      {shift.roles.length > 1 && (
        <>
          <Title of="part" words="选一个岗位" />
          <List label="岗位">
            {shift.roles.map((each) => (
              <OneRole
                key={each.name}
                role={each}
                on={each.name === role}
                onTap={shift.mine ? undefined : () => setChosen(each.name)}
              />
            ))}
          </List>
        </>
      )}
      <View className="shift-rules">
        {rulesOf(shift).map((rule) => (
          <View key={rule}>{rule}</View>
        ))}
      </View>
    </Page>
  )
}

function OneRole({ role, on, onTap }: { role: RoleOfShift; on: boolean; onTap?: (() => void) | undefined }) {
  const { name, max, taken, waiting, skill, paper, whyNot } = role
  const wants = [skill && `会${skillWords[skill]}`, paper && `有${paperWords[paper]}`].filter(Boolean).join('，')
  const left =
    taken < max ? `还要 ${String(max - taken)} 人` : `满了${waiting > 0 ? `，${String(waiting)} 人候补` : ''}`
  return (
    <Row
      title={name}
      note={whyNot?.say ?? (wants === '' ? '谁都可以' : wants)}
      tone={whyNot ? 'due' : undefined}
      side={left}
      on={on}
      onTap={onTap}
    />
  )
}

const rulesOf = ({ approval, outBy, closes }: Shift): string[] => [
  `报名到 ${dayAndTime(closes)}，${approval ? '报了名由组织方定' : '报上就算'}`,
  `来不了，请在 ${dayAndTime(outBy)} 前退出，让给别人`,
]
