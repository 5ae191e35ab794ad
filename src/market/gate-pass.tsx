import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { gate, type Pass } from '../../cloudfunctions/market/gate/contract'
import { gateTimes, passCode } from '../../cloudfunctions/market/gate/rules'
import { clockTime, dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { keptWords } from '../shared/kept-words'
import { go } from '../shared/routes'
import { useServer } from '../shared/use-server'
import { useStep } from '../shared/use-step'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { ChangingCode } from '../shared/ui/changing-code'
import { Empty } from '../shared/ui/empty'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { LeaveSheet, SignSheet } from './gate-sheets'
import { gateIsOpen, passOfNow, useGate, type AtGate } from './use-gate'
import { hoursOf } from './words'
import './gate-pass.scss'

/** 入场码 A vendor on the night: their stall, their pass, checking in and packing up. */
export default function GatePass() {
  const { night, stall } = useRouter().params
  const [chosen, setChosen] = useState(keyOf({ night, stall }))
  const from = useServer(gate.myPass, {})
  if (!from.value) return <Waiting from={from} heights={[360, 64, 64]} />
  const { passes, folder } = from.value
  const pass =
    passes.find((each) => keyOf(each) === chosen) ?? passes.find((each) => each.night === night) ?? passOfNow(passes)
  if (!pass)
    return (
      <Page seenAt={from.seenAt}>
        <Empty
          title="还没有要出的摊"
          say="订好摊位，当晚在这里签到、亮码、收摊"
          action={{ label: '去挑一个摊位', onTap: go.home }}
        />
      </Page>
    )
  const others = passes.filter((each) => each !== pass && (each.state === 'expected' || each.night === pass.night))
  const choose = (next: Pass) => setChosen(keyOf(next))
  return <Shown key={keyOf(pass)} {...{ pass, others, folder, seenAt: from.seenAt, refresh: from.reload, choose }} />
}

interface Props {
  pass: Pass
  others: readonly Pass[]
  folder: string | undefined
  seenAt: string | undefined
  refresh: () => Promise<void>
  choose: (pass: Pass) => void
}

/** One has a pass for each stall of a night. */
const keyOf = ({ night = '', stall = '' }: { night?: string | undefined; stall?: string | undefined }): string =>
  `${night} ${stall}`

function Shown({ pass, others, folder, seenAt, refresh, choose }: Props) {
  const at = useGate(pass, refresh)
  return (
    <Page
      seenAt={seenAt}
      foot={pass.state === 'left' || at.leaving ? undefined : <Foot pass={pass} at={at} />}
      over={
        <>
          <SignSheet at={at} />
          <LeaveSheet at={at} folder={folder} />
        </>
      }
    >
      <Card look="market" name="pass">
        <View className="pass-stall">{pass.stall}</View>
        <View className="pass-name">{pass.name}</View>
        <View className="pass-when">
          <View className="pass-part">{longDate(pass.date)}</View>
          <View className="pass-part">{hoursOf(pass)}</View>
        </View>
        {pass.state === 'left' ? <Notice look="done" say="收摊了，今晚辛苦了" /> : <Code pass={pass} />}
      </Card>
      {pass.state === 'absent' && <Missed pass={pass} />}
      <List label="今晚的事">
        <Row title="签到" {...arrivalOf(pass, at)} />
        <Row title="收摊" {...leavingOf(pass, at)} />
      </List>
      {others.length > 0 && <Title of="part" words="别的摊" />}
      {others.length > 0 && (
        <List label="别的摊">
          {others.map((each) => (
            <Row
              key={keyOf(each)}
              title={longDate(each.date)}
              note={each.marketName}
              side={each.stall}
              onTap={() => choose(each)}
            />
          ))}
        </List>
      )}
    </Page>
  )
}

const Code = ({ pass }: { pass: Pass }) => (
  <ChangingCode label="入场码" text={passCode(pass, useStep(gateTimes.step))} hint="给工作人员扫" />
)

const Missed = ({ pass: { expectedBy, came } }: { pass: Pass }) => (
  <Notice
    say={
      came
        ? '您按时到了，只是摊位已经给了别人，这次不算未到场。找工作人员看看还有没有空摊'
        : `${dayAndTime(expectedBy)} 前没有签到，摊位放出来了。还没给别人的话，现在到场签到就恢复`
    }
    action={{ label: '看记录', onTap: go.myRecord }}
  />
)

function arrivalOf({ arrivedAt, expectedBy, date }: Pass, { arriving }: AtGate) {
  if (arrivedAt !== undefined)
    return { side: `${clockTime(arrivedAt, date)} 到的`, note: '签到了', tone: 'good' as const }
  if (arriving) return { note: keptWords(arriving.madeAt), tone: 'due' as const }
  return { side: `${clockTime(expectedBy, date)} 前`, note: '到了摊位，扫摊位牌上的码' }
}

function leavingOf({ leftAt, endsAt, date }: Pass, { leaving }: AtGate) {
  if (leftAt !== undefined) return { side: `${clockTime(leftAt, date)} 走的`, note: '收摊了', tone: 'good' as const }
  if (leaving) return { note: keptWords(leaving.madeAt), tone: 'due' as const }
  return { side: `${clockTime(endsAt, date)} 前`, note: '扫干净，拍一张再走' }
}

/** The one thing to do now. */
function Foot({ pass, at }: { pass: Pass; at: AtGate }) {
  const { state, gateOpensAt } = pass
  const here = state === 'here' || at.arriving !== undefined
  const label = here ? '收摊' : at.busy ? '正在签到…' : '扫摊位码签到'
  return (
    <>
      {at.sheet === 'none' && at.refusal !== undefined && <Notice say={at.refusal} />}
      {!here && !gateIsOpen(pass) && <View className="pass-state">{`${dayAndTime(gateOpensAt)} 起可以签到`}</View>}
      <Button look="filled" label={label} disabled={at.busy} onTap={here ? () => at.open('leave') : at.scanSign} />
      {!here && <Button look="text" label="扫不了？输入摊位码" onTap={() => at.open('sign')} />}
    </>
  )
}
