import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { aspects, inspection as contract, type InspectionView } from '../../cloudfunctions/market/inspection/contract'
import { aspectWords, markWords, pointsOfAspect } from '../../cloudfunctions/market/inspection/rules'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { CloudImage } from '../shared/ui/cloud-image'
import { Empty } from '../shared/ui/empty'
import { Pieces } from '../shared/ui/grouped'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { SaySheet } from '../shared/ui/say-sheet'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import './my-record.scss'

const saying = {
  title: '回应',
  label: '想说一句',
  hint: '改好了，或者有别的情况，都可以说',
  send: '回应',
  min: 2,
}

/** 巡查看到的 What rounds saw at the caller's stall one night, with their photos; and a word on each. */
export default function MyRound() {
  const night = useRouter().params['night'] ?? ''
  const from = useServer(contract.myInspectionsOf, { night })
  const { busy, refusal, act, forget } = useAct(from.reload)
  const [about, setAbout] = useState<InspectionView>()
  const [open, setOpen] = useState(false)
  if (!from.value) return <Waiting from={from} heights={[32, 240]} />
  const say = async (words: string) => {
    const done =
      about !== undefined && (await act(() => call(contract.answerInspection, { night, inspection: about.id, words })))
    if (done) setOpen(false)
    return done
  }
  const { items } = from.value
  const [first] = items
  if (!first)
    return (
      <Page seenAt={from.seenAt}>
        <Empty title="这一晚没有巡查到您" say="有人来看，记了什么会在这里" />
      </Page>
    )
  return (
    <Page
      seenAt={from.seenAt}
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
      <Title words={`${longDate(first.date)} ${first.marketName}`} />
      <Pieces
        items={items}
        part={(it) => (
          <Seen
            it={it}
            onAnswer={() => {
              forget()
              setAbout(it)
              setOpen(true)
            }}
          />
        )}
      />
    </Page>
  )
}

function Seen({ it, onAnswer }: { it: InspectionView; onAnswer: () => void }) {
  const { stall, at, points, words, photo, answer } = it
  return (
    <Card name="record">
      <List label={`${stall} ${dayAndTime(at)}`}>
        <Row
          title={stall}
          note={dayAndTime(at)}
          tone={points === 0 ? 'good' : 'due'}
          side={points === 0 ? '样样都好' : `扣 ${String(points)} 分`}
        />
        {aspects.map((aspect) => (
          <Row key={aspect} title={aspectWords[aspect]} side={sideOf(it, aspect)} />
        ))}
        {words !== undefined && <Row title="巡查的人说" note={words} />}
        {answer && <Row title="您回应" note={answer.words} tone="good" />}
      </List>
      <View>{photo !== undefined && <CloudImage name="record-photo" src={photo} label={`${stall} 的照片`} />}</View>
      <View>{!answer && points > 0 && <Button look="quiet" label="回应" onTap={onAnswer} />}</View>
    </Card>
  )
}

function sideOf(it: InspectionView, aspect: (typeof aspects)[number]): string {
  const points = pointsOfAspect(aspect, it[aspect])
  return points === 0 ? markWords[it[aspect]] : `${markWords[it[aspect]]}，扣 ${String(points)} 分`
}
