import { View } from '@tarojs/components'
import { handing } from '../../cloudfunctions/pledge/handing/contract'
import type { PledgeOffer } from '../../cloudfunctions/pledge/promise/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { dotted } from '../shared/phrases'
import { rhythmsWords } from '../shared/rhythm-words'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Notice } from '../shared/ui/notice'
import { List, Row } from '../shared/ui/row'
import './pledge-form.scss'

interface Props {
  offer: PledgeOffer
  refresh: () => Promise<void>
}

/** 交接 What somebody who left promised, which the branch asks the reader to go on with: they say yes or no. */
export function Offered({ offer: { id, by, words, whom, rhythm, until, why }, refresh }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const answer = (yes: boolean) => void act(() => call(handing.answerHanding, { pledge: id, yes }))
  return (
    <Card name="offered">
      <List label={words}>
        <Row icon="person" title={words} note={dotted([whom, `原来是${by}在做`])} />
        <Row icon="calendar" title={rhythmsWords(rhythm)} note={`到${longDate(until)}`} />
      </List>
      <Notice look="tell" say={`支部想请您接着做：${why}`} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="pledge-do">
        <Button look="filled" label="我来接着做" disabled={busy} onTap={() => answer(true)} />
        <Button look="quiet" label="接不了" disabled={busy} onTap={() => answer(false)} />
      </View>
    </Card>
  )
}
