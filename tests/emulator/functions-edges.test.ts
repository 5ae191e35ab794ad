import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { InvocationRecord } from '../../emulator/functions/history'
import { eventually, isGone, LocalCloud } from './support/local-cloud'

const ODD = `
  const later = (run) => setTimeout(run, 150)
  exports.main = async ({ how, word, wait }) => {
    if (how === 'bigint') return { a: 1n }
    if (how === 'cycle') { const a = {}; a.a = a; return a }
    if (how === 'throws a cycle') { const a = { why: 'round' }; a.a = a; throw a }
    if (how === 'throws a bigint') throw { why: 5n }
    if (how === 'throws nothing') throw undefined
    if (how === 'nothing' || how === 'a function') return how === 'nothing' ? undefined : () => 1
    if (how === 'rejects later') later(() => Promise.reject(new Error('late rejection')))
    if (how === 'throws later') later(() => { throw new Error('late throw') })
    if (how === 'rejects') { Promise.reject(new Error('nobody listens')); await new Promise(() => {}) }
    if (how === 'prints') { console.log('now', word); later(() => console.log('later', word)) }
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait))
    return process.pid
  }`
const PARTS = `
  exports.main = async ({ wait }) => {
    await new Promise((resolve) => setTimeout(resolve, wait || 0))
    return require('./words').word + require('./lib/more')
  }`
const CLASSIC = `
  exports.main = (event, context, callback) => {
    if (event.how === 'returns') return 'returned'
    setTimeout(() => callback(event.how === 'fails' ? new Error('no luck') : null, { called: 'back' }), 5)
  }`
const DEEP = `
  const cloud = require('wx-server-sdk'); cloud.init()
  exports.main = async ({ depth }) => {
    if (depth === 0) return 'the bottom'
    return (await cloud.callFunction({ name: 'deep', data: { depth: depth - 1 } })).result
  }`
const LOGGER = `
  const cloud = require('wx-server-sdk'); cloud.init()
  exports.main = async () => {
    const log = cloud.logger()
    log.info({ order: 7 })
    log.error({ cause: 'rain' })
  }`
const UNDECLARED = `exports.main = async () => typeof require('dayjs')`

let cloud: LocalCloud
const words = (word: string) => writeFileSync(path.join(cloud.folder, 'parts', 'words.js'), `exports.word = '${word}'`)
beforeAll(async () => {
  const functions = {
    odd: { code: ODD },
    parts: { code: PARTS },
    'parts/lib': { code: '' },
    classic: { code: CLASSIC },
    deep: { code: DEEP, config: { timeout: 20 } },
    logger: { code: LOGGER },
    undeclared: { code: UNDECLARED },
  }
  cloud = await LocalCloud.start({ functions, args: ['--workers', '1'] })
  writeFileSync(path.join(cloud.folder, 'parts', 'lib', 'more.js'), `module.exports = '!'`)
  words('first')
})
afterAll(() => cloud.stop())

const odd = async (event: object) => (await cloud.call('odd', event)).body
const last = async (limit: number) =>
  (await cloud.get(`/_/invocations?function=odd&limit=${limit}`)) as InvocationRecord[]
const printed = ({ logs }: InvocationRecord) => logs.map(({ text }) => text).join('')

test.each([
  ['bigint', 'Do not know how to serialize a BigInt'],
  ['cycle', 'Converting circular structure to JSON'],
  ['throws a cycle', "why: 'round'"],
  ['throws a bigint', 'why: 5n'],
  ['throws nothing', 'undefined'],
  ['rejects', 'Error: nobody listens'],
])('a function that answers or throws what is no JSON fails with its own reason: %s', async (how, reason) => {
  expect(await odd({ how })).toMatchObject({ errCode: -504002, errMsg: expect.stringContaining(reason) as string })
})

test('undefined and a function come back as null', async () => {
  expect([await odd({ how: 'nothing' }), await odd({ how: 'a function' })]).toEqual([null, null])
})

test('a function of three parameters answers by its callback, or by what it returns', async () => {
  const classic = async (how: string) => (await cloud.call('classic', { how })).body
  expect(await classic('calls back')).toEqual({ called: 'back' })
  expect(await classic('returns')).toBe('returned')
  expect(await classic('fails')).toMatchObject({
    errCode: -504002,
    errMsg: expect.stringContaining('no luck') as string,
  })
})

test('a function may call itself, however few instances there are', async () => {
  expect((await cloud.call('deep', { depth: 3 })).body).toBe('the bottom')
})

test('what cloud.logger() is given is printed, and nothing else', async () => {
  await cloud.call('logger', {})
  const [record] = (await cloud.get('/_/invocations?function=logger&limit=1')) as InvocationRecord[]
  expect(record?.logs.map(({ stream, text }) => [stream, text])).toEqual([
    ['stdout', '{ order: 7 }\n'],
    ['stderr', "{ cause: 'rain' }\n"],
  ])
})

test('a package that a function does not bring along is not found, though this repository has it', async () => {
  expect((await cloud.call('undeclared', {})).body).toMatchObject({
    errMsg: expect.stringContaining("Cannot find module 'dayjs'") as string,
  })
})

test.each([
  ['rejects later', 'Uncaught Error: late rejection'],
  ['throws later', 'Uncaught Error: late throw'],
])('an instance that %s, after its reply, ends, and the log of that call says why', async (how, reason) => {
  const before = await odd({ how })
  const [record] = await eventually(
    () => last(1),
    ([latest]) => latest !== undefined && printed(latest).includes(reason),
  )
  expect(record).toMatchObject({ state: 'done', error: null })
  await eventually(cloud.stderr, (text) => text.includes(`[odd ${record?.requestId}] ${reason}`))
  await eventually(() => isGone(before as number), Boolean)
  expect(await odd({})).not.toBe(before)
})

test('what a call prints after its reply is its own, also while the next call runs on the same instance', async () => {
  await odd({ how: 'prints', word: 'one' })
  await odd({ how: 'prints', word: 'two', wait: 400 })
  const [two, one] = (await last(2)).map(printed)
  expect([one, two]).toEqual(['now one\nlater one\n', 'now two\nlater two\n'])
})

test('a change of any of its files is used by the next call, while a running call ends on the old ones', async () => {
  const call = async (wait: number) => (await cloud.call('parts', { wait })).body
  expect(await call(0)).toBe('first!')
  const running = call(700)
  await cloud.running('parts')
  words('second')
  expect(await call(0)).toBe('second!')
  expect(await running).toBe('first!')
  writeFileSync(path.join(cloud.folder, 'parts', 'lib', 'more.js'), `module.exports = '?'`)
  expect(await call(0)).toBe('second?')
})

test('the clock takes no time that cannot be told in four digits of years, and stays as it was', async () => {
  for (const wrong of [{ now: 'soon' }, { now: 1e15 }, { now: -1 }, { move: 1e18 }, { move: -1e14 }, {}]) {
    expect((await cloud.post('/_/clock', wrong)).status).toBe(400)
  }
  expect(await cloud.get('/_/clock')).toMatchObject({ real: true })
  expect(await cloud.get('/_/timers')).toEqual([])
})
