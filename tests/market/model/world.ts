import { EJSON } from 'bson'
import fc from 'fast-check'
import type { Night } from '../../../cloudfunctions/market/documents'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { writeDocuments } from '../../../config/scripts/seed'
import { startCloud } from '../../support/cloud'
import { runHere, type FunctionHere } from '../../support/in-process'
import { memory } from '../../support/memory-database'
import { stopClock } from '../../support/stop-clock'
import { auditorOf, isDrawn, nightOf, nightsAtOnce, openidOf, operatorOf, peopleOf, shopOf } from './cast'
import { firstEntries, lookOnce, nightLife, timetable, type Asker, type NightLife, type Stage } from './commands'
import { Conductor, type Timetable } from './conductor'
import { DrawModel, drawnStall, drawTimesOf } from './draw'
import { minute, NightModel, times, type Code, type Who } from './model'

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

/** Where nights are stored, and by which function they live. */
interface Place {
  put: (night: Night) => Promise<unknown>
  read: () => Promise<Map<string, Night>>
  remove: (id: string) => Promise<unknown>
  /** Everybody of a batch is there, and its operator was here just now: WeChat judges words of such alone. */
  welcome: (batch: number) => Promise<unknown>
}

/** A local cloud with the people of so many batches, by the doors through which a test looks at nights, puts and removes them. */
async function startPlace(batches: number) {
  const cloud = await startCloud({ documents: writeDocuments(peopleOf(0, batches)) })
  const doors = `${cloud.url}/_/documents?collection=`
  const place: Place = {
    put: (night) => cloud.put('market_nights', night),
    read: async () => {
      const { documents } = (await (await fetch(`${doors}market_nights&limit=200`)).json()) as { documents: string[] }
      return new Map(documents.map((line) => EJSON.parse(line) as Night).map((night) => [night._id, night]))
    },
    remove: async (id) => {
      const remove = (collection: string, id: string) =>
        fetch(`${doors}${collection}&id=${encodeURIComponent(JSON.stringify(id))}`, { method: 'DELETE' })
      await Promise.all([remove('market_nights', id), remove('market_draws', `${id}-1`)])
    },
    welcome: (batch) => cloud.send('nobody', operatorOf(batch), {}),
  }
  return { cloud, place }
}

/** The memory of this process: each batch finds its own people there, and nothing of the one before. */
const inMemory: Place = {
  put: (night) => Promise.resolve(memory.put('market_nights', { ...night })),
  read: () => Promise.resolve(new Map(memory.all<Night>('market_nights').map((night) => [night._id, night]))),
  remove: () => Promise.resolve(),
  welcome: (batch) => {
    memory.clear()
    for (const [name, people] of Object.entries(peopleOf(batch, batch + 1)))
      for (const each of people) memory.put(name, { ...each })
    return Promise.resolve()
  },
}

/** All that happened at a night, in words. */
const toldOf = ({ said }: Stage): string =>
  said
    .map((each) => (typeof each === 'string' ? each : `(${dayAndTime(each.now)}${each.timer ? ' timer' : ''})`))
    .join(', ')

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
      wrong ??= `${actor.full ? 'full' : 'empty'}: ${toldOf(actor.real)}: ${(error as Error).message}`
      conductor.end()
    }
  })
  await Promise.all(lives)
  return wrong
}

/** Plays a batch from its first turn to its end, two hours after the last one, when the timer has run once more. */
async function playAll(market: FunctionHere, place: Place, actors: readonly Actor[], { from, turns }: Timetable) {
  const world = {
    setNow: (now: Date) => jest.setSystemTime(now),
    tick: async () => {
      const reply = await market.tick()
      if (!reply.ok) throw new Error(`the timer failed: ${reply.say}`)
    },
    read: place.read,
  }
  // The rounds of those that draw are opened.
  world.setNow(new Date(times.opensAt))
  await world.tick()
  const conductor = new Conductor(world, from)
  conductor.begin(actors.length, turns)
  const wrong = await live(actors, conductor, ({ model, real, taps }) =>
    fc.asyncModelRun(() => ({ model, real }), [...(model.draw ? firstEntries : []), ...taps]),
  )
  if (wrong !== undefined) return wrong
  conductor.begin(actors.length, [{ ms: 120 * minute, timer: true }])
  return live(actors, conductor, ({ model, real }) => lookOnce(model, real))
}

function actorOf(market: FunctionHere, batch: number, index: number, life: NightLife): Actor & { night: Night } {
  const draws = isDrawn(index)
  const given = life.full ? fullHouse.filter(([, stall]) => !draws || stall !== drawnStall) : []
  const night = nightOf(batch, index, given)
  const openid = (who: Asker) =>
    who === 'operator' ? operatorOf(batch) : who === 'auditor' ? auditorOf(batch) : openidOf(batch, index, who)
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
  return { ...life, night, model: new NightModel(given, draws ? new DrawModel(drawTimesOf(index)) : undefined), real }
}

/** Starts a cloud with the people of so many batches of nights, and the memory of this process beside it. */
export async function startWorld(batches: number) {
  const { cloud, place } = await startPlace(batches)
  const load = runHere(cloud.url)
  stopClock()
  let played = 0

  /** Plays a batch of nights with a function; returns what went wrong first. */
  const playAt =
    (place: Place) =>
    async (market: FunctionHere, lives: readonly NightLife[], table: Timetable): Promise<string | undefined> => {
      const batch = played++
      await place.welcome(batch)
      const actors = lives.map((life, index) => actorOf(market, batch, index, life))
      await Promise.all(actors.map(({ night }) => place.put(night)))
      const wrong = await playAll(market, place, actors, table)
      await Promise.all(actors.map(({ night }) => place.remove(night._id)))
      return wrong
    }

  return {
    load,
    /** On the real SDK and the local cloud; before any are played in memory. */
    play: playAt(place),
    playInMemory: playAt(inMemory),
    unserved: async () =>
      (await cloud.unservedQueries()).filter((each) => (each as { caller: string }).caller !== 'the page'),
    stop: async () => {
      jest.useRealTimers()
      await cloud.stop()
    },
  }
}
