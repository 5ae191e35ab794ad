import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { eventually, LocalCloud, temporaryFolder } from './support/local-cloud'

const data = temporaryFolder()
let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ data })
})
afterAll(() => cloud.stop())

const blobs = () => readdirSync(path.join(data, 'files'))

test('an upload whose form is cut off or holds two files, or whose connection breaks half-way, leaves nothing', async () => {
  const before = blobs().length
  const headers = { 'x-openid': 'o-lin' }
  const two = new FormData()
  two.append('file', new Blob(['one']), 'one.txt')
  two.append('file', new Blob(['two']), 'two.txt')
  const part = '--X\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello'
  const cut = { body: part, headers: { ...headers, 'content-type': 'multipart/form-data; boundary=X' } }
  for (const init of [{ body: two, headers }, cut]) {
    const response = await fetch(`${cloud.url}/upload?path=cut.txt`, { method: 'POST', ...init })
    const refused = { errCode: -501007, errMsg: expect.stringContaining('the form cannot be read') as string }
    expect([response.status, await response.json()]).toEqual([400, refused])
  }
  for (const type of ['text/plain', 'multipart/form-data; boundary=X']) {
    const sent = { ...headers, 'content-type': type, 'content-length': '900000' }
    const request = http.request(`${cloud.url}/upload?path=half.txt`, { method: 'POST', headers: sent })
    const broken = once(request, 'error')
    request.write(part.repeat(100))
    await eventually(blobs, ({ length }) => length > before)
    request.destroy(new Error('out of reach'))
    await broken
    await eventually(blobs, ({ length }) => length === before)
  }
  expect(JSON.stringify(await cloud.get('/_/files'))).not.toMatch(/cut\.txt|half\.txt/)
  expect(cloud.stderr()).not.toContain('[emulator')
})

test('an upload that stands still does not keep the cloud from stopping', async () => {
  const folder = temporaryFolder()
  const stopped = await LocalCloud.start({ data: folder })
  const headers = { 'x-openid': 'o-lin', 'content-length': '900000' }
  const request = http.request(`${stopped.url}/upload?path=stands.txt`, { method: 'POST', headers })
  const broken = once(request, 'error')
  request.write('x'.repeat(1000))
  await eventually(
    () => readdirSync(path.join(folder, 'files')),
    ({ length }) => length === 1,
  )
  const start = performance.now()
  expect(await stopped.end('SIGTERM')).toBe(0)
  expect(performance.now() - start).toBeLessThan(30_000)
  await broken
  await (await LocalCloud.start({ data: folder })).stop()
  expect(readdirSync(path.join(folder, 'files'))).toEqual([])
})
