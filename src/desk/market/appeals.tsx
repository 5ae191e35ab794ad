import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback, useState } from 'react'
import { record, type AbsenceView } from '../../../cloudfunctions/market/record/contract'
import { dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useList } from '../../shared/use-list'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Sheet } from '../../shared/ui/sheet'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { wrongWith } from '../../shared/wrong-with'
import { OfMarket } from './of-market'

/** 未到场申诉 The appeals of a market that nobody decided yet, the oldest night first. */
export default function Appeals() {
  return <OfMarket show={(market) => <AppealsOf market={market} />} />
}

function AppealsOf({ market }: { market: string }) {
  const { absence: asked } = useRouter().params
  const list = useList(record.listAppeals, { market })
  const [chosen, setPicked] = useState<AbsenceView>()
  const [open, setOpen] = useState(asked !== undefined)
  const picked = chosen ?? list.items.find(({ id }) => id === asked)
  if (!list.value) return <Waiting from={list} heights={[56, 56, 56]} />
  return (
    <Page
      seenAt={list.seenAt}
      over={
        <RulingSheet
          appeal={picked}
          open={open && picked !== undefined}
          refresh={list.reload}
          onClose={() => setOpen(false)}
        />
      }
    >
      {list.items.length === 0 && <Empty title="没有等着的申诉" say="有摊主觉得记错了，说明原因，就排在这里" />}
      <Grouped
        label="申诉"
        items={list.items}
        row={(each) => (
          <Row
            title={`${each.stall} ${each.name}`}
            note={each.appeal?.words}
            side={longDate(each.date)}
            onTap={() => {
              setPicked(each)
              setOpen(true)
            }}
          />
        )}
      />
      <ListEnd {...list} />
    </Page>
  )
}

interface RulingProps {
  appeal: AbsenceView | undefined
  open: boolean
  refresh: () => Promise<void>
  onClose: () => void
}

const { reason: reasonOf } = record.ruleAppeal.input.entries

/** Both sides, and what is decided with a reason. */
function RulingSheet({ appeal, open, refresh, onClose }: RulingProps) {
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { busy, refusal, act } = useAct(refresh)
  const write = useCallback((words: string) => setReason(words), [])
  const rule = async (ruling: 'excused' | 'upheld') => {
    const why = wrongWith(reasonOf, reason)
    setWrong(why)
    if (!appeal || why !== undefined) return
    const { night, id: absence } = appeal
    if (!(await act(() => call(record.ruleAppeal, { night, absence, ruling, reason })))) return
    setReason('')
    onClose()
  }
  return (
    <Sheet open={open} label="裁定" onClose={onClose}>
      <View className="desk-title">{appeal ? `${appeal.stall} ${appeal.name}` : ' '}</View>
      <View className="desk-say">{appeal ? recordedWords(appeal) : ' '}</View>
      <Field label="理由" value={reason} onInput={write} hint="摊主会读到" error={wrong} max={100} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label="有道理，这次不算" disabled={busy} onTap={() => void rule('excused')} />
        <Button look="quiet" label="不通过，照算一次" disabled={busy} onTap={() => void rule('upheld')} />
      </View>
    </Sheet>
  )
}

/** What was recorded, and what the vendor says. */
const recordedWords = ({ at, reason, appeal }: AbsenceView): string =>
  `${dayAndTime(at)} ${reason ?? '没签到'}。摊主：${appeal?.words ?? ''}`
