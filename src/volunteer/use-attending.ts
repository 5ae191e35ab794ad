import { useState } from 'react'
import { attendance as contract } from '../../cloudfunctions/volunteer/attendance/contract'
import { attendanceTimes, readCode } from '../../cloudfunctions/volunteer/attendance/rules'
import type { MyAttendance } from '../../cloudfunctions/volunteer/shift/contract'
import { phoneTime } from '../shared/device'
import { locate } from '../shared/locate'
import type { NotLocated } from '../shared/located'
import { handOver, useQueue } from '../shared/queue'
import { scan } from '../shared/scan'
import { useAct } from '../shared/use-act'
import { useStep } from '../shared/use-step'

/** A shift in which somebody has a place; without one they may still join by its code. */
export interface Attended {
  id: string
  title: string
  mine?: MyAttendance | undefined
  /** Milliseconds that the cloud's clock is before the phone's. */
  ahead: number
}

type Evidence = { code: string } | { near: { latitude: number; longitude: number } }

const says = contract.checkIn.refusals

/** Whether what the cloud said is not time for, is by now, as far as this phone knows. */
const isTimeNow = ({ opens, whyNot }: MyAttendance, now: Date): boolean =>
  whyNot === undefined || (whyNot.code === 'NOT_YET' && +now >= Date.parse(opens) - attendanceTimes.fresh)

/** What waits on the phone of one shift's check-in and check-out. */
export function useKept() {
  const { of } = useQueue()
  const waits = ({ state }: { state: string }) => state === 'waiting'
  return (shift: string) => ({
    in: of(contract.checkIn).find((each) => waits(each) && each.input.shift === shift),
    out: of(contract.checkOut).find((each) => waits(each) && each.input.shift === shift),
  })
}
export type Kept = ReturnType<ReturnType<typeof useKept>>

/** What is to be done now: to check in, or out, or nothing, as far as this phone knows. */
export function stepNow(mine: MyAttendance, kept: Kept, now: Date): 'in' | 'out' | undefined {
  if (kept.out) return undefined
  if (kept.in) return 'out'
  return isTimeNow(mine, now) ? mine.next : undefined
}

export type Attending = ReturnType<typeof useAttending>

/** 签到签退 Of one shift, also without network: then it waits on the phone with the time when it was done. */
export function useAttending({ id, title, mine, ahead }: Attended, refresh: () => Promise<void>) {
  const kept = useKept()(id)
  const now = useStep(attendanceTimes.step, ahead)
  const { busy, refusal, act, forget } = useAct(refresh)
  const [wrong, setWrong] = useState<NotLocated>()
  const step = mine ? stepNow(mine, kept, now) : kept.in ? undefined : 'in'

  const send = (evidence: Evidence) => {
    const madeAt = phoneTime(ahead)
    const shown = { shift: id, ...evidence }
    const late = { ...shown, madeAt }
    const join = mine ? {} : { join: true }
    return act(() =>
      step === 'out'
        ? handOver(contract.checkOut, shown, { madeAt, words: `签退「${title}」`, late })
        : handOver(
            contract.checkIn,
            { ...shown, ...join },
            { madeAt, words: `签到「${title}」`, late: { ...late, ...join } },
          ),
    )
  }
  const begin = () => {
    forget()
    setWrong(undefined)
  }
  const byCode = async () => {
    begin()
    const code = (await scan())?.trim()
    if (code === undefined) return
    const read = readCode(code)
    if (read?.shift === id) await send({ code })
    else setWrong({ whyNot: read ? says.OTHER_SHIFT : says.CODE_FALSE })
  }
  const byPlace = async () => {
    begin()
    const found = await locate('扫带队人手机上的码也能签')
    if ('at' in found) await send({ near: found.at })
    else setWrong(found)
  }
  return {
    step,
    /** Whether whoever goes now goes early. */
    isEarly: (ends: string) => phoneTime(ahead) < ends,
    kept,
    busy,
    refusal: wrong?.whyNot ?? refusal,
    /** They said no to WeChat's question for the place before: only its settings help. */
    closed: wrong?.closed === true,
    byCode: () => void byCode(),
    byPlace: () => void byPlace(),
  }
}
