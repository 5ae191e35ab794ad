import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LocalCloud, temporaryFolder } from './support/local-cloud'

const data = temporaryFolder()
const SIZE = 200_000
let cloud: LocalCloud
afterEach(() => cloud.stop())

const headers = { 'x-openid': 'o-lin' }
const upload = async (name: string, letter: string): Promise<string | null> => {
  try {
    const response = await fetch(`${cloud.url}/upload?path=${name}`, {
      method: 'POST',
      body: letter.repeat(SIZE),
      headers,
    })
    return response.ok ? letter : null
  } catch {
    return null
  }
}

interface Listed {
  fileID: string
  size: number
  owner: string
}

test('a machine that stops at any moment keeps each acknowledged upload, whole, and no remains of others', async () => {
  const written = new Set<string>()
  // Killed after so many answers: on a slow machine each round still has something to lose.
  for (const answers of [1, 6, 17]) {
    cloud = await LocalCloud.start({ data })
    let answered = 0
    let stop = (): void => undefined
    const killed = new Promise<void>((resolve) => (stop = resolve)).then(() => cloud.end('SIGKILL'))
    const uploads = Array.from({ length: 40 }, async (_, i) => {
      const name = `file-${i % 8}.txt`
      if ((await upload(name, String.fromCharCode(97 + (i % 26)))) === null) return
      written.add(name)
      if (++answered === answers) stop()
    })
    await killed
    await Promise.all(uploads)
  }
  expect(written.size).toBeGreaterThan(0)
  writeFileSync(path.join(data, 'files', 'remains-of-an-upload'), 'x')

  cloud = await LocalCloud.start({ data })
  const { files } = (await cloud.get('/_/files')) as { files: Listed[] }
  expect(readdirSync(path.join(data, 'files'))).toHaveLength(files.length)
  for (const name of written) expect(files.map(({ fileID }) => path.basename(fileID))).toContain(name)
  const answer = await cloud.post('/files/urls', { fileList: files.map(({ fileID }) => fileID) }, headers)
  for (const { tempFileURL } of (answer.body as { fileList: { tempFileURL: string }[] }).fileList) {
    const text = await (await fetch(tempFileURL)).text()
    expect(text).toBe((text[0] ?? '').repeat(SIZE))
  }
})

test('files, their owners and their addresses outlive a restart', async () => {
  cloud = await LocalCloud.start({ data })
  expect(await upload('kept.txt', 'k')).toBe('k')
  const fileID = 'cloud://local-env.local-bucket/kept.txt'
  const { body } = await cloud.post('/files/urls', { fileList: [fileID] }, headers)
  const address = (body as { fileList: { tempFileURL: string }[] }).fileList[0]?.tempFileURL ?? ''
  await cloud.stop()
  cloud = await LocalCloud.start({ data })
  // Somebody else may have taken the old port meanwhile.
  const moved = Object.assign(new URL(address), { port: new URL(cloud.url).port })
  expect((await (await fetch(moved)).text()).length).toBe(SIZE)
  const theirs = await cloud.post('/files/delete', { fileList: [fileID] }, { 'x-openid': 'o-other' })
  expect(theirs.body).toMatchObject({ fileList: [{ status: -503002 }] })
})
