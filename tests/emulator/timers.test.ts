import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { InvocationRecord } from '../../emulator/functions/history'
import { Schedule } from '../../emulator/timers/schedule'
import type { TimerState } from '../../emulator/timers/timers'
import { eventually, LocalCloud, spawnEmulator, temporaryFolder } from './support/local-cloud'

describe('cron of seven fields in UTC+8', () => {
  const next = (cron: string, from: string) => {
    const time = new Schedule(cron).next(Date.parse(from))
    return time === null ? null : new Date(time).toISOString()
  }

  test.each([
    ['0 10 3 * * * *', '2026-11-23T19:09:59.999Z', '2026-11-23T19:10:00.000Z'],
    ['0 10 3 * * * *', '2026-11-23T19:10:00.000Z', '2026-11-24T19:10:00.000Z'],
    ['*/5 * * * * * *', '2026-11-23T00:00:01.000Z', '2026-11-23T00:00:05.000Z'],
    ['0 1/10 * * * * *', '2026-11-23T00:02:00.000Z', '2026-11-23T00:11:00.000Z'],
    ['0 */30 9-17 * * * *', '2026-11-23T09:30:00.000Z', '2026-11-24T01:00:00.000Z'],
    ['0 0 10,14,16 * * * *', '2026-11-23T02:00:00.000Z', '2026-11-23T06:00:00.000Z'],
    ['0 15 10 * * MON-FRI *', '2026-11-27T02:15:00.000Z', '2026-11-30T02:15:00.000Z'],
    ['0 0 12 * * 0 *', '2026-11-23T00:00:00.000Z', '2026-11-29T04:00:00.000Z'],
    ['0 0 2 1 * * *', '2026-11-23T00:00:00.000Z', '2026-11-30T18:00:00.000Z'],
    ['0 0 0 13 * 5 *', '2026-11-23T00:00:00.000Z', '2026-11-26T16:00:00.000Z'],
    ['0 0 0 1 JAN * 2030', '2026-11-23T00:00:00.000Z', '2029-12-31T16:00:00.000Z'],
    ['0 0 0 1 1 * 2020', '2026-11-23T00:00:00.000Z', null],
  ])('%s after %s is %s', (cron, from, due) => {
    expect(next(cron, from)).toBe(due)
  })

  test.each([
    ['0 10 3 * * *', 'has 6 fields; the service takes seven'],
    ['0 0 0 L * * *', 'day must not be "L"'],
    ['0 0 0 ? * 1 *', 'day must not be "?"'],
    ['0 0 0 * * 7 *', 'weekday must not be "7"'],
    ['61 * * * * * *', 'second'],
    ['0 0 24 * * * *', 'hour'],
  ])('%s is refused: %s', (cron, message) => {
    expect(() => new Schedule(cron)).toThrow(message)
  })

  test('the last due moment is one of the cron, inside the time that passed', () => {
    const minute = new Schedule('0 * * * * * *')
    const at = (text: string) => Date.parse(`2026-11-23T${text}Z`)
    expect(minute.lastWithin(at('00:00:00'), at('00:05:30'))).toBe(at('00:05:00'))
    expect(minute.lastWithin(at('00:04:00'), at('00:05:00'))).toBe(at('00:05:00'))
    expect(minute.lastWithin(at('00:05:00'), at('00:05:59'))).toBeNull()
    expect(minute.lastWithin(at('00:05:00'), at('00:01:00'))).toBeNull()
  })
})

const timer = (cron: string, name = 'daily') => ({ triggers: [{ name, type: 'timer', config: cron }], timeout: 10 })
const FUNCTIONS = {
  daily: {
    code: `
      const cloud = require('wx-server-sdk'); cloud.init()
      exports.main = async (event) => ({ event, source: cloud.getWXContext().SOURCE, now: new Date().toISOString() })`,
    config: timer('0 10 3 * * * *'),
  },
  slow: {
    code: `exports.main = () => new Promise((resolve) => setTimeout(resolve, 1200, 'slept'))`,
    config: timer('* * * * * * 2031', 'often'),
  },
  fails: { code: `exports.main = () => { throw new Error('no luck') }`, config: timer('0 0 0 1 1 * 2032', 'yearly') },
}

