/**
 * A night as product.md §1 tells it, thought anew and without the product's code: who has which stall, who waits, and
 * what each tap and the clock do to that. Times are milliseconds since 1970.
 */
import type { Night } from '../../../cloudfunctions/market/documents'
import { drawnStall, outcomeIn, type DrawModel } from './draw'

export const vendors = ['a', 'b', 'c', 'd', 'e'] as const
export type Who = (typeof vendors)[number]
type Kind = 'goods' | 'craft'

export const kindsOf: Readonly<Record<Who, readonly Kind[]>> = {
  a: ['goods'],
  b: ['goods'],
  c: ['goods'],
  d: ['goods', 'craft'],
  e: ['craft'],
}

export const stalls = ['A01', 'A02', 'B01'] as const
export type Code = (typeof stalls)[number]
export const kindOf: Readonly<Record<Code, Kind>> = { A01: 'goods', A02: 'goods', B01: 'craft' }

/** Whose openid it is: each ends in their letter. */
export const whoOf = (openid: string): Who => vendors.find((who) => openid.endsWith(who)) ?? 'a'

const friday = (time: string): number => +new Date(`2026-11-27T${time}:00+08:00`)

/** When everything happens that Friday. */
export const times = {
  opensAt: friday('00:00'),
  cancelBy: friday('15:30'),
  gateOpensAt: friday('16:00'),
  startsAt: friday('18:00'),
  occupyBy: friday('18:30'),
  closesAt: friday('21:00'),
  endsAt: friday('22:00'),
}
export const minute = 60_000

/** A stall that somebody has: for good, or until an instant, held or offered. */
export interface Entry {
  stall: Code
  who: Who
  at: number
  until?: number
  offered?: true
  here?: true
}

/** Who lost a stall by not being there, and whether they came after all. */
interface Missed {
  entry: Entry
  came: boolean
}

/** Each tap answers whether it is allowed and, if so, has happened. */
export class NightModel {
  entries: Entry[]
  queue: Who[] = []
  missed: Missed[] = []
  now = 0

  /**
   * @param given what was booked the day before
   * @param draw the draw of one stall, if it is drawn for
   */
  constructor(
    given: readonly (readonly [Who, Code])[],
    readonly draw?: DrawModel,
  ) {
    this.entries = given.map(([who, stall]) => ({ who, stall, at: friday('00:00') }))
  }

  /** One to try things on. */
  copy(): NightModel {
    const { entries, queue, missed, now } = this
    const other = Object.assign(new NightModel([], this.draw?.copy()), { queue: [...queue], now })
    other.entries = entries.map((each) => ({ ...each }))
    other.missed = missed.map((each) => ({ ...each }))
    return other
  }

  get standing(): Entry[] {
    return this.entries.filter(({ until }) => until === undefined || this.now < until)
  }

  /** Time is at `now`, and the timer ran then or did not. */
  pass(now: number, timer: boolean): void {
    this.now = now
    if (timer) this.#tick()
  }

  /** What the timer does: what ran out is gone, who is not there loses their stall, what is free is offered. */
  #tick(): void {
    this.draw?.tick(this.now, this.#ofDraw())
    const late = ({ until, here, at }: Entry) =>
      until === undefined && here === undefined && this.now >= Math.max(times.occupyBy, at + 45 * minute)
    for (const entry of this.standing.filter(late)) this.missed.push({ entry, came: false })
    this.entries = this.standing.filter((each) => !late(each))
    this.offer()
  }

