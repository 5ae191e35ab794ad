import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Member, Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { buildProbe } from '../support/probe'

let cloud: Cloud
let functions: string

beforeAll(async () => {
  functions = await buildProbe('clerk', path.join(__dirname, 'fixtures/clerk/index.ts'))
  cloud = await startCloud({ functions, seed: 'demo', now: fridayMorning })
})
afterAll(async () => {
  await cloud.stop()
  rmSync(functions, { recursive: true, force: true })
})

const ask = (action: string, people: number, key: string) =>
  cloud.send('clerk', undefined, { action, input: { people }, key })

const stillOwed = async (): Promise<number> =>
  (await cloud.documents<Member>('members')).reduce((sum, { owed = [] }) => sum + owed.length, 0)

const told = 2
/** The deed, for whom, two notices, quit of them. */
const requests = 3 + told

interface Trouble {
  kind: 'crash' | 'lost-reply'
  at: number
  when?: 'before' | 'after'
}
const troubles: Trouble[] = Array.from({ length: requests }, (_, index) => index + 1).flatMap((at) => [
  { kind: 'crash', at, when: 'before' },
  { kind: 'crash', at, when: 'after' },
  { kind: 'lost-reply', at },
])

/** How many notices there are too many or too few after a deed in trouble, its repeated delivery, and the timer's run. */
async function wrongAfter(action: string, trouble: Trouble, key: string): Promise<number> {
  const before = (await cloud.documents<Notice>('notices')).length
  await cloud.plan({ ...trouble, function: 'clerk', action, times: 1 })
  await ask(action, told, key)
  await cloud.noFaults()
  await ask(action, told, key)
  await cloud.tick('clerk')
  return (await cloud.documents<Notice>('notices')).length - before - told
}

test.each(troubles)('a deed with a $kind $when request $at tells everybody, and once', async (trouble) => {
  const key = `deed-${trouble.kind}-${trouble.at}-${trouble.when ?? 'x'}`
  expect(await wrongAfter('deed', trouble, key)).toBe(0)
  expect(await stillOwed()).toBe(0)
})

test('the same trouble catches a twin that does its deed and tells afterwards', async () => {
  const wrong: number[] = []
  for (const trouble of troubles) {
    const key = `twin-${trouble.kind}-${trouble.at}-${trouble.when ?? 'x'}`
    wrong.push(await wrongAfter('forgetfulDeed', trouble, key))
  }
  expect(Math.min(...wrong)).toBe(-told)
})

test('two timers at once settle what is owed once', async () => {
  const before = (await cloud.documents<Notice>('notices')).length
  await cloud.plan({ kind: 'crash', function: 'clerk', action: 'deed', at: 1, when: 'after', times: 1 })
  await ask('deed', 40, 'deed-many-0001')
  expect(await stillOwed()).toBe(40)
  expect(await cloud.documents<Notice>('notices')).toHaveLength(before)
  await cloud.plan({ kind: 'deliver', function: 'clerk', copies: 2, together: true, times: 1 })
  await cloud.tick('clerk')
  await cloud.noFaults()
  await cloud.tick('clerk')
  expect(await cloud.documents<Notice>('notices')).toHaveLength(before + 40)
  expect(await stillOwed()).toBe(0)
})

test('a deed that nobody is told of costs no request more; one that somebody is told of three', async () => {
  for (const [people, expected] of [
    [0, 1],
    [1, 4],
    [10, 13],
  ] as const) {
    await cloud.resetStats()
    await ask('deed', people, `deed-cost-${String(people).padStart(4, '0')}`)
    expect([people, (await cloud.stats())['clerk']?.['deed']]).toEqual([people, { calls: 1, requests: expected }])
  }
})

test('what owes is found by an index', async () => {
  expect(await cloud.unservedQueries()).toEqual([])
})
