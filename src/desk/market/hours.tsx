import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { mostStallsEach, schedule as contract, type WeekHours } from '../../../cloudfunctions/market/schedule/contract'
import { whyNotHours } from '../../../cloudfunctions/market/schedule/rules'
import { longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Chips } from '../../shared/ui/chip'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Stepper } from '../../shared/ui/stepper'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { LadderCard } from './ladder-card'
import { TimesForm } from './times-form'
import { useAct } from '../../shared/use-act'
import { weekdayWords } from './words'

const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: `周${weekdayWords[day] ?? ''}` }))

/** What a first rule begins with. */
const usual: WeekHours = {
  weekdays: [],
  opensDaysBefore: 7,
  opensAt: 600,
  closesAt: 1440,
  cancelBy: 930,
  startsAt: 1050,
  occupyBy: 1110,
  endsAt: 1530,
}

/** 每周规则 Which days the market opens, and when; it counts for nights that are not planned yet, and says from which. */
export default function Hours() {
  const market = useRouter().params['market'] ?? ''
  const from = useServer(contract.readSchedule, { market })
  const [edited, setEdited] = useState<readonly WeekHours[]>()
  /** How many stalls one vendor may have a night, once it was changed here. */
  const [most, setMost] = useState<number>()
  /** What follows from absences, once it was changed here. */
  const [steps, setSteps] = useState<number[]>()
  const [saved, setSaved] = useState<string>()
  const { busy, refusal, act } = useAct()
  if (!from.value) return <Waiting from={from} heights={[32, 240, 240]} />
  const { hours, version, appliesFrom, stallsEach, ladder } = from.value
  const each = most ?? stallsEach
  const rule = edited ?? hours
  const why = whyNotHours(rule)
  const say = refusal ?? (why ? contract.saveHours.refusals[why] : undefined)
  const put = (index: number, next: WeekHours) => {
    setSaved(undefined)
    // A day has one kind of times: tapped here, it is no longer there.
    const rest = (each: WeekHours) => ({
      ...each,
      weekdays: each.weekdays.filter((day) => !next.weekdays.includes(day)),
    })
    const all = rule.map((each, at) => (at === index ? next : rest(each)))
    setEdited(all.filter(({ weekdays }) => weekdays.length > 0))
  }
  const resting = [1, 2, 3, 4, 5, 6, 7].filter((day) => !rule.some(({ weekdays }) => weekdays.includes(day)))
  const another = () => {
    const [like = usual] = rule
    setSaved(undefined)
    setEdited([...rule, { ...like, weekdays: resting }])
  }
  const save = () =>
    void act(async () => {
      const { appliesFrom } = await call(contract.saveHours, {
        ...{ market, from: version, hours: [...rule], stallsEach: each, ladder: steps ?? ladder },
      })
      setSaved(`存好了，从 ${longDate(appliesFrom)} 起算`)
      setEdited(undefined)
      setMost(undefined)
      setSteps(undefined)
    }).then(() => void from.reload())
  const foot = (
    <>
      {say !== undefined && <Notice say={say} />}
      {saved !== undefined && <Notice look="done" say={saved} />}
      <Button
        look="filled"
        label={busy ? '正在存…' : `存下，从 ${longDate(appliesFrom)} 起算`}
        disabled={busy || (edited ?? most ?? steps) === undefined || why !== null}
        onTap={save}
      />
    </>
  )
  return (
    <Page seenAt={from.seenAt} foot={foot}>
      <Title words="每周规则" />
      <View className="desk-say">已经排好的晚上不变；要改某一晚，到排期里点那一晚。</View>
      {rule.map((each, index) => (
        <HoursCard key={index} hours={each} onPut={(next) => put(index, next)} />
      ))}
      <Card name="desk-card">
        <Stepper
          label="一人一晚最多"
          value={each}
          max={mostStallsEach}
          unit="个摊位"
          onChange={(next) => {
            setSaved(undefined)
            setMost(next)
          }}
        />
      </Card>
      <Title of="part" words="没到场的规则" />
      <LadderCard
        ladder={steps ?? ladder}
        onChange={(next) => {
          setSaved(undefined)
          setSteps(next)
        }}
      />
      {resting.length > 0 && <Button look="quiet" label="给不开的日子另定时间" onTap={another} />}
    </Page>
  )
}

/** Which days these times are for, and the times; one without a day is gone. */
function HoursCard({ hours, onPut }: { hours: WeekHours; onPut: (hours: WeekHours) => void }) {
  const { weekdays, opensDaysBefore } = hours
  const turn = (value: string) => {
    const day = Number(value)
    const next = weekdays.includes(day) ? weekdays.filter((each) => each !== day) : [...weekdays, day].sort()
    onPut({ ...hours, weekdays: next })
  }
  return (
    <Card name="desk-card">
      <Chips label="哪几天" options={days} chosen={weekdays.map(String)} onTap={turn} />
      <TimesForm times={hours} onChange={(times) => onPut({ ...hours, ...times })} />
      <Stepper
        label="提前几天开放"
        value={opensDaysBefore}
        min={0}
        max={20}
        unit="天"
        onChange={(opensDaysBefore) => onPut({ ...hours, opensDaysBefore })}
      />
    </Card>
  )
}
