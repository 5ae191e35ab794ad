import fc from 'fast-check'
import type { Night } from '../../../cloudfunctions/market/documents'
import { booking } from '../../../cloudfunctions/market/booking/contract'
import { draw } from '../../../cloudfunctions/market/draw/contract'
import { gate } from '../../../cloudfunctions/market/gate/contract'
import { placing } from '../../../cloudfunctions/market/placing/contract'
import { waiting } from '../../../cloudfunctions/market/waiting/contract'
import type { Ask, Capability } from '../../../cloudfunctions/shared/contract'
import type { Reply } from '../../../cloudfunctions/shared/reply'
import type { Moment, Turn } from './conductor'
import { drawnStall } from './draw'
import { wrongs } from './laws'
import type { NightModel } from './model'
import { minute, stalls, times, vendors, type Code, type Who } from './model'
import { pictureOf, pictureOfModel } from './picture'

export type Asker = Who | 'operator' | 'auditor'

/** What taps need of the night that they happen at. */
export interface Stage {
  night: string
  shopOf: (who: Who) => string
  ask: <C extends Capability>(who: Asker, capability: C, input: Ask<C>, key: string) => Promise<Reply>
  /** Sends something in the night's next turn. */
  act: <T>(send: () => Promise<T>) => Promise<Turn<T>>
  newKey: () => string
  /** What changed something, for repeats. */
  past: { words: string; send: () => Promise<Reply> }[]
  /** All that was sent, and when. */
  said: (string | Moment)[]
}

type What =
  | 'hold'
  | 'book'
  | 'accept'
  | 'cancel'
  | 'decline'
  | 'join'
  | 'leave'
  | 'place'
  | 'arrive'
  | 'enter'
  | 'withdraw'
  | 'reveal'
type Sent = (key: string) => Promise<Reply>

/** How each tap is sent. */
const sends: Readonly<Record<What, (stage: Stage, who: Who, stall: Code) => Sent>> = {
  hold: (stage, who, stall) => (key) => stage.ask(who, booking.holdStall, { night: stage.night, stall }, key),
  book: (stage, who, stall) => (key) => stage.ask(who, booking.bookStall, { night: stage.night, stall }, key),
  accept: (stage, who, stall) => (key) => stage.ask(who, waiting.acceptOffer, { night: stage.night, stall }, key),
  cancel: (stage, who) => (key) => stage.ask(who, booking.cancelBooking, { night: stage.night }, key),
  decline: (stage, who) => (key) => stage.ask(who, waiting.declineOffer, { night: stage.night }, key),
  join: (stage, who) => (key) => stage.ask(who, waiting.joinWaiting, { night: stage.night }, key),
  leave: (stage, who) => (key) => stage.ask(who, waiting.leaveWaiting, { night: stage.night }, key),
  place: (stage, who, stall) => (key) => {
    const input = { night: stage.night, stall, shop: stage.shopOf(who), reason: '换个亮堂的位置' }
    return stage.ask('operator', placing.placeVendor, input, key)
  },
  enter: (stage, who) => (key) =>
    stage.ask(who, draw.enterDraw, { round: `${stage.night}-1`, choices: [drawnStall] }, key),
  withdraw: (stage, who) => (key) => stage.ask(who, draw.withdrawDraw, { round: `${stage.night}-1` }, key),
  reveal: (stage) => (key) => {
    const input = { round: `${stage.night}-1`, number: '386', origin: '中国福彩网' }
    return stage.ask('auditor', draw.revealDraw, input, key)
  },
  arrive: (stage, _, stall) => (key) =>
    stage.ask('operator', gate.markHere, { night: stage.night, stall, reason: '当面看到' }, key),
}

/** Throws unless what is stored is what the model says and what the laws allow. */
function compare(model: NightModel, night: Night, now: Date, tended: boolean): void {
  const [is, should] = [pictureOf(night, now), pictureOfModel(model)]
  const all = [...wrongs(night, now, tended), ...(is === should ? [] : [`it is ${is}, and should be ${should}`])]
  if (all.length > 0) throw new Error(all.join('; '))
}

/** All that the model knows, also who takes part in a draw. */
const all = (model: NightModel): string => `${pictureOfModel(model)} ${JSON.stringify(model.draw)}`

/**
 * One turn of a night: time passes, perhaps the timer runs, and something is sent; both worlds are compared each time.
 * @param rule what the model says of it, once it is at that instant; null when it says nothing of the answer
 * @returns whether it changed anything
 */
