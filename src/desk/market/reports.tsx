import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { report, reportKindWords, type Report, type ReportState } from '../../../cloudfunctions/market/report/contract'
import { longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { useAct } from '../../shared/use-act'
import { useList, type ListFromServer } from '../../shared/use-list'
import { Button } from '../../shared/ui/button'
import { CloudImage } from '../../shared/ui/cloud-image'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Segmented } from '../../shared/ui/segmented'
import { Sheet } from '../../shared/ui/sheet'
import '../desk.scss'
import { Grouped } from '../../shared/ui/grouped'
import { Lasting } from '../../shared/ui/lasting'
import { ListEnd } from '../../shared/ui/list-end'
import { OfMarket } from './of-market'

const states = [
  { value: 'open', label: '等答复' },
  { value: 'closed', label: '答复过' },
] as const

/** What residents complained of at a market's stalls. */
export default function Reports() {
  return <OfMarket show={(market) => <ReportsOf market={market} />} />
}

function ReportsOf({ market }: { market: string }) {
  const [state, setState] = useState<ReportState>('open')
  const list = useList(report.listReports, { market, state })
  const { report: first } = useRouter().params
  const [chosen, setAsked] = useState<Report>()
  const [open, setOpen] = useState(first !== undefined)
  const asked = chosen ?? list.items.find((each) => each.report === first)
  const [words, setWords] = useState('')
  const { busy, refusal, act, forget } = useAct(list.reload)
  const answer = async () => {
    if (!asked || !(await act(() => call(report.answerReport, { report: asked.report, answer: words })))) return
    setOpen(false)
    setWords('')
  }
  const begin = (each: Report) => {
    setAsked(each)
    forget()
    setOpen(true)
  }
  return (
    <Page
      seenAt={list.seenAt}
      over={
        <Sheet open={open && asked !== undefined} label="答复" onClose={() => setOpen(false)}>
          <View className="desk-title">{asked?.words ?? ' '}</View>
          <View className="desk-photos">
            {(asked?.files ?? []).map((file, index) => (
              <CloudImage key={file} name="desk-photo" src={file} label={`照片 ${String(index + 1)}`} />
            ))}
          </View>
          <Field label="怎么处理的" value={words} onInput={setWords} hint="反映的人会读到" max={200} long />
          <View className="sheet-do">
            {refusal !== undefined && <Notice say={refusal} />}
            <Button look="filled" label={busy ? '正在答复…' : '答复'} disabled={busy} onTap={() => void answer()} />
          </View>
        </Sheet>
      }
    >
      <Segmented label="哪一类" options={states} value={state} onChange={setState} />
      <Lasting waits={!list.value && !list.refused}>
        <Found list={list} onAnswer={begin} />
      </Lasting>
    </Page>
  )
}

interface FoundProps {
  list: ListFromServer<typeof report.listReports>
  onAnswer: (each: Report) => void
}

function Found({ list, onAnswer }: FoundProps) {
  if (!list.value) return <Coming from={list} heights={[56, 56, 56]} />
  if (list.items.length === 0) return <Empty title="没有等着的" say="有人反映摊位的问题，就排在这里" />
  return (
    <>
      <Grouped
        label="反映"
        items={list.items}
        row={(each) => (
          <Row
            title={each.words}
            note={dotted([reportKindWords[each.kind], each.answer])}
            side={`${longDate(each.date)} ${each.stall}`}
            onTap={each.state === 'open' ? () => onAnswer(each) : undefined}
          />
        )}
      />
      <ListEnd {...list} />
    </>
  )
}
