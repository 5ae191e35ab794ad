import { rmSync } from 'node:fs'
import path from 'node:path'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { buildProbe } from '../support/probe'

let cloud: Cloud
let functions: string

beforeAll(async () => {
  functions = await buildProbe('probe', path.join(__dirname, 'fixtures/probe/index.ts'))
  cloud = await startCloud({ functions, seed: 'demo' })
})
afterAll(async () => {
  await cloud.stop()
  rmSync(functions, { recursive: true, force: true })
})

const ask = (action: string, key?: string, who: string | undefined = 'o-resident-0001') =>
  cloud.send('probe', who, { action, input: {}, key })

/** The line of the log that holds this text; it may come after the answer, which takes another road. */
async function logged(text: string): Promise<string | undefined> {
  for (let look = 0; look < 1000; look++) {
    const line = cloud
      .log()
      .split('\n')
      .find((each) => each.includes(text))
    if (line !== undefined) return line
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return undefined
}

test('a field that the contract lacks never leaves', async () => {
  expect(await ask('leak')).toEqual({ ok: true, value: { name: '石榴树' } })
})

test.each(['crash', 'mislead'])(
  'a bug in %s is told as a request id and nothing else, and logged with its action',
  async (action) => {
    const answer = await ask(action)
    expect(answer).toEqual({
      ok: false,
      code: 'INTERNAL',
      say: '网络开小差了，请稍后再试一次',
      requestId: expect.stringMatching(/^[\w-]{8,}$/) as string,
    })
    const id = answer.ok ? '' : answer.requestId
    const line = await logged(`"requestId":"${id ?? ''}"`)
    expect(line).toContain(`"action":"${action}"`)
    if (action === 'crash') expect(line).toContain('hunter2')
  },
)

test('an action that there is not is refused', async () => {
  expect(await ask('nothing')).toMatchObject({ ok: false, code: 'NO_SUCH_ACTION' })
})

test('time comes from the one clock; a call without a key gets one of its own', async () => {
  await cloud.setClock(fridayMorning)
  const [first, second] = [await ask('clock'), await ask('clock', 'tap-00000009')]
  expect(first).toMatchObject({
    value: {
      now: expect.stringMatching(/^2026-11-27T02:00:/) as string,
      key: expect.stringMatching(/^[\w-]{36}$/) as string,
    },
  })
  expect(second).toMatchObject({ value: { key: 'tap-00000009' } })
})

test('only WeChat’s timer runs the timer, whatever a request says of itself', async () => {
  expect(await cloud.tick('probe')).toMatchObject({ ok: true, value: { at: expect.any(String) as string } })
  expect(await cloud.send('probe', 'o-resident-0001', { Type: 'Timer', TriggerName: 'probe' })).toMatchObject({
    ok: false,
    code: 'BAD_INPUT',
  })
})

test('what a resident may ask needs a person, and no role', async () => {
  expect(await cloud.send('probe', undefined, { action: 'whoAmI' })).toMatchObject({ ok: false, code: 'NOT_SIGNED_IN' })
  expect(await ask('whoAmI')).toEqual({ ok: true, value: { known: false, admins: 1 } })
  expect(await ask('whoAmI', undefined, 'o-vendor-0001')).toEqual({ ok: true, value: { known: true, admins: 1 } })
})

test('too many tries are refused with the time to wait, each person for themselves, and forgotten after it', async () => {
  await cloud.setClock(fridayMorning)
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask('twice')))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'TOO_MANY', say: '点得太多了，请 10 分钟后再试' })
  expect(await ask('twice', undefined, 'o-vendor-0001')).toMatchObject({ ok: true })
  await cloud.setClock(new Date(+fridayMorning + 9.5 * 60_000))
  expect(await ask('twice')).toMatchObject({ code: 'TOO_MANY', say: '点得太多了，请 1 分钟后再试' })
  await cloud.setClock(new Date(+fridayMorning + 10 * 60_000))
  expect(await ask('twice')).toMatchObject({ ok: true })
})
