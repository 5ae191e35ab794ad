import { View } from '@tarojs/components'
import { useState } from 'react'
import { event, type EventView } from '../../../cloudfunctions/pledge/event/contract'
import { eventKinds, type EventKind } from '../../../cloudfunctions/pledge/rhythm/contract'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { eventWords } from '../../shared/rhythm-words'
import { useServer } from '../../shared/use-server'
import { useSure } from '../../shared/use-sure'
import { Button } from '../../shared/ui/button'
import { Choice } from '../../shared/ui/chip'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Grouped } from '../../shared/ui/grouped'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { SureSheet } from '../../shared/ui/sure-sheet'
import { Title } from '../../shared/ui/title'
import { wrongWith } from '../../shared/wrong-with'
import type { Held } from '../authority'
import { Serving } from '../serving'
import '../desk.scss'

/** 召集 A rainstorm, a frost: staff call all who promised something for it. */
export default function DeskEvents() {
  return <Serving as="staff" show={(held) => <EventsAt held={held} />} />
}

function EventsAt({ held }: { held: Held }) {
  const list = useServer(event.listEvents, { place: held.place })
  return (
    <Page seenAt={list.seenAt}>
      <Title words={held.placeName} />
      <NewEvent place={held.place} placeName={held.placeName} refresh={list.reload} />
      <Title of="part" words="召集过的" />
      {list.value ? <Called events={list.value.items} /> : <Coming from={list} heights={[72, 72]} />}
    </Page>
  )
}

const options = eventKinds.map((value) => ({ value, label: eventWords[value] }))
const rule = event.callEvent.input.entries.words

interface NewProps {
  place: string
  placeName: string
  refresh: () => Promise<void>
}

function NewEvent({ place, placeName, refresh }: NewProps) {
  const [kind, setKind] = useState<EventKind>('rainstorm')
  const [words, setWords] = useState('')
  const [wrong, setWrong] = useState<string>()
  // What the sheet asks about stays until it is asked about another: a choice sends no words into it.
  const [asked, setAsked] = useState<EventKind>('rainstorm')
  const callAll = async () => {
    await call(event.callEvent, { place, kind, words })
    setWords('')
  }
  const { ask, sheet } = useSure(callAll, refresh)
  const begin = () => {
    const why = wrongWith(rule, words)
    setWrong(why)
    if (why !== undefined) return
    setAsked(kind)
    ask()
  }
  return (
    <View>
      <Choice label="什么事" options={options} value={kind} onChange={setKind} />
      <Field
        label="怎么回事"
        value={words}
        placeholder="今晚到明早有暴雨，低洼处先看一遍"
        max={60}
        long
        error={wrong}
        onInput={setWords}
      />
      <View className="desk-yes">
        <Button look="filled" label="召集" onTap={begin} />
      </View>
      <SureSheet
        {...sheet}
        title={`为${eventWords[asked]}召集吗`}
        say={`${placeName}承诺过${eventWords[asked]}时要做点什么的党员，都会收到通知，多一次要做的。一天只召集一次，收不回来`}
        yes="召集"
        doing="正在召集…"
        no="再想想"
      />
    </View>
  )
}

function Called({ events }: { events: readonly EventView[] }) {
  if (events.length === 0) return <Empty title="还没召集过" say="有预警时，在上面召集" />
  return (
    <Grouped
      label="召集过的"
      items={events}
      row={({ kind, words, at, called, calling }) => (
        <Row
          title={words}
          note={`${eventWords[kind]}，${dayAndTime(at)}`}
          side={calling ? '正在通知…' : `${String(called)} 条承诺`}
        />
      )}
    />
  )
}
