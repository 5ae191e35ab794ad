import { gate, type Roster } from '../../../cloudfunctions/market/gate/contract'
import { readPass, whyNotPass } from '../../../cloudfunctions/market/gate/rules'
import { call, Refused } from '../../shared/cloud'
import { phoneTime } from '../../shared/device'
import { handOver, useQueue } from '../../shared/queue'
import { scan } from '../../shared/scan'
import { usePicked } from '../../shared/use-picked'

export type RosterSeat = Roster['seats'][number]

const says = gate.scanPass.refusals

/** Whose pass this is, by the same rules as in the cloud, so that it is known without network too. Throws a `Refused`. */
function seatOfPass({ night, seats }: Roster, code: string, madeAt: string): RosterSeat {
  const read = readPass(code)
  if (!read) throw new Refused('PASS_FALSE', says.PASS_FALSE)
  if (read.night !== night) throw new Refused('OTHER_NIGHT', says.OTHER_NIGHT)
  const at = seats.filter(({ stall }) => stall === read.stall)
  if (at.length === 0) throw new Refused('NO_BOOKING', says.NO_BOOKING)
  const whys = at.map(({ key }) => whyNotPass(code, key, new Date(madeAt)))
  const seat = at.find((_, index) => whys[index] === null)
  if (seat) return seat
  const why = whys.some((each) => each === 'PASS_OLD') ? 'PASS_OLD' : 'PASS_FALSE'
  throw new Refused(why, says[why])
}

export type AtRoster = ReturnType<typeof useRoster>

/**
 * Checking vendors in: by their passes, or by hand; what the network does not take waits on the phone.
 * @param asked the stall whose sheet is up first
 */
export function useRoster(roster: Roster, asked: string | undefined, refresh: () => Promise<void>) {
  const { of } = useQueue()
  const {
    act,
    begin,
    tell: say,
    ...at
  } = usePicked(
    roster.seats.find(({ stall }) => stall === asked),
    refresh,
  )
  const { night } = roster
  const waiting = [
    ...of(gate.scanPass)
      .filter(({ input, state }) => input.night === night && state === 'waiting')
      .map(({ input }) => readPass(input.code)?.stall),
    ...of(gate.markHere)
      .filter(({ input, state }) => input.night === night && state === 'waiting')
      .map(({ input }) => input.stall),
  ]
  const tell = ({ stall, name }: RosterSeat, what: string) => say(`${stall} ${name}${what}`)
  const scanPass = async () => {
    begin()
    const code = await scan()
    if (code === null) return
    const madeAt = phoneTime()
    await act(async () => {
      const seat = seatOfPass(roster, code, madeAt)
      const waits = await handOver(gate.scanPass, { night, code, madeAt }, { madeAt, words: `${seat.stall} 签到` })
      tell(seat, waits ? '记下了，有网就送出' : '签到了')
    })
  }
  const markHere = (seat: RosterSeat, reason: string) =>
    act(async () => {
      const madeAt = phoneTime()
      const { stall } = seat
      const waits = await handOver(gate.markHere, { night, stall, reason, madeAt }, { madeAt, words: `${stall} 补签` })
      tell(seat, waits ? '记下了，有网就送出' : '签到了')
    })
  const markAbsent = (seat: RosterSeat, reason: string) =>
    act(async () => {
      await call(gate.markAbsent, { night, stall: seat.stall, reason })
      tell(seat, '记了未到场，对方会收到原因')
    })
  return {
    ...at,
    /** Whether it waits for the network that somebody is here. */
    waits: (stall: string) => waiting.includes(stall),
    scanPass: () => void scanPass(),
    markHere,
    markAbsent,
  }
}
