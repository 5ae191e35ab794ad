import { rmSync } from 'node:fs'
import path from 'node:path'
import { noticeKinds } from '../../cloudfunctions/shared/notices'
import type { Member, Message, Notice, NoticeSettings } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aNotice } from '../support/inbox'
import { buildTwin } from '../support/twin'
import { warm } from '../support/warm'

const template = noticeKinds.market.template.id
const later = (minutes: number): Date => new Date(+fridayMorning + minutes * 60_000)

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ seed: 'none' })
})
beforeEach(() => cloud.setClock(fridayMorning))
afterEach(() => cloud.noFaults())
afterAll(() => cloud.stop())

/** A person with so many consents, by our count and by WeChat's. */
async function aReader(
  openid: string,
  ours: number,
  wechats: number,
  more: NoticeSettings = {},
  at = cloud,
): Promise<void> {
  const member: Member = { _id: openid, roles: [], notices: { ...more, consents: { market: ours } } }
  await at.put('members', member)
  for (let given = 0; given < wechats; given++) await at.consent(openid, [template])
}
const aMessageFor = (to: string, fields: Partial<Notice> = {}, at = cloud) =>
  at.put('notices', aNotice({ to, at: fridayMorning, ...fields }))

const messageOf = async (openid: string): Promise<Message | undefined> =>
  (await cloud.documents<Notice>('notices')).find(({ to }) => to === openid)?.message
const consentsOf = async (openid: string): Promise<number | undefined> =>
  (await cloud.documents<Member>('members')).find(({ _id }) => _id === openid)?.notices?.consents?.market
const onPhone = async (openid: string): Promise<number> => (await cloud.messages(openid)).length
const atMinute = async (minutes: number) => {
  await cloud.setClock(later(minutes))
  await cloud.tick('member')
}

/** Admins, photos, owed, due, readers, sending, consent, sent: the requests of a minute with one message. */
const requestsOfSending = 9

test('a message that waits is sent by the timer, and one consent is spent', async () => {
  await aReader('o-sent', 2, 2)
  await aMessageFor('o-sent')
  await cloud.resetStats()
  await cloud.tick('member')
  expect(Object.values((await cloud.stats())['member'] ?? {})).toEqual([{ calls: 1, requests: requestsOfSending }])
  expect(await cloud.messages('o-sent')).toMatchObject([
    {
      templateId: template,
      page: 'market/night-map?night=2026-11-27-taohuajing',
      data: {
        thing1: { value: '摊位空出来了' },
        time2: { value: '2026年11月27日 18:30' },
        phrase3: { value: '待确认' },
      },
    },
  ])
  expect(await messageOf('o-sent')).toMatchObject({ state: 'sent', tries: 1 })
  expect(await consentsOf('o-sent')).toBe(1)
  await atMinute(5)
  expect(await onPhone('o-sent')).toBe(1)
})

test('without a consent, or muted since, a message is never tried, and says why', async () => {
  await aReader('o-none', 0, 1)
  await aReader('o-muted', 1, 1, { muted: ['market'] })
  for (const openid of ['o-none', 'o-muted', 'o-unknown']) await aMessageFor(openid)
  await cloud.tick('member')
  const none = { state: 'none', tries: 0 }
  expect(await messageOf('o-none')).toMatchObject({ ...none, reason: 'NO_CONSENT' })
  expect(await messageOf('o-unknown')).toMatchObject({ ...none, reason: 'NO_CONSENT' })
  expect(await messageOf('o-muted')).toMatchObject({ ...none, reason: 'MUTED' })
  expect([await onPhone('o-none'), await onPhone('o-muted'), await consentsOf('o-muted')]).toEqual([0, 0, 1])
})

