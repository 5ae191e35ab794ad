import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { review, type RoundView } from '../../../cloudfunctions/pledge/review/contract'
import { addDays, dateInFull, type CalendarDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { go } from '../../shared/routes'
import { lastDayWords, spanWords } from '../../shared/span-words'
import { useSure } from '../../shared/use-sure'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { SureSheet } from '../../shared/ui/sure-sheet'
import { Title } from '../../shared/ui/title'
import type { Held } from '../authority'
import { Serving } from '../serving'
import '../desk.scss'

/** 评诺 The rounds of the secretary's branch, and a new one. */
export default function DeskRounds() {
  return <Serving as="secretary" show={(held) => <RoundsOf held={held} />} />
}

function RoundsOf({ held }: { held: Held }) {
  const list = useServer(review.listRounds, { branch: held.place })
  return (
    <Page seenAt={list.seenAt}>
      <Title words={held.placeName} />
      {list.value && <NewRound branch={held.place} today={list.value.today} refresh={list.reload} />}
      <Title of="part" words="开过的" />
      {list.value ? <Opened rounds={list.value.items} /> : <Coming from={list} heights={[72, 72]} />}
    </Page>
  )
}

function Opened({ rounds }: { rounds: readonly RoundView[] }) {
  if (rounds.length === 0) return <Empty title="还没开过" say="选好日子，开第一轮" />
  return (
    <Grouped
      label="开过的"
      items={rounds}
      row={(round) => (
        <Row
          title={spanWords(round)}
          note={round.open ? `评到 ${lastDayWords(round.closesAt)}` : '截止了，看结果'}
          tone={round.open ? 'good' : undefined}
          side={`${String(round.count)} 人评了`}
          onTap={() => go.round(round.id)}
        />
      )}
    />
  )
}

/** How many days back a round looks, and how long it is open, unless told otherwise. */
const usual = { back: 90, open: 7 }
const longest = 30

interface NewProps {
  branch: string
  /** By the cloud's clock. */
  today: CalendarDate
  refresh: () => Promise<void>
}

/** Three days are all that a round needs. */
function NewRound({ branch, today, refresh }: NewProps) {
  const [from, setFrom] = useState(() => addDays(today, -usual.back))
  const [until, setUntil] = useState(today)
  const [closes, setCloses] = useState(() => addDays(today, usual.open))
  const { ask, sheet } = useSure(() => call(review.openRound, { branch, from, until, closes }), refresh)
  return (
    <View>
      <List label="新开一轮">
        <Picker mode="date" value={from} end={until} onChange={({ detail }) => setFrom(detail.value)}>
          <Row title="从哪天评起" side={dateInFull(from)} />
        </Picker>
        <Picker mode="date" value={until} start={from} end={today} onChange={({ detail }) => setUntil(detail.value)}>
          <Row title="评到哪天" side={dateInFull(until)} />
        </Picker>
        <Picker
          mode="date"
          value={closes}
          start={addDays(today, 1)}
          end={addDays(today, longest)}
          onChange={({ detail }) => setCloses(detail.value)}
        >
          <Row title="哪天截止" side={dateInFull(closes)} />
        </Picker>
      </List>
      <View className="desk-yes">
        <Button look="filled" label="开一轮" onTap={ask} />
      </View>
      <SureSheet
        {...sheet}
        title="开这一轮吗"
        say={`评 ${spanWords({ from, until })} 的承诺，${dateInFull(closes)} 这天结束时截止。开了就不能改`}
        yes="开"
        doing="正在开…"
        no="再看看"
      />
    </View>
  )
}
