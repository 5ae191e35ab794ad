/**
 * A model of the market's night (`model/model.ts`) and the real function live through the same evenings, tap by tap,
 * and are compared after each; so are the laws that hold of every night (`model/laws.ts`).
 */
import path from 'node:path'
import fc from 'fast-check'
import { builtFunctions } from '../../config/scripts/build-functions'
import { buildBroken } from '../support/broken'
import { mistakes } from './fixtures/mistakes'
import { nightsAtOnce } from './model/cast'
import { batch, startWorld } from './model/world'

/** `npm run bench -- nights` plays 2,000: through the real SDK and the local cloud, a night costs about 0.07 s of a processor. */
const batches = Math.ceil(Number(process.env['NIGHTS'] ?? 200) / nightsAtOnce)
const seed = Number(process.env['SEED'] ?? 3)

/** Each mistake must show in the first so many batches. */
const batchesToFind = 2

let world: Awaited<ReturnType<typeof startWorld>>
beforeAll(async () => {
  world = await startWorld(batches + batchesToFind * Object.keys(mistakes).length)
})
afterAll(() => world.stop())

/** Lives through nights of the seed until something is wrong; returns it. */
async function findWrong(file: string, numRuns: number): Promise<string | undefined> {
  const market = await world.load(file)
  let wrong: string | undefined
  const property = fc.asyncProperty(batch, async ({ lives, timetable }) => {
    wrong = await world.play(market, lives, timetable)
    return wrong === undefined
  })
  await fc.check(property, { seed, numRuns, endOnFailure: true })
  return wrong
}

test(`${String(batches * nightsAtOnce)} nights go as the model says`, async () => {
  expect(await findWrong(path.join(builtFunctions, 'market/index.js'), batches)).toBeUndefined()
  expect(await world.unserved()).toEqual([])
})

test.each(Object.entries(mistakes).map(([mistake, changes], index) => ({ mistake, changes, index })))(
  'the same nights find it when $mistake',
  async ({ changes, index }) => {
    const file = await buildBroken('market', String(index), changes)
    expect(await findWrong(file, batchesToFind)).toEqual(expect.any(String))
  },
)