test('two messages and one consent: one is sent, the other stands without', async () => {
  await aReader('o-two', 1, 2)
  await aMessageFor('o-two')
  await aMessageFor('o-two', { _id: '20261127T015900000Z-0123456789abcdef0123' })
  await cloud.tick('member')
  const mine = (await cloud.documents<Notice>('notices')).filter(({ to }) => to === 'o-two')
  const states = mine.map(({ message }) => message?.state).sort()
  expect([states, await onPhone('o-two'), await consentsOf('o-two')]).toEqual([['none', 'sent'], 1, 0])
})

test('when WeChat knows of no consent, our count falls to none, and the message says so', async () => {
  await aReader('o-unasked', 3, 0)
  await aMessageFor('o-unasked')
  await cloud.tick('member')
  expect(await messageOf('o-unasked')).toMatchObject({
    state: 'none',
    reason: expect.stringMatching(/^WECHAT_43101 /) as string,
  })
  expect(await consentsOf('o-unasked')).toBe(0)
})

test('what WeChat refuses for good fails at once with WeChat’s words, and gives the consent back', async () => {
  await aReader('o-too-long', 1, 1)
  await aMessageFor('o-too-long', {
    message: { state: 'waiting', values: { thing1: '长'.repeat(21) }, tries: 0, next: fridayMorning },
  })
  await cloud.tick('member')
  expect(await messageOf('o-too-long')).toMatchObject({
    state: 'failed',
    tries: 1,
    reason: expect.stringMatching(/^WECHAT_47003 .*thing1/) as string,
  })
  expect(await consentsOf('o-too-long')).toBe(1)
})

const unreachable = { kind: 'error', request: 'wx.openApi', code: 'X', message: 'connect ECONNREFUSED 127.0.0.1:443' }

test('a message that could not leave is tried again later, on the consent that it has', async () => {
  await aReader('o-offline', 1, 1)
  await aMessageFor('o-offline')
  await cloud.plan({ ...unreachable, times: 1 })
  await cloud.tick('member')
  expect(await messageOf('o-offline')).toMatchObject({ state: 'waiting', tries: 1, spent: true })
  expect(await consentsOf('o-offline')).toBe(0)
  await atMinute(0.5)
  expect(await onPhone('o-offline')).toBe(0)
  await atMinute(1.5)
  expect(await messageOf('o-offline')).toMatchObject({ state: 'sent', tries: 2 })
  expect([await onPhone('o-offline'), await consentsOf('o-offline')]).toEqual([1, 0])
})

test('after five tries a message fails with the reason, and the consent comes back', async () => {
  await aReader('o-given-up', 1, 1)
  await aMessageFor('o-given-up')
  await cloud.plan(unreachable)
  for (const minutes of [0, 2, 10, 50, 200, 400]) await atMinute(minutes)
  expect(await messageOf('o-given-up')).toMatchObject({
    state: 'failed',
    tries: 5,
    reason: expect.stringMatching(/^AFTER_5_TRIES NOT_REACHED .*ECONNREFUSED/) as string,
  })
  expect(await consentsOf('o-given-up')).toBe(1)
})

test('when the answer of a send is lost, the message is not sent a second time', async () => {
  await aReader('o-answer-lost', 3, 3)
  await aMessageFor('o-answer-lost')
  await cloud.plan({ kind: 'lost-reply', request: 'wx.openApi', times: 1 })
  await cloud.tick('member')
  for (const minutes of [2, 10, 60]) await atMinute(minutes)
  expect(await messageOf('o-answer-lost')).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/^MAY_HAVE_LEFT /) as string,
  })
  expect([await onPhone('o-answer-lost'), await consentsOf('o-answer-lost')]).toEqual([1, 2])
})

test.each(['before', 'after'])(
  'a function that dies right %s the send leaves a failed message, never a second',
  async (when) => {
    const openid = `o-died-${when}`
    await aReader(openid, 3, 3)
    await aMessageFor(openid)
    await cloud.plan({ kind: 'crash', request: 'wx.openApi', when, times: 1 })
    await cloud.tick('member')
    await atMinute(1)
    expect(await messageOf(openid)).toMatchObject({ state: 'sending' })
    await atMinute(3)
    expect(await messageOf(openid)).toMatchObject({ state: 'failed', reason: 'MAY_HAVE_LEFT no answer was kept' })
    expect(await onPhone(openid)).toBe(when === 'before' ? 0 : 1)
  },
)

