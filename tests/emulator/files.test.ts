import { readdirSync } from 'node:fs'
import path from 'node:path'
import { LocalCloud, temporaryFolder } from './support/local-cloud'

const KILOBYTE = 1024
const data = temporaryFolder()
const ARGS = ['--max-file-size', String(300 * KILOBYTE), '--file-types', 'image/*,text/plain,application/octet-stream']

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ data, args: ARGS })
})
afterAll(() => cloud.stop())
afterEach(() => cloud.post('/_/clock', { now: null }))

const blobs = () => readdirSync(path.join(data, 'files'))

/** Uploads as a client, the body being the file. */
const upload = (name: string, content: string, openid = 'o-lin', headers: Record<string, string> = {}) =>
  cloud.post(`/upload?path=${encodeURIComponent(name)}`, content, { 'x-openid': openid, ...headers })

const uploadFrom = (name: string, content: string) =>
  cloud.run(
    async ({ cloud, failure }, { name, content }) => {
      let fileID = ''
      const error = await failure(
        cloud.uploadFile({ cloudPath: name, fileContent: Buffer.from(content) }).then((done) => (fileID = done.fileID)),
      )
      return { fileID, error }
    },
    { name, content },
  )

const download = (fileID: string) =>
  cloud.run(async ({ cloud, failure }, id) => {
    let text = ''
    const error = await failure(
      cloud.downloadFile({ fileID: id }).then(({ fileContent }) => (text = fileContent.toString('utf8'))),
    )
    return { text, error }
  }, fileID)

const addressOf = (fileID: string, maxAge?: number) =>
  cloud.run(
    async ({ cloud }, { fileID, maxAge }) =>
      (await cloud.getTempFileURL({ fileList: [maxAge === undefined ? fileID : { fileID, maxAge }] })).fileList[0],
    { fileID, maxAge },
  )

const remove = (fileList: string[], openid: string) => cloud.post('/files/delete', { fileList }, { 'x-openid': openid })

describe('a function', () => {
  test('uploads, reads and deletes a file with a Chinese name', async () => {
    const { fileID } = await uploadFrom('街市/摊位 一#1%20?.txt', '夜市开了')
    expect(fileID).toBe('cloud://local-env.local-bucket/街市/摊位 一#1%20?.txt')
    expect(await download(fileID)).toEqual({ text: '夜市开了', error: null })
    const gone = await cloud.run(
      async ({ cloud }, id) => (await cloud.deleteFile({ fileList: [id, id] })).fileList,
      fileID,
    )
    expect(gone.map(({ status }) => status)).toEqual([0, -503003])
    expect((await download(fileID)).error).toMatchObject({ code: 'STORAGE_FILE_NONEXIST' })
  })

  test('uploads binary content and an empty file unchanged', async () => {
    const same = await cloud.run(async ({ cloud }) => {
      const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256))
      const one = await cloud.uploadFile({ cloudPath: 'binary.bin', fileContent: content })
      const two = await cloud.uploadFile({ cloudPath: 'empty.bin', fileContent: Buffer.alloc(0) })
      const read = async (fileID: string) => (await cloud.downloadFile({ fileID })).fileContent
      return [content.equals(await read(one.fileID)), (await read(two.fileID)).length]
    })
    expect(same).toEqual([true, 0])
  })

  test('gets STORAGE_FILE_NONEXIST for a file that is missing or of another environment', async () => {
    const codes = await cloud.run(async ({ cloud }) => {
      const fileList = ['cloud://local-env.local-bucket/none.txt', 'cloud://other.bucket/none.txt', 'none']
      return (await cloud.getTempFileURL({ fileList })).fileList
    })
    expect(codes.map(({ status, tempFileURL }) => ({ status, tempFileURL }))).toEqual(
      Array.from({ length: 3 }, () => ({ status: -503003, tempFileURL: '' })),
    )
  })

  test('is told why a file that is too large is not stored', async () => {
    const before = blobs().length
    const { error } = await uploadFrom('large.txt', 'x'.repeat(300 * KILOBYTE + 1))
    expect(error).toMatchObject({ code: 'STORAGE_REQUEST_FAIL' })
    expect(error?.errMsg).toContain('EntityTooLarge')
    expect(await addressOf('cloud://local-env.local-bucket/large.txt')).toMatchObject({ status: -503003 })
    expect(blobs()).toHaveLength(before)
    expect((await uploadFrom('large.txt', 'x'.repeat(300 * KILOBYTE))).error).toBeNull()
  })

  test.each([
    '/a.txt',
    'a//b.txt',
    '../a.txt',
    'a/../../b.txt',
    'a/./b.txt',
    '..\\a.txt',
    'a\u0000b',
    'a\u001bb',
    `${'长'.repeat(300)}.txt`,
  ])('cannot use the path %j', async (name) => {
    expect((await uploadFrom(name, 'x')).error).toMatchObject({ code: 'INVALID_PARAM' })
  })
})

