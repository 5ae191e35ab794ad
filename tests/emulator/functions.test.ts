import { writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { eventually, LocalCloud } from './support/local-cloud'

const FUNCTIONS = {
  who: {
    code: `
      const cloud = require('wx-server-sdk'); cloud.init()
      exports.main = async (event, context) => {
        const before = cloud.getWXContext()
        await new Promise((resolve) => setTimeout(resolve, event.wait || 0))
        const after = cloud.getWXContext()
        return { before, after, event, context: Object.keys(context).sort(), requestId: context.request_id }
      }`,
  },
  nest: {
    code: `
      const cloud = require('wx-server-sdk'); cloud.init()
      exports.main = async (event) => (await cloud.callFunction({ name: event.name, data: { action: 'inner', a: 1 } })).result`,
    // What it calls may have to be loaded first, within its own time.
    config: { timeout: 20 },
  },
  clock: {
    code: `
      exports.main = async () => {
        const made = new Date()
        return {
          now: Date.now(), made: made.toISOString(), text: Date(), epoch: new Date(0).toISOString(), utc: Date.UTC(2020, 0, 1),
          is: made instanceof Date && Object.prototype.toString.call(made) === '[object Date]' && made.constructor === Date,
          sub: new (class Day extends Date {})(5).getTime(), zone: new Date(2020, 0, 1).getTimezoneOffset(),
        }
      }`,
  },
  loop: {
    code: `exports.main = async (event) => { if (event.forever) for (;;) {} ; return 'done' }`,
    config: { timeout: 1 },
  },
  sleeper: { code: `exports.main = () => new Promise(() => {})`, config: { timeout: 1 } },
  fails: {
    code: `
      let calls = 0
      exports.main = async (event) => {
        calls++
        if (event.how === 'throw') throw new Error('no luck')
        if (event.how === 'reject with an object') throw { errCode: -1, errMsg: 'plain object' }
        if (event.how === 'exit') process.exit(3)
        if (event.how === 'late') { setTimeout(() => { throw new Error('uncaught') }); await new Promise(() => {}) }
        if (event.how === 'circular') { const a = {}; a.a = a; return a }
        return calls
      }`,
  },
  broken: { code: `throw new Error('cannot even load')` },
  nomain: { code: `exports.handler = () => 1` },
  prints: {
    code: `exports.main = async () => { console.log('hello', { a: 1 }); console.error('oh'); return undefined }`,
  },
  timer: {
    code: `
      const cloud = require('wx-server-sdk'); cloud.init()
      exports.main = async (event) => ({ event, context: cloud.getWXContext() })`,
    config: { triggers: [{ name: 'everyMinute', type: 'timer', config: '0 * * * * * *' }] },
  },
}

let cloud: LocalCloud
beforeAll(async () => {
  // A timer that ran by itself, at a full minute, would be counted and printed among what the tests call.
  cloud = await LocalCloud.start({ functions: FUNCTIONS, args: ['--no-timers'] })
})
afterAll(() => cloud.stop())

interface Seen {
  before: Record<string, string>
  after: Record<string, string>
  event: Record<string, unknown>
  context: string[]
  requestId: string
}

const who = async (event: object, openid?: string): Promise<Seen> =>
  (await cloud.post('/call/who', event, openid === undefined ? {} : { 'x-openid': openid })).body as Seen

describe('identity', () => {
  test('parallel calls never see each other’s person', async () => {
    const people = Array.from({ length: 24 }, (_, n) => `o-person-${n}`)
    const seen = await Promise.all(people.map((openid, n) => who({ wait: (n % 3) * 10 }, openid)))
    expect(seen.map(({ before }) => before['OPENID'])).toEqual(people)
    expect(seen.map(({ after }) => after['OPENID'])).toEqual(people)
    expect(seen.map(({ event }) => (event['userInfo'] as { openId: string }).openId)).toEqual(people)
  })

  test('a call without a person has no openid, also on an instance that just served one', async () => {
    await who({}, 'o-before')
    const seen = await Promise.all([who({}), who({}), who({}), who({})])
    for (const { before, event } of seen) {
      expect(before).not.toHaveProperty('OPENID')
      expect(event['userInfo']).toEqual({ appId: before['APPID'] })
    }
  })

  test('the event is the body, word for word', async () => {
    const body = { a: [1, { b: null }], $where: 'x', 'k.l': '字', __proto__x: 1, userInfo: { openId: 'forged' } }
    const { event } = await who(body, 'o-real')
    expect(event).toEqual({ ...body, userInfo: { appId: 'wx0000000000000000', openId: 'o-real' } })
  })

  test('the context has the fields a real one has, and the source says who calls', async () => {
    const { context, before } = await who({}, 'o-a')
    expect(context).toEqual([
      'callbackWaitsForEmptyEventLoop',
      'environ',
      'environment',
      'function_name',
      'function_version',
      'memory_limit_in_mb',
      'namespace',
      'request_id',
      'tencentcloud_appid',
      'tencentcloud_region',
      'tencentcloud_uin',
      'time_limit_in_ms',
    ])
    expect(before).toMatchObject({ SOURCE: 'wx_client', ENV: 'local-env', APPID: 'wx0000000000000000' })
  })

  test('a function calls a function as the same person', async () => {
    const { body } = await cloud.call('nest', { name: 'who' }, 'o-caller')
    const { before, event } = body as Seen
    expect(before).toMatchObject({ OPENID: 'o-caller', SOURCE: 'wx_client,scf' })
    expect(event).toMatchObject({ a: 1 })
  })
})

describe('failures', () => {
  test.each([
    ['throw', 'no luck'],
    ['reject with an object', 'plain object'],
    ['exit', 'exited early with code 3'],
    ['late', 'uncaught'],
    ['circular', 'circular'],
  ])('%s ends one call, and the next one works', async (how, message) => {
    const { status, body } = await cloud.call('fails', { how })
    expect(status).toBe(500)
    expect(body).toEqual({
      errCode: -504002,
      errMsg: expect.stringContaining(message) as string,
      requestId: expect.any(String) as string,
    })
    expect((await cloud.call('fails', {})).status).toBe(200)
  })

  test('a crash leaves the calls beside it alone', async () => {
    const beside = cloud.run(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return 'fine'
    })
    await cloud.call('fails', { how: 'exit' })
    expect(await beside).toBe('fine')
  })

  test.each([
    ['loop', { forever: true }],
    ['sleeper', {}],
  ])('an endless %s is ended at its timeout', async (name, event) => {
    const start = Date.now()
    const { status, body } = await cloud.call(name, event)
    expect(status).toBe(500)
    expect(body).toMatchObject({ errCode: -504003, errMsg: 'Invoking task timed out after 1 seconds' })
    expect(Date.now() - start).toBeGreaterThan(950)
  })

  test('after an endless loop the next call gets a fresh instance', async () => {
    expect(await cloud.call('loop', {})).toEqual({ status: 200, body: 'done' })
  })

  test('a function that cannot be loaded says why, again and again', async () => {
    for (let i = 0; i < 2; i++) {
      expect(await cloud.call('broken', {})).toMatchObject({
        status: 500,
        body: { errMsg: expect.stringContaining('cannot even load') as string },
      })
    }
    expect(await cloud.call('nomain', {})).toMatchObject({
      status: 500,
      body: { errMsg: expect.stringContaining('main') as string },
    })
  })

  test('an unknown function is 404, for a person and for a function', async () => {
    for (const name of ['nowhere', '..', 'a%2Fb']) {
      const { status, body } = await cloud.call(name, {})
      expect({ name, status }).toEqual({ name, status: 404 })
      if (name === 'nowhere') expect(body).toMatchObject({ errCode: -501000, requestId: expect.any(String) as string })
    }
    expect(await cloud.call('nest', { name: 'nowhere' })).toMatchObject({
      status: 500,
      body: { errMsg: expect.stringContaining('could not be found: nowhere') as string },
    })
  })

  test('a body that is no JSON object is 400', async () => {
    for (const body of ['{', '[]', '"x"', '1', 'null']) expect((await cloud.post('/call/who', body)).status).toBe(400)
  })
})

