import { inflateSync } from 'node:zlib'
import jsQR from 'jsqr'
import { LocalCloud } from './support/local-cloud'

const KEEPER = `
  const cloud = require('wx-server-sdk'); cloud.init()
  const db = cloud.database()
  exports.main = async (event) => {
    if (event.fail) throw new Error('not now')
    await db.collection('pushed').add({ data: { event, context: cloud.getWXContext() } })
    return 'success'
  }`
const ASKER = `
  const cloud = require('wx-server-sdk'); cloud.init()
  exports.main = () => cloud.openapi.wxacode.getUnlimited({ scene: 'a' }).then(() => 'done', (error) => error.errCode)`

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({
    functions: {
      onMessage: { code: KEEPER },
      permitted: { code: ASKER, config: { permissions: { openapi: ['wxacode.getUnlimited'] } } },
      forbidden: { code: ASKER, config: { permissions: { openapi: ['security.msgSecCheck'] } } },
    },
    collections: { pushed: {} },
    args: ['--push', 'onMessage', '--risky-words', '违禁词,badword'],
  })
})
afterAll(() => cloud.stop())
afterEach(() => cloud.post('/_/clock', { now: null }))

describe('a check of a text', () => {
  const check = (request: object, openid = 'o-lin') =>
    cloud.run(
      async ({ cloud, failure }, request): Promise<Record<string, unknown>> => {
        let answer: Record<string, unknown> = {}
        const error = await failure(cloud.openapi.security.msgSecCheck(request).then((done) => (answer = done)))
        return { ...answer, ...error }
      },
      request,
      openid,
    )
  const v2 = { version: 2, scene: 2, openid: 'o-lin' }

  test('passes what no word makes risky, and tells the word of what one does', async () => {
    const good = await check({ ...v2, content: '今晚的夜市真热闹' })
    expect(good).toMatchObject({
      errCode: 0,
      result: { suggest: 'pass', label: 100 },
      detail: [{ strategy: 'content_model', errcode: 0, suggest: 'pass', label: 100 }],
      traceId: expect.any(String) as string,
    })
    const risky = await check({ ...v2, content: '含有违禁词的话' })
    expect(risky).toMatchObject({ errCode: 0, result: { suggest: 'risky', label: 20001 } })
    expect(risky['detail']).toContainEqual(expect.objectContaining({ strategy: 'keyword', keyword: '违禁词' }))
    expect(await check({ ...v2, content: 'fine', title: 'badword' })).toMatchObject({ result: { suggest: 'risky' } })
    const official = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级'
    expect(await check({ ...v2, content: official })).toMatchObject({ result: { suggest: 'risky' } })
  })

  test('in version 1 is an error 87014', async () => {
    expect(await check({ content: 'hello' })).toMatchObject({ errCode: 0 })
    expect(await check({ content: 'a badword' })).toMatchObject({
      errCode: 87014,
      errMsg: 'openapi.security.msgSecCheck:fail risky content',
    })
  })

  test('takes 2,500 characters and no more', async () => {
    expect(await check({ ...v2, content: '𠮷'.repeat(2500) })).toMatchObject({ errCode: 0 })
    expect(await check({ ...v2, content: 'x'.repeat(2501) })).toMatchObject({ errCode: 45002 })
    expect(await check({ ...v2, content: '' })).toMatchObject({ errCode: 44002 })
    expect(await check({ ...v2, scene: 9, content: 'x' })).toMatchObject({ errCode: 40129 })
  })

  test('asks for a person who was here within two hours', async () => {
    expect(await check({ ...v2, openid: 'o-never-here', content: 'x' })).toMatchObject({ errCode: 61010 })
    expect(await check({ ...v2, openid: '', content: 'x' })).toMatchObject({ errCode: 40003 })
    expect(await check({ ...v2, openid: 'o-visitor', content: 'x' }, 'o-visitor')).toMatchObject({ errCode: 0 })
    await cloud.post('/_/clock', { now: Date.now() + 7_190_000 })
    expect(await check({ ...v2, openid: 'o-visitor', content: 'x' }, 'o-other')).toMatchObject({ errCode: 0 })
    await cloud.post('/_/clock', { now: Date.now() + 7_210_000 })
    expect(await check({ ...v2, openid: 'o-visitor', content: 'x' }, 'o-other')).toMatchObject({ errCode: 61010 })
  })

  test('knows other words when it is told', async () => {
    await cloud.post('/_/risky-words', { words: ['lantern'] })
    expect(await check({ ...v2, content: 'a lantern' })).toMatchObject({ result: { suggest: 'risky' } })
    expect(await check({ ...v2, content: 'badword' })).toMatchObject({ result: { suggest: 'pass' } })
    await cloud.post('/_/risky-words', { words: ['违禁词', 'badword'] })
  })
})