describe('a temporary address', () => {
  test('ends by the emulated clock, after two hours or what was asked for', async () => {
    const { fileID } = await uploadFrom('short.txt', 'soon gone')
    const usual = await addressOf(fileID)
    const brief = await addressOf(fileID, 60)
    expect([usual?.maxAge, brief?.maxAge]).toEqual([7200, 60])
    const status = async (url = '') => (await fetch(url)).status
    expect([await status(usual?.tempFileURL), await status(brief?.tempFileURL)]).toEqual([200, 200])
    await cloud.post('/_/clock', { now: Date.now() + 61_000 })
    expect([await status(usual?.tempFileURL), await status(brief?.tempFileURL)]).toEqual([200, 403])
    await cloud.post('/_/clock', { now: Date.now() + 7_201_000 })
    expect(await status(usual?.tempFileURL)).toBe(403)
  })

  test('serves one file only, with its type, and cannot be made by hand', async () => {
    const [{ fileID }, other] = [await uploadFrom('one.png', 'picture'), await uploadFrom('two.png', 'other')]
    const url = new URL((await addressOf(fileID))?.tempFileURL ?? '')
    const response = await fetch(url)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('content-security-policy')).toBe('sandbox')
    expect(await response.text()).toBe('picture')
    const forged = new URL(url)
    forged.searchParams.set('id', Buffer.from('two.png').toString('base64url'))
    expect((await fetch(forged)).status).toBe(403)
    expect((await fetch(`${cloud.url}/files/two.png`)).status).toBe(403)
    expect((await fetch(forged, { method: 'HEAD' })).status).toBe(403)
    await remove([other.fileID], 'o-lin')
  })

  test('of a deleted file finds nothing', async () => {
    const { fileID } = await uploadFrom('deleted.txt', 'x')
    const url = (await addressOf(fileID))?.tempFileURL ?? ''
    await cloud.run(({ cloud }, id) => cloud.deleteFile({ fileList: [id] }), fileID)
    expect((await fetch(url)).status).toBe(404)
  })
})

describe('an upload by a form, as node-sdk 2.x sends it', () => {
  const signed = async (name: string) => {
    const request = { action: 'storage.getUploadMetadata', path: name, method: 'post' }
    return (await cloud.post('/admin', request)).body as { data: { url: string; fileId: string } }
  }
  const form = (content: string) => {
    const fields = new FormData()
    fields.set('key', 'form.txt')
    fields.set('success_action_status', '201')
    fields.set('file', new Blob([content]), 'whatever.txt')
    return fields
  }

  test('stores the file under the signed path', async () => {
    const { data } = await signed('form.txt')
    const response = await fetch(data.url, { method: 'POST', body: form('by form') })
    expect(response.status).toBe(201)
    expect((await download(data.fileId)).text).toBe('by form')
  })

  test('is refused without a signature, for another path, and when the address has ended', async () => {
    const { data } = await signed('form.txt')
    const other = new URL(data.url)
    other.searchParams.set('id', Buffer.from('other.txt').toString('base64url'))
    const before = blobs().length
    for (const url of [`${cloud.url}/cos`, other]) {
      const response = await fetch(url, { method: 'PUT', body: 'x' })
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('<Code>AccessDenied</Code>')
    }
    await cloud.post('/_/clock', { now: Date.now() + 3_600_000 })
    expect((await fetch(data.url, { method: 'PUT', body: 'x' })).status).toBe(403)
    expect(blobs()).toHaveLength(before)
  })
})

