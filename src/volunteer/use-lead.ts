import { useState } from 'react'
import type { Output } from '../../cloudfunctions/shared/contract'
import { attendance as contract, type Attendee } from '../../cloudfunctions/volunteer/attendance/contract'
import { call } from '../shared/cloud'
import { phoneTime } from '../shared/device'
import { handOver, useQueue } from '../shared/queue'
import { usePicked } from '../shared/use-picked'

export type Sheet = Output<typeof contract.attendance>

export type Leading = ReturnType<typeof useLead>

/**
 * What whoever leads notes of one shift; who is there and who went also without network: then it waits on the phone.
 * @param ahead milliseconds that the cloud's clock is before the phone's
 */
export function useLead(sheet: Sheet, ahead: number, refresh: () => Promise<void>) {
  const { of } = useQueue()
  const { act, begin, tell, ...at } = usePicked<Attendee>(undefined, refresh)
  const [asking, setAsking] = useState<'none' | 'missed' | 'confirm'>('none')
  const { shift } = sheet
  const waits = [...of(contract.markHere), ...of(contract.markLeft)].filter(
    ({ input, state }) => state === 'waiting' && input.shift === shift,
  )
  const told = (name: string, what: string, kept = false) => {
    setAsking('none')
    tell(`${name}${kept ? '记在手机上了，有网就送出' : what}`)
  }
  const over = Date.parse(sheet.ends) <= Date.parse(phoneTime(ahead))

  const markHere = ({ holder, name }: Attendee, reason: string) =>
    act(async () => {
      const madeAt = phoneTime(ahead)
      const input = { shift, holder, reason }
      const late = over ? {} : { late: { ...input, from: madeAt } }
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
    ask: (what: 'missed' | 'confirm') => {
      begin()
      setAsking(what)
    },
    askNothing: () => setAsking('none'),
    /** Whether something of this person waits for the network. */
    waits: (holder: string) => waits.some(({ input }) => input.holder === holder),
    hasBegun: Date.parse(sheet.starts) <= Date.parse(phoneTime(ahead)),
    markHere,
    markLeft,
    markMissed,
    confirm,
  }
}
