import { readdirSync } from 'node:fs'
import path from 'node:path'
import { LocalCloud, temporaryFolder } from './support/local-cloud'

const headers = { 'x-openid': 'o-lin' }

test('a disk that is really full refuses writes and uploads by name, loses nothing, and does not end the cloud', async () => {
  const data = temporaryFolder()
  let cloud = await LocalCloud.start({ data, collections: { notes: {} }, fileBlocks: 4096 })
  const { acknowledged, error, counted } = await cloud.run(async ({ db, failure }) => {
    const text = 'x'.repeat(100_000)
    for (let n = 0; n < 100; n++) {
      const refused = await failure(db.collection('notes').add({ data: { _id: `n-${n}`, text } }))
      const { total } = await db.collection('notes').count()
      if (refused) return { acknowledged: n, error: refused, counted: total }
    }
    throw new Error('the disk never was full')
  })
  expect(acknowledged).toBeGreaterThan(5)
  expect(error).toMatchObject({
    errCode: -502001,
    errMsg: expect.stringContaining('No space left on device') as string,
  })
  expect(counted).toBe(acknowledged)

  const body = 'y'.repeat(6_000_000)
  const upload = await fetch(`${cloud.url}/upload?path=large.txt`, { method: 'POST', body, headers })
  expect([upload.status, await upload.json()]).toEqual([
    400,
    { errCode: -503001, errMsg: '[InternalError]: No space left on device: nothing was stored' },
  ])
  expect(readdirSync(path.join(data, 'files'))).toEqual([])
  expect(await cloud.end('SIGTERM')).toBe(0)

  cloud = await LocalCloud.start({ data, collections: { notes: {} } })
  const left = await cloud.run(async ({ db }) => {
    await db.collection('notes').add({ data: { _id: 'again' } })
    return (await db.collection('notes').count()).total
  })
  expect(left).toBe(acknowledged + 1)
  await cloud.stop()
})