const deaths = Array.from({ length: requestsOfSending }, (_, index) => index + 1).flatMap((at) =>
  (['before', 'after'] as const).map((when) => ({ at, when })),
)
test.each(deaths)(
  'when a run dies $when request $at, the message is sent once or failed with its reason',
  async (death) => {
    const openid = `o-${death.when}-${death.at}`
    await aReader(openid, 2, 2)
    await aMessageFor(openid)
    await cloud.plan({ kind: 'crash', function: 'member', ...death, times: 1 })
    await cloud.tick('member')
    await cloud.noFaults()
    await atMinute(3)
    const { state, reason } = (await messageOf(openid)) ?? {}
    const phone = await onPhone(openid)
    if (state === 'sent') expect(phone).toBe(1)
    else expect([state, reason, phone <= 1]).toEqual(['failed', 'MAY_HAVE_LEFT no answer was kept', true])
  },
)

/** Thirty messages wait, each reader has consents to spare, and three timers run at the same moment. */
async function sentByThreeTimers(cloud: Cloud, name: string): Promise<number[]> {
  const readers = Array.from({ length: 30 }, (_, index) => `o-${name}-${index}`)
  for (const openid of readers) {
    await aReader(openid, 3, 3, {}, cloud)
    await aMessageFor(openid, {}, cloud)
  }
  await Promise.all([1, 2, 3].map(() => cloud.tick('member')))
  return Promise.all(readers.map(async (openid) => (await cloud.messages(openid)).length))
}

test('three timers at once send each message once', async () => {
  expect(new Set(await sentByThreeTimers(cloud, 'once'))).toEqual(new Set([1]))
  const readers = (await cloud.documents<Member>('members')).filter(({ _id }) => _id.startsWith('o-once-'))
  expect(readers.map(({ notices }) => notices?.consents?.market)).toEqual(readers.map(() => 2))
})

test('the same timers catch a twin that reads, compares and then writes', async () => {
  const functions = await buildTwin('member', path.join(__dirname, '../market/fixtures/broken-database.ts'))
  const twin = await startCloud({ seed: 'none', functions })
  try {
    await warm(twin, ['o-first', 'o-second', 'o-third'])
    // The first write of each run takes its time, so that all have looked before any has written.
    await twin.plan({ kind: 'latency', function: 'member', request: 'database.modifyDocument', at: 1, ms: 2000 })
    expect(Math.max(...(await sentByThreeTimers(twin, 'twin')))).toBeGreaterThan(1)
  } finally {
    await twin.stop()
    rmSync(functions, { recursive: true, force: true })
  }
})

test('a slow WeChat: a run stops in time, and the next minute goes on', async () => {
  const readers = Array.from({ length: 30 }, (_, index) => `o-slow-${index}`)
  for (const openid of readers) {
    await aReader(openid, 1, 1)
    await aMessageFor(openid)
  }
  await cloud.plan({ kind: 'latency', request: 'wx.openApi', ms: 500 })
  expect(await cloud.tick('member')).toMatchObject({ ok: true })
  const first = (await Promise.all(readers.map(onPhone))).filter((count) => count === 1).length
  expect(first).toBeGreaterThan(5)
  expect(first).toBeLessThan(30)
  await cloud.noFaults()
  await atMinute(1)
  expect(new Set(await Promise.all(readers.map(onPhone)))).toEqual(new Set([1]))
})

test('a quiet minute costs five requests', async () => {
  await cloud.resetStats()
  await cloud.tick('member')
  const stats = Object.values((await cloud.stats())['member'] ?? {})
  expect(stats).toEqual([{ calls: 1, requests: 5 }])
})

test('every query is served by an index', async () => {
  expect(await cloud.unservedQueries()).toEqual([])
})
