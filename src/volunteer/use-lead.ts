import { useState } from 'react'
import type { Output } from '../../cloudfunctions/shared/contract'
import { attendance as contract, type Attendee } from '../../cloudfunctions/volunteer/attendance/contract'
import { hours } from '../../cloudfunctions/volunteer/hours/contract'
import { call } from '../shared/cloud'
import { phoneTime } from '../shared/device'
import { minutesWords } from '../shared/shift-words'
import { handOver, useQueue } from '../shared/queue'
import { usePicked } from '../shared/use-picked'

export type Sheet = Output<typeof contract.attendance>

type Asking = 'none' | 'missed' | 'confirm' | 'hand'

export type Leading = ReturnType<typeof useLead>

/**
 * What whoever leads notes of one shift; who is there and who went also without network: then it waits on the phone.
 * @param ahead milliseconds that the cloud's clock is before the phone's
 */
export function useLead(sheet: Sheet, ahead: number, refresh: () => Promise<void>) {
  const { of } = useQueue()
  const { act, begin, tell, ...at } = usePicked<Attendee>(undefined, refresh)
  const [asking, setAsking] = useState<Asking>('none')
  const { shift } = sheet
  const waits = [...of(contract.markHere), ...of(contract.markLeft)].filter(
    ({ input, state }) => state === 'waiting' && input.shift === shift,
  )
  const told = (name: string, what: string, kept = false) => {
    setAsking('none')
    tell(`${name}${kept ? '记在手机上了，有网就送出' : what}`)
  }
  const isOver = Date.parse(sheet.ends) <= Date.parse(phoneTime(ahead))

  const markHere = ({ holder, name }: Attendee, reason: string) =>
    act(async () => {
      const madeAt = phoneTime(ahead)
      const input = { shift, holder, reason }
      const late = isOver ? {} : { late: { ...input, from: madeAt } }
      told(name, '签上了', await handOver(contract.markHere, input, { madeAt, words: `给${name}补签`, ...late }))
    })
  const markLeft = ({ holder, name }: Attendee, reason: string) =>
    act(async () => {
      const madeAt = phoneTime(ahead)
      const input = { shift, holder, reason }
      const late = { ...input, at: madeAt }
      told(name, '走了，记上了', await handOver(contract.markLeft, input, { madeAt, words: `记${name}离开`, late }))
    })
  const markMissed = ({ holder, name }: Attendee, reason: string) =>
    act(async () => {
      await call(contract.markMissed, { shift, holder, reason })
      told(name, '记了没来，对方会收到原因')
    })
  const addHours = ({ holder, name }: Attendee, minutes: number, reason: string) =>
    act(async () => {
      await call(hours.addHours, { shift, holder, minutes, reason })
      told(name, `的 ${minutesWords(minutes)}交给社区核对了`)
    })
  /** One person's hours, or everybody's. */
  const confirm = (one?: Attendee) =>
    act(async () => {
      const { people } = await call(contract.confirmServed, { shift, ...(one ? { holder: one.holder } : {}) })
      told(one?.name ?? `${String(people.length)} 人`, '的时长确认了')
    })
  return {
    ...at,
    /** What is asked once more. */
    asking,
    ask: (what: Asking) => {
      begin()
      setAsking(what)
    },
    askNothing: () => setAsking('none'),
    /** Whether something of this person waits for the network. */
    waits: (holder: string) => waits.some(({ input }) => input.holder === holder),
    isOver,
    hasBegun: Date.parse(sheet.starts) <= Date.parse(phoneTime(ahead)),
    markHere,
    markLeft,
    markMissed,
    addHours,
    confirm,
  }
}