  hold(who: Who, stall: Code): boolean {
    const mine = this.#of(who)
    if (!this.#mayPick(who, stall)) return false
    if (mine?.stall === stall) return true
    const until = Math.min(this.now + 10 * minute, mine?.until ?? Infinity)
    this.#give({ who, stall, at: this.now, until })
    if (mine) this.offer()
    return true
  }

  book(who: Who, stall: Code): boolean {
    const mine = this.#of(who)
    if (!this.#mayPick(who, stall)) return false
    this.#give({ who, stall, at: this.now })
    if (mine && mine.stall !== stall) this.offer()
    return true
  }

  accept(who: Who, stall: Code): boolean {
    const mine = this.#of(who)
    return mine?.offered === true && mine.stall === stall && this.book(who, stall)
  }

  cancel(who: Who): boolean {
    const mine = this.#of(who)
    if (!mine) return false
    if (mine.until === undefined && this.now >= Math.max(times.cancelBy, mine.at + 10 * minute)) return false
    return this.#giveBack(mine)
  }

  decline(who: Who): boolean {
    const mine = this.#of(who)
    return mine?.offered === true && this.#giveBack(mine)
  }

  join(who: Who): boolean {
    if (!this.#open || this.#paused(who) || this.#of(who) || this.queue.includes(who)) return false
    this.queue.push(who)
    this.offer()
    return true
  }

  leave(who: Who): boolean {
    if (!this.queue.includes(who)) return false
    this.queue = this.queue.filter((each) => each !== who)
    return true
  }

  /** The operator gives them this stall, or moves them to it. */
  place(who: Who, stall: Code): boolean {
    const there = this.#at(stall)
    if (this.now >= times.endsAt || (there && (there.who !== who || there.until === undefined))) return false
    if (!kindsOf[who].includes(kindOf[stall]) || !this.#isPicked(stall)) return false
    const mine = this.#of(who)
    const booked = mine !== undefined && mine.until === undefined
    if (!booked && this.#paused(who)) return false
    this.#give({ who, stall, at: this.now })
    if (mine && mine.until === undefined) this.offer()
    return true
  }

  /** Staff note that whoever has this stall, or lost it by being late, is there. */
  arrive(_: Who, stall: Code): boolean {
    const entry = this.standing.find((each) => each.stall === stall && each.until === undefined)
    const last = this.missed.filter((each) => each.entry.stall === stall).pop()
    if (entry?.here ?? (!entry && last?.came)) return true
    if (this.now < times.gateOpensAt || this.now >= times.endsAt) return false
    if (entry) return (entry.here = true)
    if (!last || this.#at(stall) || this.#of(last.entry.who)) return false
    last.came = true
    this.#give({ ...last.entry, here: true })
    return true
  }

  enter(who: Who): boolean {
    const able = kindsOf[who].includes(kindOf[drawnStall])
    return able && this.draw?.enter(who, this.now, this.#ofDraw().has(who) === 'booked') === true
  }

  withdraw = (who: Who): boolean => this.draw?.withdraw(who, this.now) === true

  /** The auditor enters the number. @param after the night as it is then: chance has decided there */
  reveal(_: Who, __: Code, after?: Night): boolean {
    if (!this.draw?.mayReveal(this.now)) return false
    if (!after) return true
    const outcome = outcomeIn(after, whoOf)
    const { winner, lost } = outcome
    this.draw.reveal(outcome, this.#ofDraw())
    if (winner) this.#give({ who: winner, stall: drawnStall, at: this.now })
    this.queue = [...lost, ...this.queue.filter((who) => !lost.includes(who))]
    return true
  }

  /** To each in turn the first free stall that they can use. */
  offer(): void {
    if (!this.#open) return
    for (const who of [...this.queue]) {
      const stall = stalls.find(
        (code) => !this.#at(code) && this.#isPicked(code) && kindsOf[who].includes(kindOf[code]),
      )
      if (stall && this.#paused(who)) {
        this.queue = this.queue.filter((each) => each !== who)
        continue
      }
      const answer = times.startsAt - this.now <= 360 * minute ? 15 * minute : 120 * minute
      if (stall)
        this.#give({ who, stall, at: this.now, until: Math.min(this.now + answer, times.closesAt), offered: true })
    }
  }

  /** What is drawn for is nobody's to pick or be offered before that is over. */
  #isPicked(code: Code): boolean {
    return code !== drawnStall || this.draw === undefined || this.draw.state === 'over'
  }
  #ofDraw() {
    const of = (mine: Entry | undefined) => (!mine ? 'nothing' : mine.until === undefined ? 'booked' : 'kept')
    return { has: (who: Who) => of(this.#of(who)), taken: this.#at(drawnStall) !== undefined } as const
  }
  get #open(): boolean {
    return this.now >= times.opensAt && this.now < times.closesAt
  }
  #of(who: Who): Entry | undefined {
    return this.standing.find((each) => each.who === who)
  }
  #at(stall: Code): Entry | undefined {
    return this.standing.find((each) => each.stall === stall)
  }
  /** Whoever missed twice gets no stall for a week. */
  #paused(who: Who): boolean {
    return this.missed.filter(({ entry, came }) => entry.who === who && !came).length >= 2
  }

  #mayPick(who: Who, stall: Code): boolean {
    const mine = this.#of(who)
    const kind = kindOf[stall]
    if (!this.#open || this.#paused(who) || (mine && mine.until === undefined)) return false
    if (!this.#isPicked(stall) || !kindsOf[who].includes(kind) || (this.#at(stall)?.who ?? who) !== who) return false
    const waited = this.queue.some((each) => each !== who && kindsOf[each].includes(kind))
    return mine?.stall === stall || !waited
  }

  /** Whoever gets a stall has this one alone, and waits no more. */
  #give(entry: Entry): void {
    this.entries = [...this.standing.filter(({ who }) => who !== entry.who), entry]
    this.queue = this.queue.filter((each) => each !== entry.who)
  }

  #giveBack(mine: Entry): true {
    this.entries = this.entries.filter((each) => each !== mine)
    this.offer()
    return true
  }
}
