import { build } from 'esbuild'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { profile } from '../../cloudfunctions/member/profile/contract'
import type { Member, Notice, Photo } from '../../cloudfunctions/shared/documents'
import { builtFunctions } from '../../config/scripts/build-functions'
import { freshFunctions } from '../../config/scripts/builds'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { until, wechatOf } from '../support/wechat'
import { answers } from './fixtures/answers'

const functions = mkdtempSync(path.join(tmpdir(), 'yanhuo-answers-'))
let cloud: Cloud
let wechat: ReturnType<typeof wechatOf>

beforeAll(async () => {
  await freshFunctions()
  cpSync(builtFunctions, functions, { recursive: true })
  await build({
    entryPoints: [path.join(__dirname, 'fixtures/answers/index.ts')],
    outfile: path.join(functions, 'answers/index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['wx-server-sdk'],
  })
  cpSync(path.join(functions, 'member/config.json'), path.join(functions, 'answers/config.json'))
  cloud = await startCloud({ functions, push: 'member', seed: 'demo' })
  wechat = wechatOf(cloud)
})
afterAll(async () => {
  await cloud.stop()
  rmSync(functions, { recursive: true, force: true })
})
beforeEach(async () => {
  await wechat.forgetFaults()
  // A word that no signature in an address can hold by chance.
  await wechat.setRiskyWords(['unfit-picture'])
})

const minute = 60_000
const me = async (who: string) => {
  const reply = await cloud.call(who, profile.me, {})
  if (!reply.ok) throw new Error(reply.code)
  return reply.value
}
const upload = async (who: string, name: string) => wechat.upload(who, `photos/${(await me(who)).folder}/${name}`)
const setAvatar = (who: string, file: string, key?: string) => cloud.call(who, profile.setAvatar, { file }, key)
const photo = async (file: string) => (await cloud.documents<Photo>('photos')).find((each) => each.file === file)
const shown = async (who: string) =>
  (await cloud.documents<Member>('members')).find(({ _id }) => _id === who)?.avatar?.file
/** Waits for WeChat's answer and for all that follows from it: the last write of it takes `due` away. */
const state = async (who: string, wanted: string) => {
  await until(async () => {
    const { avatar } = await me(who)
    const due = (await cloud.documents<Photo>('photos')).some((each) => each.owner === who && each.due !== undefined)
    return avatar?.state === wanted && !due
  })
}
const noticesOf = async (who: string) => (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who)

/** Lets every answer of WeChat get lost on its way: the function that would take it reads nothing. */
const loseAnswers = () =>
  wechat.plan({ kind: 'error', function: 'member', action: '-', request: 'database.getDocument', code: 'SYSTEM_ERROR' })
/** Lets WeChat take no question about a photo. */
const refuseQuestions = (name: string) =>
  wechat.plan({ kind: 'error', function: name, request: 'wx.openApi', code: 'SYSTEM_ERROR' })

test('a picture is mine at once, and others’ to see when WeChat found it fine', async () => {
  const who = 'o-vendor-0011'
  const file = await upload(who, 'a-first-picture.jpg')
  // WeChat's answer finds nobody until we let it: it comes again every five seconds, by the cloud's clock.
  await wechat.plan({ kind: 'crash', function: 'member', action: '-', when: 'before' })
  await cloud.resetStats()
  expect(await setAvatar(who, file, 'tap-avatar-0001')).toEqual({ ok: true, value: { file, state: 'checking' } })
  // The caller and their document, the photo, its trace; and two to count the tries of this hour.
  expect((await cloud.stats())['member']?.['setAvatar']).toEqual({ calls: 1, requests: 5 })
  expect(await shown(who)).toBeUndefined()
  await wechat.forgetFaults()
  await cloud.setClock(new Date(+fridayMorning + minute))
  await state(who, 'fine')
  expect(await shown(who)).toBe(file)
  expect((await photo(file))?.trace).toBeUndefined()
  expect(await setAvatar(who, file, 'tap-avatar-0001')).toEqual({ ok: true, value: { file, state: 'fine' } })
})

test('a picture that is not fit goes, its owner is told, and the one before stays', async () => {
  const who = 'o-vendor-0011'
  const before = await shown(who)
  const file = await upload(who, 'an-unfit-picture.jpg')
  await setAvatar(who, file)
  await state(who, 'refused')
  const found = await until(async () => (await noticesOf(who))[0])
  expect(found).toMatchObject({ kind: 'photo', title: '头像没有通过', words: '照片不适合公开，换一张再试' })
  expect(await me(who)).toMatchObject({ avatar: { state: 'refused', file: before }, unread: 1 })
  expect(await wechat.files()).not.toContain(file)
  expect(await shown(who)).toBe(before)
})

test('a picture that takes the place of another deletes it', async () => {
  const who = 'o-vendor-0011'
  const before = (await shown(who)) ?? ''
  expect(await wechat.files()).toContain(before)
  const file = await upload(who, 'another-picture.png')
  await setAvatar(who, file)
  await state(who, 'fine')
  expect(await wechat.files()).not.toContain(before)
  expect(await shown(who)).toBe(file)
  const left = (await cloud.documents<Photo>('photos')).filter(({ owner }) => owner === who)
  expect(left.map((each) => each.file)).toEqual([file])
})

test('nobody claims a file that lies elsewhere than in their own folder', async () => {
  const [who, other] = ['o-vendor-0012', 'o-vendor-0013']
  const mine = await upload(who, 'my-own-picture.jpg')
  const theirs = await upload(other, 'their-picture.jpg')
  const { folder } = await me(who)
  const wrong = [
    theirs,
    mine.replace('local-env', 'other-env'),
    mine.replace('photos/', 'pictures/'),
    mine.replace('.jpg', '.svg'),
    mine.replace('my-own', 'deeper/my-own'),
    mine.replace(`${folder}/`, `${folder}x/`),
    mine.replace(`${folder}/`, `${folder}/../${folder}/`),
    `${mine}/`,
  ]
  for (const file of wrong)
    expect([file, await setAvatar(who, file)]).toEqual([
      file,
      expect.objectContaining({ ok: false, code: 'NOT_YOUR_FILE' }),
    ])
  expect(await setAvatar(who, mine.replace('my-own', 'no-such'))).toMatchObject({ ok: false, code: 'FILE_MISSING' })
  expect(await photo(theirs)).toBeUndefined()
  expect((await me(who)).avatar).toBeUndefined()
  // Before they opened their page, nobody has a folder at all.
  expect(await setAvatar('o-newcomer-0009', mine)).toMatchObject({ ok: false, code: 'NOT_YOUR_FILE' })
})

test('a client who knows the trace and speaks as WeChat does is not believed', async () => {
  const who = 'o-vendor-0004'
  await loseAnswers()
  const file = await upload(who, 'unfit-picture-and-hopeful.jpg')
  await setAvatar(who, file)
  const { trace } = (await photo(file)) ?? {}
  expect(trace).toBeDefined()
  const event = { MsgType: 'event', Event: 'wxa_media_check', trace_id: trace, errcode: 0, result: { suggest: 'pass' } }
  for (const body of [event, { action: 'wxa_media_check', input: event }, { ...event, SOURCE: 'wx_unknown' }])
    expect(await cloud.send('member', who, body)).toMatchObject({ ok: false })
  expect(await photo(file)).toMatchObject({ state: 'checking', trace })
  expect(JSON.stringify(await cloud.call(who, profile.me, {}))).not.toContain(trace)
})

const say = (trace: string, suggest: string, errcode?: number) =>
  cloud.call(undefined, answers.say, { trace, suggest, ...(errcode === undefined ? {} : { errcode }) })
const tend = () => cloud.call(undefined, answers.tend, {})

test('answers that come again, late or under a name that nobody gave do nothing', async () => {
  const who = 'o-vendor-0005'
  await loseAnswers()
  const first = await upload(who, 'older-picture.jpg')
  await setAvatar(who, first)
  const second = await upload(who, 'newer-picture.jpg')
  await setAvatar(who, second)
  const [older, newer] = [(await photo(first))?.trace ?? '', (await photo(second))?.trace ?? '']
  const before = await cloud.everything()
  for (const trace of ['', 'short', 'x'.repeat(36), '长'.repeat(10_000)]) await say(trace, 'pass')
  expect(await cloud.everything()).toBe(before)
  // The newer one's answer comes first: the older one never shows, and goes.
  await say(newer, 'pass')
  await say(older, 'pass')
  expect(await shown(who)).toBe(second)
  expect(await photo(first)).toBeUndefined()
  expect(await wechat.files()).not.toContain(first)
  const settled = await cloud.everything()
  await say(newer, 'pass')
  await say(newer, 'risky')
  await say(older, 'risky')
  expect(await cloud.everything()).toBe(settled)
})

test('two answers at once decide once: one notice, one outcome', async () => {
  const who = 'o-vendor-0006'
  await loseAnswers()
  const file = await upload(who, 'twice-told.jpg')
  await setAvatar(who, file)
  const { trace = '' } = (await photo(file)) ?? {}
  await Promise.all([say(trace, 'risky'), say(trace, 'risky'), say(trace, 'pass'), say(trace, 'review')])
  const { state } = (await photo(file)) ?? {}
  expect(await noticesOf(who)).toHaveLength(state === 'refused' ? 1 : 0)
  expect(await shown(who)).toBe(state === 'fine' ? file : undefined)
})

test('without an answer WeChat is asked again, three times in all; then the photo goes with a notice', async () => {
  const who = 'o-vendor-0007'
  await loseAnswers()
  await cloud.setClock(fridayMorning)
  const file = await upload(who, 'never-answered.jpg')
  await setAvatar(who, file)
  const first = await photo(file)
  await cloud.setClock(new Date(+fridayMorning + 29 * minute))
  await tend()
  expect(await photo(file)).toMatchObject({ asked: 1, trace: first?.trace })
  await cloud.setClock(new Date(+fridayMorning + 31 * minute))
  await tend()
  const second = await photo(file)
  expect(second).toMatchObject({ asked: 2, state: 'checking' })
  expect(second?.trace).not.toBe(first?.trace)
  // The first question's answer, if it comes after all, is no longer waited for.
  await say(first?.trace ?? '', 'pass')
  expect(await photo(file)).toMatchObject({ state: 'checking' })
  await cloud.setClock(new Date(+fridayMorning + 62 * minute))
  await tend()
  await cloud.setClock(new Date(+fridayMorning + 93 * minute))
  await tend()
  expect(await photo(file)).toMatchObject({ asked: 3, state: 'refused' })
  expect(await noticesOf(who)).toMatchObject([{ kind: 'photo', words: '没能核对这张照片，请重新传一张' }])
  expect(await wechat.files()).not.toContain(file)
  await tend()
  expect(await noticesOf(who)).toHaveLength(1)
})

test('when WeChat takes no question, the photo waits and is asked about a minute later', async () => {
  const who = 'o-vendor-0008'
  await refuseQuestions('member')
  const now = new Date(+fridayMorning + 120 * minute)
  await cloud.setClock(now)
  const file = await upload(who, 'asked-later.jpg')
  expect(await setAvatar(who, file)).toMatchObject({ ok: true, value: { state: 'checking' } })
  expect((await photo(file))?.trace).toBeUndefined()
  await wechat.forgetFaults()
  await cloud.setClock(new Date(+now + 2 * minute))
  expect(await cloud.tick('member')).toMatchObject({ ok: true })
  await state(who, 'fine')
})

test('an answer that WeChat could not look is no answer: it is asked again', async () => {
  const who = 'o-vendor-0009'
  await loseAnswers()
  const now = new Date(+fridayMorning + 240 * minute)
  await cloud.setClock(now)
  const file = await upload(who, 'could-not-look.jpg')
  await setAvatar(who, file)
  await say((await photo(file))?.trace ?? '', 'pass', -1008)
  expect(await photo(file)).toMatchObject({ state: 'checking', asked: 1 })
  await wechat.forgetFaults()
  await cloud.setClock(new Date(+now + 2 * minute))
  await tend()
  await state(who, 'fine')
})

test.each([1, 2, 3, 4, 5])('a crash at request %i after the answer is made good by the timer', async (at) => {
  const who = `o-vendor-002${at}`
  await loseAnswers()
  const now = new Date(+fridayMorning + (300 + at * 5) * minute)
  await cloud.setClock(now)
  const before = await upload(who, 'before-the-crash.jpg')
  await setAvatar(who, before)
  await say((await photo(before))?.trace ?? '', 'pass')
  const file = await upload(who, 'after-the-crash.jpg')
  await setAvatar(who, file)
  await wechat.plan({ kind: 'crash', function: 'answers', action: 'say', at, when: 'after', times: 1 })
  await say((await photo(file))?.trace ?? '', 'pass')
  await cloud.setClock(new Date(+now + 2 * minute))
  const { trace } = (await photo(file)) ?? {}
  if (trace !== undefined) await say(trace, 'pass')
  await tend()
  expect(await shown(who)).toBe(file)
  expect(await photo(before)).toBeUndefined()
  expect(await wechat.files()).not.toContain(before)
  expect((await photo(file))?.due).toBeUndefined()
})

test('every query of photos is served by an index', async () => {
  expect(await cloud.unservedQueries()).toEqual([])
})
