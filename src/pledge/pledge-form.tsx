import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import type { ItemView } from '../../cloudfunctions/pledge/items/contract'
import { listKindWords, promise, type PledgeView } from '../../cloudfunctions/pledge/promise/contract'
import type { Rhythm } from '../../cloudfunctions/pledge/rhythm/contract'
import { addDays, dateInFull, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { ActivityChoice } from './activity-choice'
import { RhythmChoice } from '../shared/rhythm-choice'
import './pledge-form.scss'

interface Props {
  /** Where the reader is a member. */
  branch: string
  draft: PledgeView | undefined
  /** What it would be about, of the three lists. */
  item: ItemView | undefined
  today: CalendarDate
}

/** How long a promise lasts unless told otherwise, in days. */
const usualDays = 180

/** What, for whom, how often and until when; words that say little are told before it goes to the branch. */
export function PledgeForm({ branch, draft, item, today }: Props) {
  const [words, setWords] = useState(draft?.words ?? '')
  const [whom, setWhom] = useState(draft?.whom ?? item?.whom ?? '')
  const [rhythm, setRhythm] = useState<Rhythm>(draft?.rhythm[0] ?? { kind: 'week', weekday: 6 })
  const [until, setUntil] = useState(draft?.until ?? addDays(today, usualDays))
  const [activity, setActivity] = useState(draft?.activity)
  const [written, setWritten] = useState(draft)
  const { busy, refusal, act } = useAct()

  // Whoever began days ago begins from today on.
  const from = written && written.from >= today ? written.from : today
  const further = written?.rhythm.slice(1) ?? []
  const about = written?.item ?? item?.id
  const shape = {
    ...{
      list: written?.list ?? item?.list ?? ('own' as const),
      words,
      whom,
      rhythm: [rhythm, ...further],
      from,
      until,
    },
    ...(about === undefined ? {} : { item: about }),
    ...(activity === undefined ? {} : { activity: activity.id }),
  }
  const save = () =>
    act(async () => {
      const { id, rev } = written ?? {}
      setWritten(
        id === undefined || rev === undefined
          ? await call(promise.draftPledge, { branch, ...shape })
          : await call(promise.writePledge, { pledge: id, rev, ...shape }),
      )
    })
  const same =
    written?.words === words &&
    written.activity?.id === activity?.id &&
    written.whom === whom &&
    written.until === until
  const asWritten = same && JSON.stringify(written.rhythm[0]) === JSON.stringify(rhythm)
  const submit = async () => {
    if (written && (await act(() => call(promise.submitPledge, { pledge: written.id })))) go.myPledgesAnew()
  }
  const drop = async (id: string) => {
    if (await act(() => call(promise.dropPledge, { pledge: id }))) go.myPledgesAnew()
  }
  return (
    <View>
      <Title words="我承诺" />
      {item && (
        <List name="pledge-about" label="为这件事">
          <Row icon="tell" title={item.words} note={`${listKindWords[item.list]}，交上去就算领了`} />
        </List>
      )}
      <Field
        label="做什么"
        value={words}
        placeholder="每周六上门看李奶奶，陪她说说话"
        max={120}
        long
        onInput={setWords}
      />
      <Field label="为谁、在哪" value={whom} placeholder="3 栋独居的李奶奶" max={40} onInput={setWhom} />
      <RhythmChoice rhythm={rhythm} today={today} onChange={setRhythm} />
      <List label="到哪天">
        <Picker
          mode="date"
          value={until}
          start={today}
          end={addDays(today, 400)}
          onChange={({ detail }) => setUntil(detail.value)}
        >
          <Row title="做到哪天" side={dateInFull(until)} />
        </Picker>
      </List>
      <ActivityChoice branch={branch} chosen={activity} onChoose={setActivity} />
      <View className="pledge-do">
        {written?.say !== undefined && <Notice say={`支部说：${written.say}`} />}
        {asWritten &&
          written.vague.map((each) => <Notice key={each.words} look="tell" say={`「${each.words}」：${each.hint}`} />)}
        {refusal !== undefined && <Notice say={refusal} />}
        {asWritten ? (
          <Button look="filled" label={busy ? '正在交…' : '交给支部'} disabled={busy} onTap={() => void submit()} />
        ) : (
          <Button
            look="filled"
            label={busy ? '正在存…' : '存好，再看一眼'}
            disabled={busy || words.trim().length < 6 || whom.trim().length < 2}
            onTap={() => void save()}
          />
        )}
        {written && <Button look="text" label="不写了，删掉" disabled={busy} onTap={() => void drop(written.id)} />}
      </View>
    </View>
  )
}
