import { useCallback, useState } from 'react'
import { View } from '@tarojs/components'
import { approval } from '../../../cloudfunctions/pledge/approval/contract'
import type { PledgeView } from '../../../cloudfunctions/pledge/promise/contract'
import { dateInFull } from '../../../cloudfunctions/shared/shanghai'
import { rhythmsWords } from '../../shared/rhythm-words'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useList } from '../../shared/use-list'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { Skeleton } from '../../shared/ui/skeleton'
import { wrongWith } from '../market/wrong-with'

/** Promises that wait to be approved in a branch, who waits longest first. */
export function SubmittedOf({ branch }: { branch: string }) {
  const list = useList(approval.listSubmitted, { branch })
  if (!list.value) {
    const again = { label: '再试一次', onTap: () => void list.reload() }
    return list.refused ? <Notice say={list.refused.say} action={again} /> : <Skeleton heights={[120, 120]} />
  }
  return (
    <>
      {list.items.length === 0 && <Empty title="没有等定诺的" say="党员交上来的承诺会排在这里" />}
      <Pieces items={list.items} part={(each) => <Submitted pledge={each} refresh={list.reload} />} />
      <ListEnd {...list} />
    </>
  )
}

const { hint: hintOf } = approval.returnPledge.input.entries

function Submitted({ pledge, refresh }: { pledge: PledgeView; refresh: () => Promise<void> }) {
  const { id, rev, words, by, whom, rhythm, from, until, vague } = pledge
  const { busy, refusal, act } = useAct(refresh)
  const [hint, setHint] = useState('')
  const [wrong, setWrong] = useState<string>()
  const write = useCallback((next: string) => setHint(next), [])
  const sendBack = () => {
    const why = wrongWith(hintOf, hint)
    setWrong(why)
    if (why === undefined) void act(() => call(approval.returnPledge, { pledge: id, rev, hint }))
  }
  return (
    <Card name="submitted">
      <List label={words}>
        <Row title={words} note={`${by}，${whom}`} />
        <Row title={rhythmsWords(rhythm)} note={`${dateInFull(from)} 到 ${dateInFull(until)}`} />
      </List>
      {vague.map((each) => (
        <Notice key={each.words} look="tell" say={`「${each.words}」：${each.hint}`} />
      ))}
      <Field label="要改的话，写一句怎么改" value={hint} max={100} error={wrong} onInput={write} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="sheet-do">
        <Button
          look="filled"
          label="定诺，公开"
          disabled={busy}
          onTap={() => void act(() => call(approval.approvePledge, { pledge: id, rev }))}
        />
        <Button look="quiet" label="退回，请对方改" disabled={busy} onTap={sendBack} />
      </View>
    </Card>
  )
}
