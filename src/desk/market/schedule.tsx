import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { schedule as contract } from '../../../cloudfunctions/market/schedule/contract'
import { addDays, clockTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import type { NightSummary } from '../../../cloudfunctions/market/night/contract'
import { call } from '../../shared/cloud'
import { dotted, fromTo } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { CalendarStrip } from '../../shared/ui/calendar-strip'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { Grouped } from '../../shared/ui/grouped'
import { useAct } from '../../shared/use-act'
import { stateWords } from './words'

/** How many days the strip shows. */
const daysShown = 35

/** 排期 Every night to come; a day without one is opened in two taps: the day, and the button. */
export default function Schedule() {
  const market = useRouter().params['market'] ?? ''
  const from = useServer(contract.readSchedule, { market })
  const [chosen, setChosen] = useState('')
  const { busy, refusal, act } = useAct()
  if (!from.value) return <Waiting from={from} heights={[32, 96, 56, 56, 56]} />
  const { today, name, nights, appliesFrom } = from.value
  const byDate = new Map(nights.map((night) => [night.date, night]))
  const days = Array.from({ length: daysShown }, (_, index) => addDays(today, index))
  const there = byDate.get(chosen)
  const open = () =>
    void act(() => call(contract.openNight, { market, date: chosen })).then((done) => done && void from.reload())
  const opens = chosen !== '' && (!there || there.state === 'draft')
  const foot = (
    <>
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="filled"
        label={opens ? `${busy ? '正在开' : '开'}${longDate(chosen)}这一晚` : '点一天，现在就开放订摊'}
        disabled={!opens || busy}
        onTap={open}
      />
    </>
  )
  return (
    <Page seenAt={from.seenAt} foot={foot}>
      <Title words={name} />
      <CalendarStrip
        label="哪一天"
        days={days.map((date) => ({ date, ...stateOn(byDate.get(date)) }))}
        today={today}
        chosen={chosen}
        onChoose={setChosen}
      />
      <View className="desk-say">{`每周规则已排到 ${longDate(addDays(appliesFrom, -1))}`}</View>
      <Grouped label="每一晚" items={nights} row={(night) => <NightRow night={night} />} />
    </Page>
  )
}

const stateOn = (night: NightSummary | undefined) =>
  night ? { state: night.state === 'cancelled' ? ('closed' as const) : ('some' as const) } : {}

const NightRow = ({
  night: { id, date, startsAt, endsAt, state, free, total, cancelled },
}: {
  night: NightSummary
}) => (
  <Row
    title={longDate(date)}
    note={cancelled ?? dotted([fromTo(clockTime(startsAt, date), clockTime(endsAt, date)), stateWords[state]])}
    side={cancelled === undefined ? `空 ${String(free)} / ${String(total)}` : '取消了'}
    onTap={() => go.to(`/desk/market/night?night=${id}`)}
  />
)
