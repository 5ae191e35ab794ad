import { useState } from 'react'
import { clockTime, dateOf } from '../../cloudfunctions/shared/shanghai'
import { opensWords } from '../../cloudfunctions/volunteer/attendance/rules'
import type { MyAttendance } from '../../cloudfunctions/volunteer/shift/contract'
import { keptWords } from '../shared/kept-words'
import { openSettings } from '../shared/locate'
import { canScan } from '../shared/scan'
import { minutesWords } from '../shared/shift-words'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { List, Row } from '../shared/ui/row'
import { SureSheet } from '../shared/ui/sure-sheet'
import type { Attending, Kept } from './use-attending'

interface Times {
  starts: string
  ends: string
}

/** 我的到场 When one came and went, and what is to be done for it. */
export function AttendingList({ mine, kept, times }: { mine: MyAttendance; kept: Kept; times: Times }) {
  return (
    <List label="我的到场">
      <Row icon="scan" title="签到" {...arrivalOf(mine, kept, times)} />
      <Row icon="done" title="签退" {...departureOf(mine, kept, times)} />
    </List>
  )
}

const at = (instant: string, { starts }: Times): string => clockTime(instant, dateOf(new Date(starts)))

function arrivalOf({ cameAt, state }: MyAttendance, kept: Kept, times: Times) {
  if (cameAt !== undefined) return { side: `${at(cameAt, times)} 到的`, note: '签到了', tone: 'good' as const }
  if (kept.in) return { note: keptWords(kept.in.madeAt), tone: 'due' as const }
  if (state === 'missed') return { note: '记了没到场，到了的请当面找带队人', tone: 'due' as const }
  return { side: `${at(times.starts, times)} 前`, note: opensWords({ startsAt: new Date(times.starts) }) }
}

function departureOf({ wentAt, minutes = 0, toConfirm }: MyAttendance, kept: Kept, times: Times) {
  if (wentAt !== undefined)
    return {
      side: `${at(wentAt, times)} 走的`,
      note: `${minutesWords(minutes)}${toConfirm ? '，等带队人确认' : '，记上了'}`,
      tone: toConfirm ? ('due' as const) : ('good' as const),
    }
  if (kept.out) return { note: keptWords(kept.out.madeAt), tone: 'due' as const }
  return { side: `${at(times.ends, times)} 后`, note: '走的时候签退，时长就记上' }
}

const words = { in: '签到', out: '签退' }

interface FootProps {
  at: Attending
  ways: MyAttendance['ways']
  ends: string
}

/** The ways to check in, or out, now; nothing where it is not time for either. Whoever goes early is asked once more. */
export function AttendingFoot({ at: attending, ways, ends }: FootProps) {
  const { step, isEarly, busy, refusal, closed, byCode, byPlace } = attending
  const [early, setEarly] = useState<() => void>()
  const stay = () => setEarly(undefined)
  const unlessEarly = (go: () => void) => () => {
    if (step === 'out' && isEarly(ends)) setEarly(() => go)
    else go()
  }
  const code = canScan && ways.includes('code')
  return (
    <>
      {refusal !== undefined && (
        <Notice say={refusal} {...(closed ? { action: { label: '打开定位', onTap: openSettings } } : {})} />
      )}
      {step && code && (
        <Button
          look="filled"
          label={`${busy ? '正在' : '扫码'}${words[step]}`}
          disabled={busy}
          onTap={unlessEarly(byCode)}
        />
      )}
      {step && ways.includes('place') && (
        <Button
          look={code ? 'quiet' : 'filled'}
          label={`${step === 'in' ? '到了' : '走了'}，用定位${words[step]}`}
          disabled={busy}
          onTap={unlessEarly(byPlace)}
        />
      )}
      <SureSheet
        open={early !== undefined}
        title="现在就走？"
        say="还没到结束时间，签退了时长就记到现在"
        yes="走了，签退"
        doing="正在签退…"
        no="再待会儿"
        busy={busy}
        refusal={undefined}
        onYes={() => {
          stay()
          early?.()
        }}
        onClose={stay}
      />
    </>
  )
}
