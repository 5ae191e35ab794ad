import { useCallback, useState } from 'react'
import { View } from '@tarojs/components'
import { evidence, type Evidence } from '../../../cloudfunctions/pledge/evidence/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useList } from '../../shared/use-list'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { CloudImage } from '../../shared/ui/cloud-image'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { Skeleton } from '../../shared/ui/skeleton'
import { wrongWith } from '../market/wrong-with'
import './shown-of.scss'

type Item = Output<typeof evidence.listShown>['items'][number]

/** What was done in a branch and waits for somebody to look at it, the longest first. */
export function ShownOf({ branch }: { branch: string }) {
  const list = useList(evidence.listShown, { branch })
  if (!list.value) {
    const again = { label: '再试一次', onTap: () => void list.reload() }
    return list.refused ? <Notice say={list.refused.say} action={again} /> : <Skeleton heights={[120, 120]} />
  }
  const each = list.items.flatMap((item) => item.shown.map((shown) => ({ item, shown })))
  return (
    <>
      {each.length === 0 && <Empty title="没有等核实的" say="党员晒出来的会排在这里" />}
      <Pieces items={each} part={(one) => <OneShown {...one} refresh={list.reload} />} />
      <ListEnd {...list} />
    </>
  )
}

const { hint: hintOf } = evidence.sendBack.input.entries

function OneShown({ item, shown, refresh }: { item: Item; shown: Evidence; refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const [hint, setHint] = useState('')
  const [wrong, setWrong] = useState<string>()
  const write = useCallback((next: string) => setHint(next), [])
  const { pledge } = item
  const sendBack = () => {
    const why = wrongWith(hintOf, hint)
    setWrong(why)
    if (why === undefined) void act(() => call(evidence.sendBack, { pledge, fact: shown.id, hint }))
  }
  return (
    <Card name="submitted">
      <List label={shown.words}>
        <Row title={item.words} note={`${item.by}，${item.whom}，${longDate(shown.due)}这一次`} />
        <Row title={shown.words} note={[shown.where, dayAndTime(shown.at)].filter(Boolean).join('，')} />
      </List>
      {shown.photos.map((photo) => (
        <CloudImage key={photo} src={photo} label="做的时候拍的照片" name="shown-of-photo" />
      ))}
      {item.own ? (
        <Notice look="tell" say="自己的承诺请别人来看" />
      ) : (
        <>
          <Field label="不够的话，写一句差什么" value={hint} max={100} error={wrong} onInput={write} />
          {refusal !== undefined && <Notice say={refusal} />}
          <View className="sheet-do">
            <Button
              look="filled"
              label="核实了"
              disabled={busy}
              onTap={() => void act(() => call(evidence.verifyEvidence, { pledge, fact: shown.id }))}
            />
            <Button look="quiet" label="退回，请对方补" disabled={busy} onTap={sendBack} />
          </View>
        </>
      )}
    </Card>
  )
}
