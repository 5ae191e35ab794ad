import type { Night } from '../../../cloudfunctions/market/documents'
import type { Code, Who } from './model'

const at = (time: string): number => +new Date(`2026-11-27T${time}:00+08:00`)

/** When the one stall that is drawn for is drawn; a number that comes later makes the round void. */
export interface DrawTimes {
  opensAt: number
  closesAt: number
  numberAt: number
  revealBy: number
}

const ends = ['10:30', '13:30', '15:45'].map(at)

/** Some draw before others, so that whenever a batch begins some are about to. */
export function drawTimesOf(index: number): DrawTimes {
  const closesAt = ends[index % ends.length] ?? at('10:30')
  return { opensAt: at('00:00'), closesAt, numberAt: closesAt, revealBy: at('17:30') }
}
export const drawnStall: Code = 'A01'

/** Who may stand on the night itself: nobody who has a stall for good. */
interface NightOfDraw {
  has: (who: Who) => 'nothing' | 'kept' | 'booked'
  taken: boolean
}

/** What chance decided: who has the stall, if anybody, and who waits for having lost, in their order. */
interface Outcome {
  winner?: Who
  lost: Who[]
}

/** What became of a draw, as the night shows it that the number was entered for. */
export function outcomeIn({ _id, bookings, waiting }: Night, whoOf: (openid: string) => Who): Outcome {
  const won = bookings.find(({ drawn }) => drawn !== undefined)
  const lost = waiting.filter(({ key }) => key.startsWith(`${_id}-1-`)).map(({ vendor }) => whoOf(vendor))
  return { ...(won ? { winner: whoOf(won.vendor) } : {}), lost }
}

/** The draw of one stall: who takes part, and which outcomes may be. */
export class DrawModel {
  state: 'open' | 'frozen' | 'over' = 'open'
  entered: Who[] = []

  constructor(readonly times: DrawTimes) {}

  copy(): DrawModel {
    return Object.assign(new DrawModel(this.times), { state: this.state, entered: [...this.entered] })
  }

  enter(who: Who, now: number, booked: boolean): boolean {
    if (this.state !== 'open' || now >= this.times.closesAt || booked) return false
    if (!this.entered.includes(who)) this.entered.push(who)
    return true
  }

  withdraw(who: Who, now: number): boolean {
    if (this.state !== 'open' || now >= this.times.closesAt || !this.entered.includes(who)) return false
    this.entered = this.entered.filter((each) => each !== who)
    return true
  }

  /** The list is made, or, without anybody on it or without a number in time, the round is void. */
  tick(now: number, night: NightOfDraw): void {
    if (this.state === 'open' && now >= this.times.closesAt) {
      this.entered = this.entered.filter((who) => night.has(who) !== 'booked')
      this.state = this.entered.length > 0 ? 'frozen' : 'over'
    } else if (this.state === 'frozen' && now >= this.times.revealBy) this.state = 'over'
  }

  mayReveal(now: number): boolean {
    return this.state === 'frozen' && now >= this.times.numberAt && now < this.times.revealBy
  }

  /** Throws unless chance may have decided so: one of those on the list, who may still stand, and all others wait. */
  reveal({ winner, lost }: Outcome, night: NightOfDraw): void {
    this.state = 'over'
    const able = this.entered.filter((who) => night.has(who) !== 'booked')
    const rest = able.filter((who) => who !== winner && night.has(who) === 'nothing')
    // A winner who has another stall by now, or whose stall went to somebody, is not told apart here.
    const missing = rest.filter((who) => !lost.includes(who)).length
    const odd = lost.filter((who) => !rest.includes(who))
    const nobody = winner === undefined && !night.taken && able.length === this.entered.length
    const wrong =
      nobody || (winner && (night.taken || !able.includes(winner))) || missing > (night.taken ? 1 : 0) || odd.length > 0
    if (wrong) throw new Error(`of ${this.entered.join()} no draw gives ${winner ?? 'nobody'}, then ${lost.join()}`)
  }
}