describe('a check of a medium', () => {
  interface Pushed {
    event: Record<string, unknown>
    context: Record<string, string>
  }
  const ask = (request: object) =>
    cloud.run(
      async ({ cloud, failure }, request) => {
        let traceId: unknown
        const error = await failure(
          cloud.openapi.security.mediaCheckAsync(request).then((done) => (traceId = done['traceId'])),
        )
        return { traceId, error }
      },
      request,
      'o-lin',
    )
  const resultOf = async (traceId: unknown): Promise<Pushed> => {
    for (;;) {
      const rows = await cloud.run(
        async ({ db }, trace) =>
          (
            await db
              .collection('pushed')
              .where({ event: { trace_id: trace } })
              .get()
          ).data,
        traceId,
      )
      if (rows[0]) return rows[0] as unknown as Pushed
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const v2 = { version: 2, scene: 1, openid: 'o-lin', mediaType: 2 }

  test('answers a trace id, and its result comes later as a push', async () => {
    const { traceId } = await ask({ ...v2, mediaUrl: 'https://example.com/fine.png' })
    const { event, context } = await resultOf(traceId)
    expect(event).toMatchObject({
      MsgType: 'event',
      Event: 'wxa_media_check',
      FromUserName: 'o-lin',
      appid: 'wx0000000000000000',
      version: 2,
      errcode: 0,
      result: { suggest: 'pass', label: 100 },
    })
    expect(context['OPENID']).toBe('o-lin')
  })

  test('finds what the words name, and says when a file of ours is not there', async () => {
    const risky = await ask({ ...v2, mediaUrl: `https://example.com/${encodeURIComponent('违禁词')}.png` })
    expect((await resultOf(risky.traceId)).event).toMatchObject({ result: { suggest: 'risky', label: 20001 } })
    const gone = await ask({ ...v2, mediaUrl: `${cloud.url}/files/none.png` })
    expect((await resultOf(gone.traceId)).event).toMatchObject({ errcode: -1008, detail: [] })
    await cloud.run(({ cloud }) => cloud.uploadFile({ cloudPath: 'checked.png', fileContent: Buffer.from('x') }))
    const address = await cloud.run(
      async ({ cloud }) =>
        (await cloud.getTempFileURL({ fileList: ['cloud://local-env.local-bucket/checked.png'] })).fileList[0]
          ?.tempFileURL,
    )
    const ours = await ask({ ...v2, mediaUrl: encodeURI(address ?? '') })
    expect((await resultOf(ours.traceId)).event).toMatchObject({ errcode: 0, result: { suggest: 'pass' } })
    const old = await ask({ mediaType: 2, mediaUrl: 'https://example.com/badword.png' })
    expect((await resultOf(old.traceId)).event).toMatchObject({ isrisky: 1, status_code: 0 })
  })

  test('refuses a medium that is none', async () => {
    expect((await ask({ ...v2, mediaUrl: 'no address' })).error).toMatchObject({ errCode: 40035 })
    expect((await ask({ ...v2, mediaUrl: 'https://a.b/c', mediaType: 3 })).error).toMatchObject({ errCode: 40004 })
    expect((await ask({ ...v2, mediaUrl: 'https://a.b/c', openid: 'o-never' })).error).toMatchObject({ errCode: 61010 })
  })
})

/** Decodes a PNG of 8 bits a channel into RGBA: enough for what a code is drawn as. */
function decodePng(png: Buffer): { width: number; height: number; pixels: Uint8ClampedArray } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[png[25] ?? -1] ?? 0
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const bytes = new Uint8Array(stride * height)
  const get = (row: number, i: number) => (row < 0 || i < 0 ? 0 : (bytes[row * stride + i] ?? 0))
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)]
    for (let i = 0; i < stride; i++) {
      const [a, b, c] = [get(row, i - channels), get(row - 1, i), i < channels ? 0 : get(row - 1, i - channels)]
      const p = a + b - c
      const near = [a, b, c].reduce((best, x) => (Math.abs(p - x) < Math.abs(p - best) ? x : best), a)
      const predicted = [0, a, b, (a + b) >> 1, near][filter ?? 0] ?? 0
      bytes[row * stride + i] = (raw[row * (stride + 1) + 1 + i] ?? 0) + predicted
    }
  }
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels[i * 4 + c] = bytes[i * channels + (channels < 3 ? 0 : c)] ?? 0
    pixels[i * 4 + 3] = 255
  }
  return { width, height, pixels }
}

