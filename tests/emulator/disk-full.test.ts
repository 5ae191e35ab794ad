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

test('what a refused write taught an index is not forgotten by the disk once a write finds room again', async () => {
  const data = temporaryFolder()
  const collections = { notes: { indexes: [{ name: 'tags', keys: { tags: 1 } }] } }
  let cloud = await LocalCloud.start({ data, collections, fileBlocks: 4096 })
  await cloud.run(async ({ db, failure }) => {
    const text = 'x'.repeat(100_000)
    // The one that finds no room is the first with a list; the next one that finds some has a list too.
    for (let n = 0; ; n++) {
      const filled = await failure(db.collection('notes').add({ data: { _id: `n-${n}`, tags: 'm', text } }))
      if (filled) break
    }
    const refused = await failure(db.collection('notes').add({ data: { _id: 'first', tags: ['b', 'z'], text } }))
    if (!refused) throw new Error('there was still room')
    for (const n of [0, 1, 2, 3, 4]) await db.collection('notes').doc(`n-${n}`).remove()
    await db.collection('notes').add({ data: { _id: 'second', tags: ['b', 'z'] } })
  })
  await cloud.stop()

  cloud = await LocalCloud.start({ data, collections })
  const found = await cloud.run(async ({ db, _ }) => {
    const between = _.gt('p').and(_.lt('c'))
    return (await db.collection('notes').where({ tags: between }).get()).data.map(({ _id }) => _id)
  })
  await cloud.stop()
  expect(found).toEqual(['second'])
})