describe('timers by the emulated clock', () => {
  let cloud: LocalCloud
  beforeAll(async () => {
    cloud = await LocalCloud.start({ functions: FUNCTIONS, args: ['--now', '2026-11-23T00:00:00Z'] })
  })
  afterAll(() => cloud.stop())

  const state = async (name: string) =>
    ((await cloud.get('/_/timers')) as TimerState[]).find((timer) => timer.function === name)
  const setClock = async (change: object) => (await cloud.post('/_/clock', change)).body as { ran?: string[] }
  const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000))
  const runs = (name: string) => cloud.get(`/_/invocations?function=${name}&limit=50`) as Promise<InvocationRecord[]>

  test('moved past its moment a timer runs once, before the door answers, for the latest moment', async () => {
    expect(await state('daily')).toMatchObject({ name: 'daily', nextDue: '2026-11-23T19:10:00.000Z', lastRun: null })
    expect((await setClock({ move: 19 * 3_600_000 + 9 * 60_000 })).ran).toEqual([])
    expect((await setClock({ move: 2 * 86_400_000 })).ran).toEqual(['daily'])
    const [run, ...others] = await runs('daily')
    expect(others).toEqual([])
    expect(JSON.parse(run?.result ?? '')).toEqual({
      event: { Type: 'Timer', TriggerName: 'daily', Time: '2026-11-24T19:10:00Z', Message: '' },
      source: 'wx_trigger',
      now: expect.stringMatching(/^2026-11-25T19:09:/) as string,
    })
    expect(await state('daily')).toMatchObject({
      nextDue: '2026-11-25T19:10:00.000Z',
      lastRun: { by: 'clock', due: '2026-11-24T19:10:00.000Z', error: null },
    })
  })

  test('the clock moved back runs nothing, and moved on by milliseconds it runs again', async () => {
    await setClock({ now: '2026-11-23T19:00:00Z' })
    await seconds(1.2)
    expect(await runs('daily')).toHaveLength(1)
    expect((await setClock({ move: 11 * 60_000 })).ran).toEqual(['daily'])
    expect((await cloud.post('/_/clock', { move: 'far' })).status).toBe(400)
  })

  test('set past its moment a timer runs a second later, unless it was run by hand before', async () => {
    // By hand within the second, however long a busy machine takes: else it is the next evening's turn.
    let before: number
    let began: number
    let evening = Date.parse('2026-11-28T19:10:00Z')
    do {
      before = (await runs('daily')).length
      began = performance.now()
      await setClock({ now: evening })
      expect((await cloud.post('/_/tick', { function: 'daily' })).status).toBe(200)
      evening += 86_400_000
    } while (performance.now() - began > 900)
    await seconds(1.2)
    expect(await runs('daily')).toHaveLength(before + 1)
    expect(await state('daily')).toMatchObject({ lastRun: { by: 'hand' } })
    await setClock({ now: '2026-12-20T20:00:00Z' })
    await eventually(
      () => runs('daily'),
      ({ length }) => length > before + 1,
    )
    const { lastRun } =
      (await eventually(
        () => state('daily'),
        (timer) => timer?.lastRun?.by === 'clock',
      )) ?? {}
    expect(lastRun).toMatchObject({ due: '2026-12-20T19:10:00.000Z' })
    // Node's timers may come a millisecond early.
    expect(Date.parse(lastRun?.start ?? '')).toBeGreaterThanOrEqual(Date.parse('2026-12-20T20:00:00.998Z'))
    expect(await runs('daily')).toHaveLength(before + 2)
  })

  test('a timer runs by itself when its moment comes', async () => {
    // Set back, so that nothing is due by it, and long enough before that the moment itself brings the run.
    await setClock({ now: '2026-12-01T19:09:58.000Z' })
    const timer = await eventually(
      () => state('daily'),
      (found) => found?.lastRun?.due === '2026-12-01T19:10:00.000Z',
    )
    expect(timer?.lastRun?.start).toMatch(/^2026-12-01T19:10:/)
  })

  test('runs that take longer than their interval do not pile up', async () => {
    await setClock({ now: '2030-12-31T15:59:59.500Z' })
    await eventually(
      () => runs('slow'),
      ({ length }) => length >= 3,
    )
    await setClock({ now: '2026-11-23T00:00:00Z' })
    const records = await runs('slow')
    expect((await state('slow'))?.skipped).toBeGreaterThanOrEqual(1)
    const starts = records.map(({ start }) => Date.parse(start)).reverse()
    for (const [i, start] of starts.entries()) if (i > 0) expect(start - (starts[i - 1] ?? 0)).toBeGreaterThan(1150)
  })

  test('a run that fails is shown with its error; one by hand is a run too', async () => {
    expect((await cloud.post('/_/tick', { function: 'fails' })).status).toBe(500)
    expect(await state('fails')).toMatchObject({
      lastRun: {
        by: 'hand',
        result: null,
        error: { errCode: -504002, errMsg: expect.stringContaining('no luck') as string },
      },
    })
  })

  test('a timer that comes later is found, and a wrong one is shown with its problem', async () => {
    mkdirSync(path.join(cloud.folder, 'later'))
    writeFileSync(path.join(cloud.folder, 'later', 'index.js'), 'exports.main = () => 1')
    writeFileSync(path.join(cloud.folder, 'later', 'config.json'), JSON.stringify(timer('0 0 0 * * * *', 'night')))
    expect(await state('later')).toMatchObject({ name: 'night', problem: null })
    writeFileSync(path.join(cloud.folder, 'later', 'config.json'), JSON.stringify(timer('0 0 0 L * * *', 'night')))
    expect(await state('later')).toMatchObject({
      nextDue: null,
      problem: expect.stringContaining('function "later", trigger "night": "0 0 0 L * * *": day') as string,
    })
  })
})

