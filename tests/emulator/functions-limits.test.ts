import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { InvocationRecord } from '../../emulator/functions/history'
import { eventually, isGone, LocalCloud } from './support/local-cloud'

const EATER = `
  exports.main = async (event) => {
    const held = []
    if (event.how === 'objects') for (let i = 0; ; i++) held.push({ i, text: 'x' + i })
    if (event.how === 'one array') return new Array(6e7).fill(1.5).length
    if (event.how === 'buffers') for (;;) held.push(Buffer.alloc(1e7, 1))
    await new Promise((resolve) => setTimeout(resolve, event.wait || 0))
    return process.pid
  }`

const FUNCTIONS = {
  eater: { code: EATER, config: { memorySize: 64, timeout: 20 } },
  sized: { code: `exports.main = async ({ bytes }) => 'x'.repeat(bytes - 2)` },
  limits: {
    code: `exports.main = async (event, context) => [context.memory_limit_in_mb, context.time_limit_in_ms]`,
    config: { memorySize: 128, timeout: 7 },
  },
  prints: {
    code: `
      exports.main = async (event) => {
        console.log('first', event.word)
        await new Promise((resolve) => setTimeout(resolve, 40))
        console.error('second')
        if (event.late) setTimeout(() => console.log('after its end'), 20)
        if (event.fail) throw new Error('no luck')
        return { word: event.word }
      }`,
  },
  calls: {
    code: `
      const cloud = require('wx-server-sdk'); cloud.init()
      exports.main = async (event) => {
        try { return await cloud.callFunction(event) } catch (error) { return { code: error.code, errMsg: error.errMsg } }
      }`,
    config: { timeout: 20 },
  },
  grows: {
    code: `
      const cloud = require('wx-server-sdk'); cloud.init()
      exports.main = async ({ name, bytes }) =>
        cloud.callFunction({ name, data: { text: 'x'.repeat(bytes) } }).catch(({ code }) => ({ code }))`,
    config: { timeout: 20 },
  },
}

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ functions: FUNCTIONS })
})
afterAll(() => cloud.stop())

describe('memory', () => {
  test.each(['objects', 'one array', 'buffers'])('%s beyond the limit end that instance only', async (how) => {
    const beside = cloud.call('eater', { wait: 1200 })
    await cloud.call('eater', {})
    const { status, body } = await cloud.call('eater', { how })
    expect(status).toBe(500)
    expect(body).toMatchObject({ errCode: -504002, errMsg: 'the function used more memory than its limit of 64 MB' })
    expect(await beside).toMatchObject({ status: 200 })
    expect(await cloud.call('eater', {})).toMatchObject({ status: 200 })
  })

  test('config.json gives memory and time, and the context says so', async () => {
    expect((await cloud.call('limits', {})).body).toEqual([128, 7000])
  })

  test('a calling function sees the service’s name for it', async () => {
    const { body } = await cloud.call('calls', { name: 'eater', data: { how: 'buffers' } })
    expect(body).toMatchObject({ code: 'FUNCTIONS_MEMORY_LIMIT_EXCEEDED' })
  })
})

describe('sizes', () => {
  const limit = 6 * 1024 * 1024

  test('a reply of 6 MB is answered, one byte more is refused', async () => {
    expect(await cloud.call('sized', { bytes: limit })).toEqual({ status: 200, body: 'x'.repeat(limit - 2) })
    expect(await cloud.call('sized', { bytes: limit + 1 })).toEqual({
      status: 500,
      body: {
        errCode: -504002,
        errMsg: 'The size of response exceeds the upper limit (6MB)',
        requestId: expect.any(String) as string,
      },
    })
    expect(await cloud.call('sized', { bytes: 5 })).toMatchObject({ status: 200 })
  })

  test('a request of 6 MB is taken, one byte more is refused, from a person and from a function', async () => {
    const event = (bytes: number) => ({ text: 'x'.repeat(bytes - '{"text":""}'.length) })
    expect((await cloud.call('limits', event(limit))).status).toBe(200)
    const refused = { errCode: -504001, errMsg: expect.stringContaining('EXCEED_MAX_PAYLOAD_SIZE') as string }
    expect(await cloud.call('limits', event(limit + 1))).toMatchObject({ status: 500, body: refused })
    const nested = await cloud.call('grows', { name: 'limits', bytes: limit + 1 })
    expect(nested.body).toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' })
  })

  test('above 100 KB, which some roads of the service refuse, a request is noted', async () => {
    const [small, large] = [{ text: 'x'.repeat(90_000) }, { text: 'x'.repeat(110_000) }]
    for (const event of [small, large]) await cloud.call('limits', event)
    const records = (await cloud.get('/_/invocations?function=limits&limit=2')) as InvocationRecord[]
    expect(records.map(({ logs }) => logs.map(({ text }) => text))).toEqual([
      [expect.stringMatching(/^the request has 110\d{3} characters/)],
      [],
    ])
  })
})

