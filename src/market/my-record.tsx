import { useState } from 'react'
import { inspection, type InspectionView } from '../../cloudfunctions/market/inspection/contract'
import { foundWords } from '../../cloudfunctions/market/inspection/rules'
import { record, type AbsenceView } from '../../cloudfunctions/market/record/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Grouped, Pieces } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { absenceWords, ladderRows, standingWords } from './record-words'
import { SaySheet, type Saying } from '../shared/ui/say-sheet'
import './my-record.scss'

const saying: Saying = {
  title: '申诉',
  label: '那晚怎么了',
  hint: '说说原因，不是记录那次的人来看',
  send: '交申诉',
  min: 4,
}

/** 我的记录 What was missed, what follows from it and until when; what rounds saw; and a word on each. */
export default function MyRecord() {
  const mine = useServer(record.myRecord, {})
  const seen = useServer(inspection.myInspections, {})
  const { busy, refusal, act, forget } = useAct(mine.reload)
  const [about, setAbout] = useState<AbsenceView>()
  const [open, setOpen] = useState(false)
  if (!mine.value) return <Waiting from={mine} heights={[56, 120, 120]} />
  const begin = (next: AbsenceView) => {
    forget()
    setAbout(next)
    setOpen(true)
  }
  const say = async (words: string) => {
    const done =
      about !== undefined &&
      (await act(() => call(record.appealAbsence, { night: about.night, absence: about.id, words })))
    if (done) setOpen(false)
    return done
  }
  const { items, markets } = mine.value
  return (
    <Page
      seenAt={mine.seenAt}
      over={
        <SaySheet
          saying={saying}
          open={open}
          busy={busy}
          refusal={refusal}
          onSay={say}
          onClose={() => setOpen(false)}
        />
      }
    >
      <Notice {...standingWords(mine.value)} />
      {items.length > 0 && <Title of="part" words="没到的" />}
      <Pieces items={items} part={(it) => <Missed it={it} onAppeal={() => begin(it)} />} />
      <Title of="part" words="没到场的规则" />
      <List label="没到场的规则">
        {ladderRows(markets).map(({ title, note }) => (
          <Row key={title} title={title} note={note} />
        ))}
      </List>
      <Title of="part" words="巡查看到的" />
      <Seen from={seen} />
    </Page>
  )
}

function Missed({ it, onAppeal }: { it: AbsenceView; onAppeal: () => void }) {
  return (
    <Card name="record" look={it.state === 'counts' ? 'raised' : 'plain'}>
      <List label={`${longDate(it.date)} ${it.stall}`}>
        <Row
          title={`${longDate(it.date)} ${it.stall}`}
          note={absenceWords(it)}
          tone={it.state === 'counts' ? 'due' : 'good'}
        />
        {it.reason !== undefined && <Row title="工作人员记的" note={it.reason} />}
        {it.appeal && <Row title="您申诉说" note={it.appeal.words} />}
      </List>
      {it.appealBy !== undefined && <Button look="quiet" label="申诉" onTap={onAppeal} />}
    </Card>
  )
}

interface SeenProps {
  from: ReturnType<typeof useServer<typeof inspection.myInspections>>
}

function Seen({ from: { value, refused } }: SeenProps) {
  if (refused && !value) return <Notice say={refused.say} />
  if (value?.items.length === 0)
    return (
      <List label="巡查看到的">
        <Row title="还没有巡查过" note="有人来看，记了什么会在这里" />
      </List>
    )
  return (
    <Grouped
      label="巡查看到的"
      items={value?.items ?? []}
      row={(it) => (
        <Row
          title={`${longDate(it.date)} ${it.stall}`}
          note={noteOf(it)}
          tone={it.answer || it.points === 0 ? 'good' : 'due'}
          side={mayAnswer(it) ? '看看，回应' : '看看'}
          onTap={() => go.to(`/market/my-round?night=${it.night}`)}
        />
      )}
    />
  )
}

const mayAnswer = ({ answer, points }: InspectionView): boolean => !answer && points > 0

function noteOf(it: InspectionView): string {
  const { points, words, answer } = it
  const lost = points === 0 ? foundWords(it) : `${foundWords(it)}，扣 ${String(points)} 分`
  return [lost, words, answer && `您回应：${answer.words}`].filter(Boolean).join('。')
}
