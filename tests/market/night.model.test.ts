/**
 * A model of the market's night (`model/model.ts`) and the real function live through the same evenings, tap by tap,
 * and are compared after each; so are the laws that hold of every night (`model/laws.ts`).
 */
import path from 'node:path'
import fc from 'fast-check'
import { builtFunctions } from '../../config/scripts/build-functions'
import { buildInMemory } from '../support/broken'
import { mistakes } from './fixtures/mistakes'
import { nightsAtOnce } from './model/cast'
import { batch, startWorld } from './model/world'

const batchesOf = (nights: number) => Math.ceil(nights / nightsAtOnce)
/** Through the real SDK and the local cloud, a night costs about 0.05 s of a processor: `npm run bench -- nights` plays 2,000. */
const real = batchesOf(Number(process.env['NIGHTS'] ?? 50))
/** With documents in this process's memory it costs a tenth of that. The first of them are those that are really played. */
const inMemory = batchesOf(2000)
const seed = Number(process.env['SEED'] ?? 7)

let world: Awaited<ReturnType<typeof startWorld>>
beforeAll(async () => {
  world = await startWorld(real)
})
afterAll(() => world.stop())

/** Lives through nights of the seed until something is wrong; returns it. */
async function findWrong(file: string, play: typeof world.play, numRuns: number): Promise<string | undefined> {
  const market = await world.load(file)
  let wrong: string | undefined
  const property = fc.asyncProperty(batch, async ({ lives, timetable }) => {
    wrong = await play(market, lives, timetable)
    return wrong === undefined
  })
  await fc.check(property, { seed, numRuns, endOnFailure: true })
  return wrong
}

test(`${String(real * nightsAtOnce)} nights go as the model says`, async () => {
  const file = path.join(builtFunctions, 'market/index.js')
  expect(await findWrong(file, world.play, real)).toBeUndefined()
  expect(await world.unserved()).toEqual([])
})

test(`so do ${String(inMemory * nightsAtOnce)} in memory`, async () => {
  expect(await findWrong(await buildInMemory('market', 'right'), world.playInMemory, inMemory)).toBeUndefined()
})

test.each(Object.entries(mistakes).map(([mistake, changes], index) => ({ mistake, changes, index })))(
  'the same nights find it when $mistake',
  async ({ changes, index }) => {
    const file = await buildInMemory('market', String(index), changes)
    expect(await findWrong(file, world.playInMemory, inMemory)).toEqual(expect.any(String))
  },
)