async function play(
  model: NightModel,
  stage: Stage,
  send: () => Promise<Reply | null>,
  rule: (after: Night) => boolean | null,
) {
  const { moments, before, answer, after } = await stage.act(send)
  for (const { now, timer } of moments) model.pass(+now, timer)
  stage.said.push(...moments)
  const now = new Date(model.now)
  compare(model, before, now, moments.at(-1)?.timer === true)
  const known = all(model)
  const allowed = rule(after)
  compare(model, after, now, false)
  if (answer?.ok === false && answer.code === 'INTERNAL') throw new Error('the function failed')
  if (allowed !== null && answer?.ok !== allowed)
    throw new Error(`it answered ${JSON.stringify(answer)}, and should have ${allowed ? 'allowed' : 'refused'} it`)
  return answer?.ok === true && known !== all(model)
}

/** Everybody at every stall. */
const everywhere = vendors.flatMap((who) => stalls.map((stall) => ({ who, stall })))

/** Somebody taps something: the `pick`-th of all who may now, or, sometimes, of all. */
class Tap implements fc.AsyncCommand<NightModel, Stage> {
  constructor(
    readonly what: What,
    readonly pick: number,
    readonly anyway: boolean,
  ) {}

  #choices(model: Readonly<NightModel>) {
    return this.anyway ? everywhere : everywhere.filter(({ who, stall }) => model.copy()[this.what](who, stall))
  }

  check(model: Readonly<NightModel>): boolean {
    return this.#choices(model).length > 0
  }

  async run(model: NightModel, stage: Stage): Promise<void> {
    const { what, pick } = this
    const choices = this.#choices(model)
    const { who, stall } = choices[pick % choices.length] ?? { who: 'a', stall: 'A01' }
    const send = sends[what](stage, who, stall)
    const key = stage.newKey()
    const words = `${what} ${who} ${stall}`
    stage.said.push(words)
    const changed = await play(
      model,
      stage,
      () => send(key),
      (after) => model[what](who, stall, after),
    )
    if (changed) stage.past.push({ words, send: () => send(key) })
  }

  toString(): string {
    return `${this.what} ${String(this.pick)}`
  }
}

/** A tap that changed something comes once more, however late: nothing changes, but what is due to be offered may be. */
class Again implements fc.AsyncCommand<NightModel, Stage> {
  constructor(readonly which: number) {}

  check(model: Readonly<NightModel>): boolean {
    return model.now > 0
  }

  async run(model: NightModel, stage: Stage): Promise<void> {
    const tap = stage.past[stage.past.length - 1 - (this.which % Math.max(1, stage.past.length))]
    stage.said.push(`again: ${tap?.words ?? 'nothing'}`)
    await play(
      model,
      stage,
      async () => (tap ? tap.send() : null),
      (after) => {
        if (pictureOf(after, new Date(model.now)) !== pictureOfModel(model)) model.offer()
        return null
      },
    )
  }

  toString(): string {
    return `again ${String(this.which)}`
  }
}

/** A look at a night when nobody does anything. */
export const lookOnce = (model: NightModel, stage: Stage): Promise<unknown> =>
  play(
    model,
    stage,
    () => Promise.resolve(null),
    () => null,
  )

const weights: Readonly<Record<What, number>> = {
  hold: 4,
  book: 4,
  accept: 4,
  cancel: 4,
  decline: 1,
  join: 6,
  leave: 1,
  place: 1,
  arrive: 2,
  enter: 3,
  withdraw: 1,
  reveal: 8,
}

const what = fc.oneof(
  ...(Object.entries(weights) as [What, number][]).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name) })),
)
const tap = fc
  .record({ what, pick: fc.nat(59), anyway: fc.nat(9).map((one) => one === 9) })
  .map(({ what, pick, anyway }) => new Tap(what, pick, anyway))

/** Where a stall is drawn for, some want it from the start. */
export const firstEntries = [0, 5, 10].map((pick) => new Tap('enter', pick, false))

/** How many taps a night sees at most; those that nobody may are mostly left out. */
const mostTaps = 18

export const nightLife = fc.record({
  full: fc.boolean(),
  taps: fc.commands([tap, tap, tap, tap, tap, fc.nat(3).map((which) => new Again(which))], {
    maxCommands: mostTaps,
    size: 'max',
  }),
})
export interface NightLife {
  /** Whether every stall is booked when it begins. */
  full: boolean
  taps: Iterable<fc.AsyncCommand<NightModel, Stage>>
}

/** When a batch of nights begins, and how time passes: often to the very instant that something ends. */
export const timetable = fc.record({
  from: fc.constantFrom(...['10:00', '13:00', '15:20', '17:50'].map((at) => times.opensAt + atMinutes(at))),
  turns: fc.array(
    fc.record({
      ms: fc.constantFrom(0, 0, 1, 1, 5, 10, 10, 15, 45, 120).map((minutes) => minutes * minute),
      timer: fc.nat(3).map((one) => one === 0),
    }),
    { minLength: mostTaps, maxLength: mostTaps },
  ),
})

function atMinutes(at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return (hours * 60 + minutes) * minute
}
