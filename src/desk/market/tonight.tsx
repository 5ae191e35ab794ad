import { View } from '@tarojs/components'
import { useState } from 'react'
import { desk, type WaitKind } from '../../../cloudfunctions/market/desk/contract'
import { schedule } from '../../../cloudfunctions/market/schedule/contract'
import { clockTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Card } from '../../shared/ui/card'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { NotYours } from '../not-yours'
import { stateWords, waitWords } from './words'

type Desk = Output<typeof desk.listWaits>

/** 今晚等我办 What waits for whoever runs a market, oldest first; each row leads to where it is done. */
export default function Tonight() {
  const from = useServer(desk.listWaits, {})
  if (from.refused?.code === 'NOT_ALLOWED')
    return (
      <Page>
        <NotYours who="运营方" />
      </Page>
    )
  if (!from.value) return <Waiting from={from} heights={[32, 96, 152]} />
  const { markets, waits } = from.value
  return (
    <Page seenAt={from.seenAt}>
      {waits.length === 0 && (
        <Empty title="现在没有等您办的" say="要核对的、要裁定的、要答复的，会列在这里，最早的在前" />
      )}
      {waits.map((each) => (
        <Waits key={each.kind} {...each} />
      ))}
      {markets.map((market) => (
        <MarketJobs key={market.id} market={market} reload={from.reload} />
      ))}
    </Page>
  )
}

interface WaitsProps {
  kind: WaitKind
  count: number
  oldest: Desk['waits'][number]['oldest']
}

const Waits = ({ kind, count, oldest }: WaitsProps) => (
  <>
    <Title of="part" words={`${waitWords[kind]} ${String(count)}`} />
    <List label={waitWords[kind]}>
      {oldest.map(({ title, note, opens }, index) => (
        <Row key={index} title={title} note={note} tone="due" onTap={() => go.to(opens)} />
      ))}
    </List>
  </>
)

interface JobsProps {
  market: Desk['markets'][number]
  reload: () => Promise<void>
}

function MarketJobs({ market: { id, name, next, toOpen }, reload }: JobsProps) {
  return (
    <>
      <Title of="part" words={name} />
      <Card name="desk-card">
        <List label={name}>
          {next && (
            <Row
              title={`${longDate(next.date)} ${clockTime(next.startsAt, next.date)}`}
              note={dotted([stateWords[next.state], `空 ${String(next.free)} / ${String(next.total)}`])}
              icon="time"
              onTap={() => go.to(`/desk/market/night?night=${next.id}`)}
            />
          )}
          {next && <Row title="签到名单" note="谁到了，扫入场码" icon="scan" onTap={() => go.deskGate(next.id)} />}
          {next && <Row title="巡查" note="一排一排走，看卫生、用火" icon="tick" onTap={() => go.deskRound(next.id)} />}
          <Row title="固定摊" note="一季归一位摊主，定给谁、到哪天" icon="lock" onTap={() => go.deskSeasons(id)} />
          <Row
            title="排期"
            note="看每一晚，多开一晚"
            icon="calendar"
            onTap={() => go.to(`/desk/market/schedule?market=${id}`)}
          />
          <Row title="月报" note="每一晚的数，每位摊主的账" icon="done" onTap={() => go.deskMonth(id)} />
          <Row
            title="每周规则"
            note="哪几天开，几点出摊、收摊"
            icon="settings"
            onTap={() => go.to(`/desk/market/hours?market=${id}`)}
          />
          <Row
            title="摇号规则"
            note="哪天报名、截止、开签，用哪个数字"
            icon="settings"
            onTap={() => go.deskDrawRule(id)}
          />
          <Row title="摊位码" note="打印贴在摊位上，摊主扫了签到" icon="scan" onTap={() => go.deskSigns(id)} />
          <Row
            title="摊位布局"
            note="加一排，改类型、水电、摊位费，停用"
            icon="place"
            onTap={() => go.to(`/desk/market/layout?market=${id}`)}
          />
        </List>
        <OpenNext market={id} toOpen={toOpen} reload={reload} />
      </Card>
    </>
  )
}

interface OpenProps extends Pick<JobsProps, 'reload'> {
  market: string
  toOpen: Desk['markets'][number]['toOpen']
}

/** Opens booking of the next night that waits for it: one tap, and once; for another the page is opened again. */
function OpenNext({ market, toOpen, reload }: OpenProps) {
  const [opened, setOpened] = useState<string>()
  const { busy, refusal, act } = useAct(reload)
  const open = async (date: string) => {
    if (await act(() => call(schedule.openNight, { market, date }))) setOpened(date)
  }
  return (
    <View>
      {refusal !== undefined && <Notice say={refusal} />}
      {opened !== undefined && <Notice look="done" say={`${longDate(opened)}这一晚开了，摊主现在就能订`} />}
      {opened === undefined && toOpen && (
        <Button
          look="quiet"
          label={busy ? '正在开放…' : `现在就开放 ${longDate(toOpen.date)} 订摊`}
          onTap={() => void open(toOpen.date)}
        />
      )}
    </View>
  )
}