describe('a code of the mini-program', () => {
  const draw = (request: object) =>
    cloud.run(async ({ cloud, failure }, request) => {
      let image = { type: '', base64: '' }
      const error = await failure(
        cloud.openapi.wxacode.getUnlimited(request).then(({ buffer, contentType }) => {
          image = { type: contentType, base64: Buffer.from(buffer).toString('base64') }
        }),
      )
      return { ...image, error }
    }, request)

  test('can be scanned: it holds the page and the scene', async () => {
    const scene = "aZ09!#$&'()*+,/:;=?@-._~12345678"
    const { type, base64 } = await draw({ scene, page: 'pages/night/index', width: 300 })
    expect(type).toBe('image/png')
    const { width, height, pixels } = decodePng(Buffer.from(base64, 'base64'))
    const text = jsQR(pixels, width, height)?.data ?? ''
    expect(text.startsWith('pages/night/index?scene=')).toBe(true)
    expect(decodeURIComponent(text.split('scene=')[1] ?? '')).toBe(scene)
  })

  test.each([
    [{ scene: 'x'.repeat(33) }, 40169],
    [{ scene: '' }, 40169],
    [{ scene: '100%' }, 40169],
    [{ scene: '夜市' }, 40169],
    [{ scene: 'a b' }, 40169],
    [{}, 40169],
    [{ scene: 'a', page: '/pages/index' }, 41030],
    [{ scene: 'a', page: 'pages/index?a=1' }, 41030],
    [{ scene: 'a', width: 100 }, 40097],
  ])('is refused for %j', async (request, errCode) => {
    expect((await draw(request)).error).toMatchObject({ errCode })
  })
})

describe('a phone number', () => {
  const numberOf = (code: string, openid: string) =>
    cloud.run(
      async ({ cloud, failure }, code) => {
        let number = ''
        const asked = cloud.openapi.phonenumber.getPhoneNumber({ code })
        const error = await failure(asked.then(({ phoneInfo }) => (number = phoneInfo.phoneNumber)))
        return error?.errCode ?? number
      },
      code,
      openid,
    )

  test('belongs to the person, always the same', async () => {
    const mine = await numberOf('whatever', 'o-lin')
    expect(mine).toMatch(/^19900\d{6}$/)
    expect(await numberOf('another', 'o-lin')).toBe(mine)
    expect(await numberOf('whatever', 'o-mei')).not.toBe(mine)
    expect(await numberOf('', 'o-lin')).toBe(40029)
    const { body } = await cloud.post('/phone-code', {}, { 'x-openid': 'o-lin' })
    const { code } = body as { code: string }
    expect(await numberOf(code, 'o-mei')).toBe(mine)
    expect(await numberOf(code, 'o-mei')).toBe(40029)
  })

  test('of a code that is older than five minutes is not told', async () => {
    const { body } = await cloud.post('/phone-code', {}, { 'x-openid': 'o-lin' })
    await cloud.post('/_/clock', { now: Date.now() + 301_000 })
    expect(await numberOf((body as { code: string }).code, 'o-lin')).toBe(40029)
  })

  test('comes with a cloud id too', async () => {
    const list = await cloud.run(
      async ({ cloud }) => (await cloud.getOpenData({ list: ['43_abc', ''] })).list,
      undefined,
      'o-lin',
    )
    const phoneNumber = await numberOf('x', 'o-lin')
    expect(list[0]).toMatchObject({ cloudID: '43_abc', data: { phoneNumber, countryCode: '86' } })
    expect(list[1]).toMatchObject({ errCode: -601005 })
  })
})

describe('what is not there', () => {
  test('is WeChat’s API not found', async () => {
    const error = await cloud.run(({ cloud, failure }) =>
      failure(cloud.openapi.customerServiceMessage.send({ touser: 'o-lin' })),
    )
    expect(error).toMatchObject({ errCode: -604100 })
    const plain = await cloud.run(async ({ cloud }) => (await cloud.callOpenAPI({ api: 'no.such', data: {} })).result)
    expect(plain).toEqual({ errcode: -604100, errmsg: 'API not found' })
    const fine = await cloud.run(
      async ({ cloud }) =>
        (await cloud.callOpenAPI({ api: 'security.msgSecCheck', data: { content: 'a badword' } })).result,
    )
    expect(fine).toEqual({ errcode: 87014, errmsg: 'risky content' })
  })

  test('is an API that the function’s config.json does not list', async () => {
    expect((await cloud.call('permitted', {})).body).toBe('done')
    expect((await cloud.call('forbidden', {})).body).toBe(-604101)
  })
})
