import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { memo, useState } from 'react'
import { board } from '../../../cloudfunctions/pledge/board/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dotted } from '../../shared/phrases'
import { pledgeStateWords } from '../../shared/pledge-words'
import { rhythmsWords } from '../../shared/rhythm-words'
import { go } from '../../shared/routes'
import { spanWords } from '../../shared/span-words'
import { useServer } from '../../shared/use-server'
import { Choice } from '../../shared/ui/chip'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import { Serving } from '../serving'
import { Amend } from './amend'
import { EndIt, ExcuseOnce, PauseIt } from './let-go'
import '../desk.scss'
import './promise.scss'

type Promised = Output<typeof board.one>

const ways = [
  { value: 'excuse', label: '免一次' },
  { value: 'pause', label: '暂停几天' },
  { value: 'amend', label: '调整' },
  { value: 'end', label: '了结' },
] as const
type Way = (typeof ways)[number]['value']

/** One promise of the branch: a time let go, a pause, other words or another rhythm, its end; each with its reason. */
export default function DeskPromise() {
  return <Serving as="secretary" show={() => <OnePromise />} />
}

function OnePromise() {
  const pledge = useRouter().params['pledge'] ?? ''
  const from = useServer(board.one, { pledge })
  const [way, setWay] = useState<Way>('excuse')
  if (!from.value) return <Waiting from={from} heights={[64, 120, 120]} />
  const it = from.value
  return (
    <Page seenAt={from.seenAt}>
      <Title words={it.words} />
      {it.say !== undefined && <Notice look="tell" say={it.say} />}
      <List label="承诺">
        <Row title={dotted([it.by, it.whom])} note={pledgeStateWords[it.state]} />
        <Row title={rhythmsWords(it.rhythm)} note={spanWords(it)} />
        {it.pauses.map((pause) => (
          <Row key={pause.from} title="暂停" note={`${spanWords(pause)}，${pause.reason}`} />
        ))}
        <Row title="邻居看到的样子" onTap={() => go.pledge(it.id)} />
      </List>
      {it.own === true ? (
        <Notice look="tell" say="自己的承诺请另一位书记来定" />
      ) : it.state === 'active' || it.state === 'public' ? (
        <>
          <Title of="part" words="要办什么" />
          <Choice label="要办什么" options={ways} value={way} onChange={setWay} />
          <View className={`ways-${way}`}>
            <Forms it={it} refresh={from.reload} />
          </View>
        </>
      ) : (
        <Notice look="tell" say="这条已经了结，不用再办" />
      )}
    </Page>
  )
}

interface FormsProps {
  it: Promised
  refresh: () => Promise<void>
}

/** Each way is there from the beginning, and a class around shows one: a tap sends no form. */
const Forms = memo(function Forms(props: FormsProps) {
  return (
    <>
      <View className="way way-excuse">
        <ExcuseOnce {...props} />
      </View>
      <View className="way way-pause">
        <PauseIt {...props} />
      </View>
      <View className="way way-amend">
        <Amend {...props} />
      </View>
      <View className="way way-end">
        <EndIt {...props} />
      </View>
    </>
  )
})
