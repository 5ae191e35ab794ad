import { notice } from '../../cloudfunctions/member/notice/contract'
import type { Member, Notice } from '../../cloudfunctions/shared/documents'
import { writeDocuments } from '../../config/scripts/seed'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { aNotice, aQuietNotice } from '../support/inbox'

const lin = 'o-lin'
const other = 'o-other'
const reader = 'o-reader'
const muter = 'o-muter'

const ago = (minutes: number): Date => new Date(+fridayMorning - minutes * 60_000)

/** 45 notices, one a minute back from now; every second one is unread, the newest too. */
const inbox = Array.from({ length: 45 }, (_, index) =>
  aQuietNotice({ to: lin, at: ago(index), title: `第 ${index}`, unread: index % 2 === 0 }),
)
const readersInbox = [5, 4, 3, 2, 1].map((minutes) => aQuietNotice({ to: reader, at: ago(minutes) }))
const othersNotice = aQuietNotice({ to: other, at: ago(3) })

let cloud: Cloud
beforeAll(async () => {
  const members: Member[] = [lin, other, reader].map((_id) => ({ _id, roles: [] }))
  cloud = await startCloud({
    documents: writeDocuments({ members, notices: [...inbox, ...readersInbox, othersNotice] }),
  })
})
afterAll(() => cloud.stop())