test('a changed index.js is used by the next call', async () => {
  expect((await cloud.call('loop', {})).body).toBe('done')
  writeFileSync(path.join(cloud.folder, 'loop', 'index.js'), `exports.main = () => 'changed'`)
  expect((await cloud.call('loop', {})).body).toBe('changed')
})

test('what a function prints goes to stderr with its name and request id; undefined comes back as null', async () => {
  expect(await cloud.call('prints', {})).toEqual({ status: 200, body: null })
  const printed = /\[prints [0-9a-f-]{36}\] hello \{ a: 1 \}\n\[prints [0-9a-f-]{36}\] oh\n/
  await eventually(cloud.stderr, (text) => printed.test(text))
})

describe('the clock', () => {
  afterEach(() => cloud.post('/_/clock', { now: null }))

  test('is set for functions, which see nothing else of it', async () => {
    await cloud.post('/_/clock', { now: '2035-03-04T05:06:00Z' })
    const { body } = await cloud.call('clock', {})
    expect(body).toMatchObject({ epoch: '1970-01-01T00:00:00.000Z', utc: 1577836800000, is: true, sub: 5, zone: 0 })
    const { made, text, now } = body as { made: string; text: string; now: number }
    expect(made).toMatch(/^2035-03-04T05:06:/)
    expect(text).toMatch(/^Sun Mar 04 2035 05:06:/)
    expect(now).toBeGreaterThanOrEqual(Date.parse('2035-03-04T05:06:00Z'))
  })

  test('runs on from where it was set, takes milliseconds, and returns to the real time', async () => {
    await cloud.post('/_/clock', { now: 1_000_000_000_000 })
    await new Promise((resolve) => setTimeout(resolve, 30))
    const set = (await cloud.get('/_/clock')) as { now: string }
    expect(Date.parse(set.now)).toBeGreaterThanOrEqual(1_000_000_000_030)
    const before = Date.now()
    const { body } = await cloud.post('/_/clock', { now: null })
    const real = Date.parse((body as { now: string }).now)
    expect([real >= before, real <= Date.now()]).toEqual([true, true])
    for (const now of ['soon', {}, true]) expect((await cloud.post('/_/clock', { now })).status).toBe(400)
  })
})

