import { EJSON } from 'bson'
import fc from 'fast-check'
import type { Night } from '../../../cloudfunctions/market/documents'
import { writeDocuments } from '../../../config/scripts/seed'
import { startCloud } from '../../support/cloud'
import { runHere, type FunctionHere } from '../../support/in-process'
import { nightOf, nightsAtOnce, openidOf, operatorOf, peopleOf, shopOf } from './cast'
import { lookOnce, nightLife, timetable, type NightLife, type Stage } from './commands'
import { Conductor, type Timetable } from './conductor'
import { minute, NightModel, type Code, type Who } from './model'

/** Only the clock stands still; whatever waits goes on waiting. */
const realTimers: FakeableAPI[] = [
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
]

/** Who has what since the day before, where a night begins full. */
const fullHouse: readonly (readonly [Who, Code])[] = [
  ['a', 'A01'],
  ['b', 'A02'],
  ['e', 'B01'],
]

/** Nights that live at the same time, and how time passes for them; unbiased, since short nights find little. */
export const batch = fc.noBias(
  fc.record({
    timetable,
    lives: fc.array(nightLife, { minLength: nightsAtOnce, maxLength: nightsAtOnce, size: 'max' }),
  }),
)

/** A night on the stage, beside its model. */
interface Actor extends NightLife {
  model: NightModel
  real: Stage
}

type Nights = ReturnType<typeof nightsOf>

/** The doors of a local cloud by which a test looks at nights, puts and removes them. */
function nightsOf({ url, put }: Awaited<ReturnType<typeof startCloud>>) {
  const door = `${url}/_/documents?collection=market_nights`
  return {
    put: (night: Night) => put('market_nights', night),
    read: async (): Promise<Map<string, Night>> => {
      const { documents } = (await (await fetch(`${door}&limit=200`)).json()) as { documents: string[] }
      return new Map(documents.map((line) => EJSON.parse(line) as Night).map((night) => [night._id, night]))
    },
    remove: (id: string) => fetch(`${door}&id=${encodeURIComponent(JSON.stringify(id))}`, { method: 'DELETE' }),
  }
}

/** Lets actors live, each by what it is to do, until one of them goes wrong; returns what went wrong. */
async function live(
  actors: readonly Actor[],
  conductor: Conductor,
  life: (actor: Actor) => Promise<unknown>,
): Promise<string | undefined> {
  let wrong: string | undefined
  const lives = actors.map(async (actor) => {
    try {
      actor.real.act = (send) => conductor.act(actor.real.night, send)
      await life(actor)
      conductor.leave()
    } catch (error) {
      wrong ??= `${actor.full ? 'full' : 'empty'}: ${actor.real.said.join(', ')}: ${(error as Error).message}`
      conductor.end()
    }
  })
  await Promise.all(lives)
  return wrong
}

/** Plays a batch from its first turn to its end, two hours after the last one, when the timer has run once more. */
async function playAll(market: FunctionHere, nights: Nights, actors: readonly Actor[], { from, turns }: Timetable) {
  const world = {
    setNow: (now: Date) => jest.setSystemTime(now),
    tick: async () => {
      const reply = await market.tick()
      if (!reply.ok) throw new Error(`the timer failed: ${reply.say}`)
    },
    read: nights.read,
  }
  const conductor = new Conductor(world, from)
  conductor.begin(actors.length, turns)
  const wrong = await live(actors, conductor, ({ model, real, taps }) =>
    fc.asyncModelRun(() => ({ model, real }), taps),
  )
  if (wrong !== undefined) return wrong
  conductor.begin(actors.length, [{ ms: 120 * minute, timer: true }])
  return live(actors, conductor, ({ model, real }) => lookOnce(model, real))
}

/** Starts a cloud with the people of so many batches of nights, on which functions of this process run. */
export async function startWorld(batches: number) {
  const cloud = await startCloud({ documents: writeDocuments(peopleOf(batches)) })
  const load = runHere(cloud.url)
  const nights = nightsOf(cloud)
  jest.useFakeTimers({ doNotFake: realTimers })
  let played = 0

  function actorOf(market: FunctionHere, batch: number, index: number, life: NightLife): Actor & { night: Night } {
    const given = life.full ? fullHouse : []
    const night = nightOf(batch, index, given)
    const openid = (who: Who | 'operator') => (who === 'operator' ? operatorOf(batch) : openidOf(batch, index, who))
    let keys = 0
    const real: Stage = {
      night: night._id,
      shopOf: (who) => shopOf(openid(who)),
      ask: (who, capability, input, key) => market.call(openid(who), capability, input, key),
      act: () => Promise.reject(new Error('the night has not begun')),
      newKey: () => `tap-${night._id}-${String(keys++)}`,
      past: [],
      said: [],
    }
    return { ...life, night, model: new NightModel(given), real }
  }

  return {
    load,
    /** Plays a batch of nights with a function; returns what went wrong first. */
    play: async (market: FunctionHere, lives: readonly NightLife[], table: Timetable): Promise<string | undefined> => {
      const batch = played++
      // WeChat judges words of whoever was here lately alone.
      await cloud.send('nobody', operatorOf(batch), {})
      const actors = lives.map((life, index) => actorOf(market, batch, index, life))
      await Promise.all(actors.map(({ night }) => nights.put(night)))
      const wrong = await playAll(market, nights, actors, table)
      await Promise.all(actors.map(({ night }) => nights.remove(night._id)))
      return wrong
    },
    unserved: async () =>
      (await cloud.unservedQueries()).filter((each) => (each as { caller: string }).caller !== 'the page'),
    stop: async () => {
      jest.useRealTimers()
      await cloud.stop()
    },
  }
}
