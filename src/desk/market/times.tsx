import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { schedule as contract } from '../../../cloudfunctions/market/schedule/contract'
import { whyNotTimes, withStart } from '../../../cloudfunctions/market/schedule/rules'
import { longDate, minutesInto } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import type { KeptNight } from './night'
import { TimesForm, type NightTimes } from './times-form'

/** 几点出摊 The times of one night alone; whoever has a stall is told once. */
export default function Times() {
  const id = useRouter().params['night'] ?? ''
  const from = useServer(contract.readNight, { night: id })
  const [edited, setEdited] = useState<NightTimes>()
  const [saved, setSaved] = useState<string>()
  const { busy, refusal, act, forget } = useAct(from.reload)
  if (!from.value) return <Waiting from={from} heights={[32, 280]} />
  const { night, rows } = from.value
  const kept = timesOf(from.value)
  const times = edited ?? kept
  const why = whyNotTimes(times)
  const say = refusal ?? (why ? contract.changeTimes.refusals[why] : undefined)
  const booked = rows.flatMap(({ stalls }) => stalls).filter(({ vendor }) => vendor).length
  const put = (next: NightTimes) => {
    forget()
    setSaved(undefined)
    // Whoever moves the start moves what hangs on it; each can still be set by itself.
    setEdited(next.startsAt === times.startsAt ? next : withStart(times, next.startsAt))
  }
  const save = () =>
    void act(() => call(contract.changeTimes, { night: id, ...times })).then((done) => {
      if (!done) return
      setSaved(booked === 0 ? '改好了' : `改好了，${String(booked)} 位摊主都通知了`)
      setEdited(undefined)
    })
  const changed = JSON.stringify(times) !== JSON.stringify(kept)
  const foot = (
    <>
      {say !== undefined && <Notice say={say} />}
      {saved !== undefined && <Notice look="done" say={saved} />}
      <Button
        look="filled"
        label={busy ? '正在改…' : booked === 0 ? '就改成这样' : '改成这样，通知摊主'}
        disabled={busy || !changed || why !== null}
        onTap={save}
      />
    </>
  )
  return (
    <Page seenAt={from.seenAt} foot={foot}>
      <Title words={longDate(night.date)} />
      <View className="desk-say">
        {`只改这一晚。${booked === 0 ? '还没有人订摊' : `${String(booked)} 位摊主订了摊，改了会各通知一次`}。要摇号的话，报名和数字公布的时间不变。`}
      </View>
      <TimesForm times={times} onChange={put} />
    </Page>
  )
}

/** A night's times in minutes after midnight of its date. */
const timesOf = ({ night, occupyBy }: KeptNight): NightTimes => ({
  closesAt: minutesInto(night.closesAt, night.date),
  cancelBy: minutesInto(night.cancelBy, night.date),
  startsAt: minutesInto(night.startsAt, night.date),
  occupyBy: minutesInto(occupyBy, night.date),
  endsAt: minutesInto(night.endsAt, night.date),
})