test('with --no-timers nothing runs by itself, and a tick still does', async () => {
  const cloud = await LocalCloud.start({ functions: FUNCTIONS, args: ['--no-timers'] })
  const { body } = await cloud.post('/_/clock', { move: 400 * 86_400_000 })
  expect(body).toMatchObject({ ran: [] })
  expect((await cloud.post('/_/tick', { function: 'daily' })).status).toBe(200)
  expect(await cloud.get('/_/invocations')).toHaveLength(1)
  await cloud.stop()
})

test.each([
  [
    [
      { name: 'a', type: 'timer', config: '0 0 0 * * * *' },
      { name: 'b', type: 'timer', config: '0 0 1 * * * *' },
    ],
    'function "two": config.json has 2 triggers ("a", "b"); the service takes one per function',
  ],
  [[{ name: 'a', type: 'cos', config: '0 0 0 * * * *' }], 'function "two": trigger "a" has type "cos"'],
  [[{ name: 'a', type: 'timer', config: '* * * * *' }], 'function "two", trigger "a": "* * * * *" has 5 fields'],
])('a config.json with %j stops the start by name', async (triggers, message) => {
  const functions = temporaryFolder()
  mkdirSync(path.join(functions, 'two'))
  writeFileSync(path.join(functions, 'two', 'index.js'), 'exports.main = () => 1')
  writeFileSync(path.join(functions, 'two', 'config.json'), JSON.stringify({ triggers }))
  const { child, line, stderr } = await spawnEmulator(['--functions', functions])
  expect([line, child.exitCode]).toEqual(['', 1])
  expect(stderr()).toContain(`local cloud: ${message}`)
})