test('a tick calls a function as its timer does', async () => {
  await cloud.post('/_/clock', { now: '2035-03-04T05:06:00Z' })
  const { status, body } = await cloud.post('/_/tick', { function: 'timer' })
  await cloud.post('/_/clock', { now: null })
  expect(status).toBe(200)
  expect(body).toEqual({
    event: {
      Type: 'Timer',
      TriggerName: 'everyMinute',
      Time: expect.stringMatching(/^2035-03-04T05:06:/) as string,
      Message: '',
    },
    context: expect.objectContaining({ SOURCE: 'wx_trigger' }) as object,
  })
  expect((body as { context: object }).context).not.toHaveProperty('OPENID')
  expect((await cloud.post('/_/tick', { function: 'nowhere' })).status).toBe(404)
})

test('calls and database requests are counted by function and action', async () => {
  const name = await cloud.collection([{ _id: 'a' }])
  await cloud.post('/_/stats/reset', {})
  await cloud.run(async ({ db }, name) => {
    await db.collection(name).doc('a').get()
    await db.runTransaction(async (transaction) => {
      await transaction
        .collection(name)
        .doc('a')
        .update({ data: { n: 1 } })
    })
  }, name)
  await cloud.call('nest', { name: 'who', action: 'outer' })
  await cloud.call('fails', { how: 'throw' })
  expect(await cloud.get('/_/stats')).toEqual({
    script: { run: { calls: 1, requests: 4 } },
    nest: { outer: { calls: 1, requests: 0 } },
    who: { inner: { calls: 1, requests: 0 } },
    fails: { '-': { calls: 1, requests: 0 } },
  })
})

test('only this machine is answered', async () => {
  const status = (headers: http.OutgoingHttpHeaders) =>
    new Promise<number>((resolve, reject) => {
      const request = http.request(`${cloud.url}/_/clock`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      request.on('error', reject).end()
    })
  expect(await status({ host: 'evil.example' })).toBe(403)
  expect(await status({ host: '127.0.0.1.evil.example' })).toBe(403)
  expect(await status({ origin: 'http://evil.example' })).toBe(403)
  expect(await status({ origin: 'null' })).toBe(403)
  expect(await status({ origin: 'http://localhost:10086' })).toBe(200)
  expect(await status({ host: 'localhost:1' })).toBe(200)
})