const list = async (who: string, cursor?: string) => {
  const answer = await cloud.call(who, notice.listNotices, cursor === undefined ? {} : { cursor })
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const pages = async (who: string) => {
  const found = []
  for (let page = await list(who); ; page = await list(who, page.cursor)) {
    found.push(page.items)
    if (page.cursor === undefined) return found
  }
}
const unreadOf = async (who: string): Promise<string[]> =>
  (await list(who)).items.filter(({ unread }) => unread).map(({ at }) => at)
const memberOf = async (who: string) => (await cloud.documents<Member>('members')).find(({ _id }) => _id === who)
const settings = async (who: string) => {
  const answer = await cloud.call(who, notice.noticeSettings, {})
  if (!answer.ok) throw new Error(answer.code)
  return answer.value.kinds
}
const consents = async (who: string) => (await settings(who)).find(({ kind }) => kind === 'market')?.consents

test('an inbox of 45 comes in three pages, unread first, each part the newest first, nothing twice', async () => {
  const found = await pages(lin)
  expect(found.map(({ length }) => length)).toEqual([15, 15, 15])
  const expected = [...inbox.filter(({ unread }) => unread), ...inbox.filter(({ unread }) => !unread)]
  expect(found.flat().map(({ id }) => id)).toEqual(expected.map(({ _id }) => _id))
  expect(found[0]?.[0]).toEqual({
    id: inbox[0]?._id,
    kind: 'photo',
    title: '第 0',
    words: '大家看得到了',
    at: fridayMorning.toISOString(),
    unread: true,
  })
})

test('an inbox that nobody wrote to is empty', async () => {
  expect(await list('o-nobody-yet')).toEqual({ items: [] })
})

test('opening one notice reads it; “all read” leaves what came meanwhile', async () => {
  const [oldest, , third] = readersInbox.map(({ _id }) => _id)
  await cloud.call(reader, notice.readNotices, { notice: oldest ?? '', which: 'one' })
  expect(await unreadOf(reader)).toEqual([1, 2, 3, 4].map((minutes) => ago(minutes).toISOString()))
  await cloud.call(reader, notice.readNotices, { notice: third ?? '', which: 'upTo' })
  expect(await unreadOf(reader)).toEqual([1, 2].map((minutes) => ago(minutes).toISOString()))
})

test('somebody else’s notices stay as they are, whatever is asked', async () => {
  const before = await cloud.everything()
  for (const which of ['one', 'upTo'] as const)
    expect(await cloud.call('o-stranger', notice.readNotices, { notice: othersNotice._id, which })).toEqual({
      ok: true,
      value: {},
    })
  expect(await cloud.everything()).toBe(before)
  expect((await list('o-stranger')).items).toEqual([])
  expect(await unreadOf(other)).toEqual([othersNotice.at.toISOString()])
})

test('a muted kind lands read and goes nowhere; the others come as before; unmuted it comes again', async () => {
  expect(await cloud.call(muter, notice.muteKind, { kind: 'market', muted: true })).toMatchObject({ ok: true })
  await cloud.call(muter, notice.keepConsents, { kinds: ['market'] })
  const owe = async (owed: Notice[]) => {
    await cloud.put('members', { ...{ _id: lin, roles: [] }, owed } as Member)
    await cloud.tick('member')
  }
  await owe([aNotice({ to: muter, at: ago(9) }), aQuietNotice({ to: muter, at: ago(8) })])
  const landed = (await cloud.documents<Notice>('notices')).filter(({ to }) => to === muter)
  expect(landed.find(({ kind }) => kind === 'market')).toMatchObject({
    unread: false,
    message: { state: 'none', reason: 'MUTED', tries: 0 },
  })
  expect(await unreadOf(muter)).toEqual([ago(8).toISOString()])
  expect(await consents(muter)).toBe(1)

  await cloud.call(muter, notice.muteKind, { kind: 'market', muted: false })
  await owe([aNotice({ to: muter, at: ago(7) })])
  expect(await unreadOf(muter)).toEqual([ago(7), ago(8)].map((at) => at.toISOString()))
})

test('muting twice and unmuting what is not muted change nothing more', async () => {
  const ask = (kind: 'role' | 'photo', muted: boolean) => cloud.call('o-twice', notice.muteKind, { kind, muted })
  await ask('role', true)
  await ask('role', true)
  await ask('photo', false)
  expect((await memberOf('o-twice'))?.notices?.muted).toEqual(['role'])
  expect((await settings('o-twice')).filter(({ muted }) => muted).map(({ kind }) => kind)).toEqual(['role'])
})

test('a tap’s consents count once, however often it is delivered, and for whoever has no document yet', async () => {
  const tap = (key: string) => cloud.call('o-new', notice.keepConsents, { kinds: ['market', 'market'] }, key)
  await Promise.all([1, 2, 3, 4].map(() => tap('tap-consent-01')))
  await tap('tap-consent-01')
  expect(await consents('o-new')).toBe(1)
  // Every copy reads before any of them writes.
  await cloud.plan({ kind: 'latency', request: 'database.modifyDocument', function: 'member', ms: 2000 })
  await Promise.all([1, 2, 3, 4].map(() => tap('tap-consent-00')))
  await cloud.noFaults()
  expect(await consents('o-new')).toBe(2)
  await cloud.call('o-new', notice.keepConsents, { kinds: ['market'] }, 'tap-consent-02')
  expect(await consents('o-new')).toBe(3)
})

test('twenty taps at once of a person without a document are all counted', async () => {
  const taps = Array.from({ length: 20 }, (_, index) => `tap-many-${String(index).padStart(4, '0')}`)
  await Promise.all(taps.map((key) => cloud.call('o-busy', notice.keepConsents, { kinds: ['market'] }, key)))
  expect(await consents('o-busy')).toBe(20)
})

test('consents are kept for kinds that WeChat has a template for, and no others', async () => {
  expect(await cloud.send('member', lin, { action: 'keepConsents', input: { kinds: ['role'] } })).toMatchObject({
    ok: false,
    code: 'BAD_INPUT',
    say: expect.stringContaining('同意的通知') as string,
  })
})

test('reading costs one request, changing two', async () => {
  await cloud.resetStats()
  const [newest] = inbox
  await list(lin)
  await settings(lin)
  await cloud.call(lin, notice.readNotices, { notice: newest?._id ?? '', which: 'one' })
  await cloud.call(lin, notice.muteKind, { kind: 'photo', muted: true })
  await cloud.call(lin, notice.keepConsents, { kinds: ['market'] })
  expect((await cloud.stats())['member']).toEqual({
    listNotices: { calls: 1, requests: 1 },
    noticeSettings: { calls: 1, requests: 1 },
    readNotices: { calls: 1, requests: 2 },
    muteKind: { calls: 1, requests: 2 },
    keepConsents: { calls: 1, requests: 2 },
  })
})

test('old notices and ended windows of limits are removed once an hour, and young ones stay', async () => {
  const days = (count: number) => new Date(+fridayMorning - count * 24 * 3_600_000)
  await cloud.put('notices', aQuietNotice({ to: 'o-old', at: days(181) }))
  await cloud.put('notices', aQuietNotice({ to: 'o-old', at: days(179) }))
  const ended = { _id: 'probe:o-old:1', openid: 'o-old', tries: 1, ends: days(1) }
  await cloud.put('limits', ended)
  const left = async () => [
    (await cloud.documents<Notice>('notices')).filter(({ to }) => to === 'o-old').length,
    (await cloud.documents<{ _id: string }>('limits')).filter(({ _id }) => _id === ended._id).length,
  ]
  await cloud.setClock(new Date('2026-11-27T10:19:30+08:00'))
  await cloud.tick('member')
  expect(await left()).toEqual([2, 1])
  await cloud.setClock(new Date('2026-11-27T10:20:00+08:00'))
  await cloud.tick('member')
  expect(await left()).toEqual([1, 0])
})

test('every query is served by an index', async () => {
  expect(await cloud.unservedQueries()).toEqual([])
})