describe('invocations', () => {
  const find = async (requestId: string) => (await cloud.get(`/_/invocations/${requestId}`)) as InvocationRecord
  const last = async (name: string, limit = 1) =>
    (await cloud.get(`/_/invocations?function=${name}&limit=${limit}`)) as InvocationRecord[]

  test('each keeps what it printed itself and what it answered', async () => {
    await Promise.all(['one', 'two'].map((word) => cloud.call('prints', { action: 'say', word }, `o-${word}`)))
    const records = await last('prints', 2)
    for (const record of records) {
      const { word } = JSON.parse(record.event) as { word: string }
      expect(record).toMatchObject({ function: 'prints', action: 'say', openid: `o-${word}`, source: 'wx_client' })
      expect(record).toMatchObject({ state: 'done', result: JSON.stringify({ word }), error: null, requests: 0 })
      expect(record.logs.map(({ stream, text }) => [stream, text])).toEqual([
        ['stdout', `first ${word}\n`],
        ['stderr', 'second\n'],
      ])
      expect(record.duration).toBeGreaterThan(35)
      expect(await find(record.requestId)).toEqual(record)
    }
    expect(records.map(({ openid }) => openid).sort()).toEqual(['o-one', 'o-two'])
  })

  test('what is printed after the end is kept too', async () => {
    await cloud.call('prints', { late: true })
    await eventually(
      () => last('prints'),
      ([record]) => record?.logs.at(-1)?.text === 'after its end\n',
    )
  })

  test('the first on an instance is cold, the next is warm', async () => {
    await cloud.call('sized', { bytes: 9 })
    writeFileSync(path.join(cloud.folder, 'sized', 'index.js'), `exports.main = () => 'new'`)
    await cloud.call('sized', {})
    await cloud.call('sized', {})
    expect((await last('sized', 3)).map(({ cold }) => cold)).toEqual([false, true, false])
  })

  test('a failure is kept with its error, and requests are counted', async () => {
    const { body } = await cloud.call('prints', { fail: true })
    const { requestId } = body as { requestId: string }
    expect(await find(requestId)).toMatchObject({
      state: 'failed',
      result: null,
      error: { errCode: -504002, errMsg: expect.stringContaining('no luck') as string },
    })
    const name = await cloud.collection([{ _id: 'a' }])
    await cloud.run(({ db }, name) => db.collection(name).get(), name)
    expect((await last('script'))[0]).toMatchObject({ requests: 1, action: 'run' })
    expect((await fetch(`${cloud.url}/_/invocations/nowhere`)).status).toBe(404)
  })

  test('a running one is seen while it runs', async () => {
    const running = cloud.call('eater', { wait: 1500 })
    const [record] = await eventually(
      () => last('eater'),
      ([latest]) => latest?.state === 'running',
    )
    expect(record).toMatchObject({ state: 'running', duration: null, result: null })
    await running
    expect((await last('eater'))[0]).toMatchObject({ state: 'done' })
  })
})

test('a changed config.json counts at the next call; a wrong one is refused by name', async () => {
  const file = path.join(cloud.folder, 'limits', 'config.json')
  writeFileSync(file, JSON.stringify({ memorySize: 512, timeout: 9 }))
  expect((await cloud.call('limits', {})).body).toEqual([512, 9000])
  for (const [text, message] of [
    ['{', 'function "limits": config.json is not JSON'],
    ['{"memorySize": 1}', 'function "limits": memorySize must be 64 to 3072'],
  ] as const) {
    writeFileSync(file, text)
    const { status, body } = await cloud.call('limits', {})
    expect([status, (body as { errMsg: string }).errMsg]).toEqual([500, expect.stringContaining(message)])
  }
  writeFileSync(file, '{}')
  expect((await cloud.call('limits', {})).body).toEqual([256, 3000])
})

test('a killed cloud leaves no process of a function behind', async () => {
  const other = await LocalCloud.start({ functions: { pid: { code: 'exports.main = () => process.pid' } } })
  const pid = (await other.call('pid', {})).body as number
  expect(() => process.kill(pid, 0)).not.toThrow()
  await other.end('SIGKILL')
  await eventually(() => isGone(pid), Boolean)
})