describe('a client', () => {
  test('uploads a body or a form and gets a file id', async () => {
    const plain = await upload('client/图.png', 'plain')
    expect(plain).toEqual({
      status: 200,
      body: { fileID: 'cloud://local-env.local-bucket/client/图.png', statusCode: 200 },
    })
    const fields = new FormData()
    fields.set('file', new Blob(['by form'], { type: 'image/png' }), 'photo.png')
    fields.set('path', 'client/form.png')
    const response = await fetch(`${cloud.url}/upload`, {
      method: 'POST',
      body: fields,
      headers: { 'x-openid': 'o-lin' },
    })
    const { fileID } = (await response.json()) as { fileID: string }
    expect(fileID).toBe('cloud://local-env.local-bucket/client/form.png')
    expect((await download(fileID)).text).toBe('by form')
  })

  test('asks for addresses as wx.cloud.getTempFileURL does', async () => {
    const { body } = await upload('client/asked.txt', 'asked')
    const { fileID } = body as { fileID: string }
    const answer = await cloud.post(
      '/files/urls',
      { fileList: [fileID, { fileID, maxAge: 9 }, 'x'] },
      { 'x-openid': 'o-a' },
    )
    const { fileList } = answer.body as { fileList: { status: number; maxAge: number; tempFileURL: string }[] }
    expect(fileList.map(({ status, maxAge }) => [status, maxAge])).toEqual([
      [0, 7200],
      [0, 9],
      [-503003, 7200],
    ])
    expect(await (await fetch(fileList[0]?.tempFileURL ?? '')).text()).toBe('asked')
  })

  test('replaces and deletes only what it uploaded itself', async () => {
    const { body } = await upload('client/mine.txt', 'mine')
    const { fileID } = body as { fileID: string }
    expect(await upload('client/mine.txt', 'theirs', 'o-other')).toMatchObject({
      status: 403,
      body: { errCode: -503002 },
    })
    expect(await remove([fileID], 'o-other')).toMatchObject({ body: { fileList: [{ status: -503002 }] } })
    expect((await download(fileID)).text).toBe('mine')
    expect(await upload('client/mine.txt', 'mine again')).toMatchObject({ status: 200 })
    expect((await download(fileID)).text).toBe('mine again')
    expect(await remove([fileID], 'o-lin')).toMatchObject({ body: { fileList: [{ status: 0 }] } })
    const ofFunction = await uploadFrom('function.txt', 'administrator')
    expect(await upload('function.txt', 'client')).toMatchObject({ status: 403 })
    expect(await remove([ofFunction.fileID], 'o-lin')).toMatchObject({ body: { fileList: [{ status: -503002 }] } })
  })

  test('is refused without an openid, without a file, with a bad path, a type or a size that is not allowed', async () => {
    const before = blobs().length
    const nobody = await fetch(`${cloud.url}/upload?path=a.txt`, { method: 'POST', body: 'x' })
    expect(nobody.status).toBe(403)
    const empty = new FormData()
    empty.set('path', 'a.txt')
    const headers = { 'x-openid': 'o-lin' }
    expect((await fetch(`${cloud.url}/upload`, { method: 'POST', body: empty, headers })).status).toBe(400)
    expect(await upload('../a.txt', 'x')).toMatchObject({ status: 400, body: { errCode: -501007 } })
    expect(await upload('', 'x')).toMatchObject({ status: 400, body: { errCode: -501007 } })
    expect(await upload('film.mp4', 'x')).toMatchObject({ status: 400, body: { errCode: -503001 } })
    expect(await upload('large.png', 'x'.repeat(301 * KILOBYTE))).toMatchObject({
      status: 400,
      body: { errCode: -503001 },
    })
    expect(blobs()).toHaveLength(before)
  })

  test('that uploads one path many times at once leaves one whole content and nothing else', async () => {
    const contents = Array.from({ length: 12 }, (_, i) => String(i).repeat(50_000))
    await Promise.all(contents.map((content) => upload('client/race.txt', content)))
    const { text } = await download('cloud://local-env.local-bucket/client/race.txt')
    expect(contents).toContain(text)
    const { files } = (await cloud.get('/_/files')) as {
      files: { fileID: string; owner: string | null; size: number }[]
    }
    expect(blobs()).toHaveLength(files.length)
    expect(files.find(({ fileID }) => fileID.endsWith('race.txt'))).toMatchObject({
      owner: 'o-lin',
      size: text.length,
      type: 'text/plain',
    })
  })
})
