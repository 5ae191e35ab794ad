import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { activity as contract, type ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { call } from '../../shared/cloud'
import { phoneTime } from '../../shared/device'
import { dotted, phrased } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { categoryWords, whenOf } from '../../shared/shift-words'
import { usePicked } from '../../shared/use-picked'
import { useServer } from '../../shared/use-server'
import { useSure } from '../../shared/use-sure'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { SureSheet } from '../../shared/ui/sure-sheet'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { CancelSheet } from './cancel-sheet'
import { Doing } from './doing'
import { ShiftSheet } from './shift-sheet'
import { isOver, peopleWords, stateWords } from './words'

/** How many shifts are shown at once. */
const shown = 20

/** 一个活动 Its shifts and who is in them; published, settled, cancelled. */
export default function DeskActivity() {
  const id = useRouter().params['activity'] ?? ''
  const from = useServer(contract.openActivity, { activity: id })
  const at = usePicked<ActivityView['times'][number]>(undefined, from.reload)
  const [cancelling, setCancelling] = useState(false)
  const publishing = useSure(() => call(contract.publishActivity, { activity: id }), from.reload)
  const settling = useSure(() => call(contract.settleActivity, { activity: id }), from.reload)
  if (!from.value) return <Waiting from={from} heights={[64, 96, 56, 56]} />
  const one = from.value
  const { state } = one
  const foot =
    state === 'draft' ? (
      <Button look="filled" label="发布" onTap={publishing.ask} />
    ) : state === 'ended' ? (
      <Button look="filled" label="结项" onTap={settling.ask} />
    ) : isOver(state) ? (
      <Button look="filled" label="照这个再办一个" onTap={() => go.planActivity({ like: id })} />
    ) : undefined
  return (
    <Page
      seenAt={from.seenAt}
      foot={foot}
      over={
        <>
          <SureSheet
            {...publishing.sheet}
            title="现在发布？"
            say="发布以后大家都看得到，到开放报名的日子就能报"
            yes="发布"
            doing="正在发布…"
            no="再改改"
          />
          <SureSheet
            {...settling.sheet}
            title="现在结项？"
            say="结项以后不再加班次，要再办就照这个再办一个"
            yes="结项"
            doing="正在结项…"
            no="先不结"
          />
          <ShiftSheet at={at} one={one} refresh={from.reload} />
          <CancelSheet one={one} open={cancelling} refresh={from.reload} onClose={() => setCancelling(false)} />
        </>
      }
    >
      <Title words={one.title} />
      <View className={`desk-say${phrased(one.where, 11)}`}>
        {dotted([stateWords[state], categoryWords[one.category], one.where])}
      </View>
      {one.cancelled !== undefined && <Notice look="tell" say={`${one.cancelled}。报了名的人都收到通知了`} />}
      {at.done !== undefined && <Notice look="done" say={at.done} />}
      {!isOver(state) && <Doing one={one} refresh={from.reload} onCancel={() => setCancelling(true)} />}
      <Shifts one={one} pick={at.pick} />
    </Page>
  )
}

interface ShiftsProps {
  one: ActivityView
  pick: (planned: ActivityView['times'][number]) => void
}

/** What is to come first, then what is over, the latest first. */
function Shifts({ one: { times }, pick }: ShiftsProps) {
  const [many, setMany] = useState(shown)
  const now = phoneTime()
  const coming = times.filter(({ ends }) => ends > now)
  const all = [...coming, ...times.filter(({ ends }) => ends <= now).reverse()]
  return (
    <>
      <Title of="part" words="班次" />
      {all.length === 0 && <Empty title="还没有排班" say="先排一班，再发布" />}
      <Grouped
        label="班次"
        items={all.slice(0, many)}
        row={(each) => (
          <Row
            title={whenOf(each)}
            note={each.ends > now ? peopleWords(each) : `${peopleWords({ ...each, missing: 0 })}，结束了`}
            tone={each.ends > now && each.cancelled === undefined && each.missing > 0 ? 'due' : undefined}
            onTap={() => pick(each)}
          />
        )}
      />
      {all.length > many && (
        <Button look="quiet" label={`还有 ${String(all.length - many)} 班`} onTap={() => setMany(many + shown)} />
      )}
    </>
  )
}
