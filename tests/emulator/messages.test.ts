import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { LocalCloud, temporaryFolder } from './support/local-cloud'

const data = temporaryFolder()
const TEMPLATES = { 'tmpl-night': ['thing1', 'time2', 'phrase3'], 'tmpl-money': { amount1: 'paid', number2: 'count' } }

let cloud: LocalCloud
const start = async () => {
  cloud = await LocalCloud.start({ data })
  writeFileSync(path.join(cloud.folder, 'templates.json'), JSON.stringify(TEMPLATES))
}
beforeAll(start)
afterAll(() => cloud.stop())
afterEach(() => cloud.post('/_/clock', { now: null }))

const night = { thing1: { value: '南门夜市' }, time2: { value: '2026年11月23日 18:30' }, phrase3: { value: '已通过' } }

interface Message {
  touser?: unknown
  templateId?: unknown
  page?: unknown
  data?: unknown
}

/** Sends from a function, on the real SDK; null when it was sent. */
const send = (message: Message) =>
  cloud.run(({ cloud, failure }, message) => failure(cloud.openapi.subscribeMessage.send(message)), {
    touser: 'o-lin',
    templateId: 'tmpl-night',
    page: 'pages/night?id=1',
    data: night,
    ...message,
  })
const consent = (body: object, openid = 'o-lin') => cloud.post('/consent', body, { 'x-openid': openid })
const messages = (openid: string) => cloud.get(`/_/messages?openid=${openid}`) as Promise<Record<string, unknown>[]>

test('one consent is one message', async () => {
  expect(await send({})).toMatchObject({ errCode: 43101 })
  expect(await consent({ tmplIds: ['tmpl-night', 'tmpl-money'] })).toEqual({
    status: 200,
    body: { 'tmpl-night': 'accept', 'tmpl-money': 'accept', errMsg: 'requestSubscribeMessage:ok' },
  })
  await cloud.post('/_/clock', { now: '2026-11-23T10:00:00Z' })
  expect(await send({})).toBeNull()
  const refused = await send({})
  expect(refused).toMatchObject({
    errCode: 43101,
    errMsg: 'openapi.subscribeMessage.send:fail user refuse to accept the msg',
  })
  expect(await messages('o-lin')).toEqual([
    {
      openid: 'o-lin',
      templateId: 'tmpl-night',
      page: 'pages/night?id=1',
      data: night,
      time: expect.stringMatching(/^2026-11-23T10:00/) as string,
    },
  ])
})

test('consents are counted for each person and template', async () => {
  await consent({ templateId: 'tmpl-night' }, 'o-mei')
  expect((await cloud.post('/_/consents', { openid: 'o-mei', templateId: 'tmpl-night', count: 2 })).body).toMatchObject(
    { left: 3 },
  )
  expect(
    await send({ touser: 'o-mei', templateId: 'tmpl-money', data: { amount1: { value: '1' }, number2: { value: 2 } } }),
  ).toMatchObject({ errCode: 43101 })
  expect(await send({ touser: 'o-someone-else' })).toMatchObject({ errCode: 43101 })
  const results = await Promise.all(Array.from({ length: 8 }, () => send({ touser: 'o-mei' })))
  expect(results.filter((error) => error === null)).toHaveLength(3)
  expect(await messages('o-mei')).toHaveLength(3)
  expect(await cloud.get('/_/consents?openid=o-mei')).toEqual([{ openid: 'o-mei', templateId: 'tmpl-night', left: 0 }])
})

test('what WeChat refuses is refused with its code, and costs no consent', async () => {
  await consent({ templateId: 'tmpl-night' }, 'o-wang')
  const cases: [Message, number][] = [
    [{ touser: '' }, 40003],
    [{ touser: 'has a space' }, 40003],
    [{ touser: undefined }, 40003],
    [{ templateId: 'tmpl-unknown' }, 40037],
    [{ templateId: '' }, 40037],
    [{ page: 7 }, 41030],
    [{ data: {} }, 47003],
    [{ data: undefined }, 47003],
    [{ data: { ...night, thing1: { value: '' } } }, 47003],
  ]
  for (const [message, errCode] of cases)
    expect(await send({ touser: 'o-wang', ...message })).toMatchObject({ errCode })
  const wrong = await send({ touser: 'o-wang', data: { thing1: { value: 'x' }, time2: { value: '18:30' } } })
  expect(wrong?.errMsg).toContain('argument invalid! data.phrase3.value is empty')
  expect(await messages('o-wang')).toEqual([])
  expect(await send({ touser: 'o-wang' })).toBeNull()
})

test.each([
  ['thing1', '一二三四五六七八九十一二三四五六七八九十', '一二三四五六七八九十一二三四五六七八九十一'],
  ['number1', '12345678901234567890123456789012', '12a'],
  ['number1', 3.5, '123456789012345678901234567890123'],
  ['letter1', 'abc', 'ab1'],
  ['symbol1', '#-*', '######'],
  ['character_string1', 'AB-12', '编号1'],
  ['time1', '15:01', '25:01'],
  ['time1', '2019年10月1日 15:01~2019年10月1日 17:01', '明天'],
  ['date1', '2019年10月1日', '10月1日'],
  ['date1', '2019-10-01 15:01', '2019'],
  ['amount1', '¥100.50', '12345678901'],
  ['amount1', '100元', '一百元'],
  ['phone_number1', '+86-0766-66888866', '号码'],
  ['car_number1', '粤A8Z888挂', '粤A8Z888挂挂'],
  ['name1', '张三', '张三李四张三李四张三李'],
  ['name1', 'Li Lei', '张三1'],
  ['phrase1', '已通过', '审核已经通过'],
  ['phrase1', '五个汉字呀', 'ok'],
])('a field %s takes %j and not %j', async (field, good, bad) => {
  const { fitsField } = await import('../../emulator/open-api/template-fields')
  expect([fitsField(field, String(good)), fitsField(field, String(bad))]).toEqual([true, false])
})

test('a consent names its person and a template that exists', async () => {
  expect(await consent({ templateId: 'tmpl-unknown' })).toMatchObject({ status: 400, body: { errCode: 20001 } })
  expect(await consent({})).toMatchObject({ status: 400 })
  expect(await cloud.post('/consent', { templateId: 'tmpl-night' })).toMatchObject({ status: 400 })
  expect(await cloud.post('/_/consents', { openid: 'o-lin', templateId: 'tmpl-night', count: 0 })).toMatchObject({
    status: 400,
  })
})

test('messages and consents outlive a machine that stops', async () => {
  await cloud.post('/_/consents', { openid: 'o-kept', templateId: 'tmpl-night', count: 2 })
  expect(await send({ touser: 'o-kept' })).toBeNull()
  await cloud.end('SIGKILL')
  await start()
  expect(await messages('o-kept')).toHaveLength(1)
  expect(await send({ touser: 'o-kept' })).toBeNull()
  expect(await send({ touser: 'o-kept' })).toMatchObject({ errCode: 43101 })
})

test('without templates.json any template is there, its fields still checked by their kinds', async () => {
  const free = await LocalCloud.start()
  await free.post('/consent', { templateId: 'anything' }, { 'x-openid': 'o-lin' })
  const codes = await free.run(async ({ cloud, failure }) => {
    const message = (value: string) => ({ touser: 'o-lin', templateId: 'anything', data: { phrase1: { value } } })
    const { send } = cloud.openapi.subscribeMessage
    return [await failure(send(message('not Chinese'))), await failure(send(message('通过')))].map(
      (error) => error?.errCode,
    )
  })
  expect(codes).toEqual([47003, null])
  await free.stop()
})
