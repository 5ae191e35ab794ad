import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ collections: { things: {}, many: {} } })
})
afterAll(() => cloud.stop())

const request = (data: object) => ({
  action: 'database.insertDocument',
  collectionName: 'things',
  data: [JSON.stringify(data)],
})

test('a request to the database carries up to 512 KB; a larger one changes nothing', async () => {
  const refused = await cloud.run(async ({ db, failure }) => {
    const things = db.collection('things')
    await things.add({ data: { _id: 'fits', text: 'x'.repeat(520 * 1000) } })
    return failure(things.add({ data: { _id: 'too large', text: 'x'.repeat(525 * 1000) } }))
  })
  expect(refused).toMatchObject({
    errCode: -502001,
    errMsg: expect.stringContaining('exceeds limit of 524288 bytes') as string,
  })
  const ids = await cloud.run(async ({ db }) => (await db.collection('things').field({ _id: true }).get()).data)
  expect(ids).toEqual([{ _id: 'fits' }])
})

test('a document grows up to 16 MB; the change that would make it larger is refused, inside a transaction too', async () => {
  const result = await cloud.run(async ({ db, _, failure }) => {
    const one = db.collection('things').doc('grows')
    await db.collection('things').add({ data: { _id: 'grows', list: [] } })
    const part = 'x'.repeat(512 * 1000)
    const push = { data: { list: _.push([part]) } }
    for (let i = 0; i < 32; i++) await one.update(push)
    const refused = await failure(one.update(push))
    const inside = await failure(
      db.runTransaction((transaction) => transaction.collection('things').doc('grows').update(push)),
    )
    const { data } = await one.get()
    return { refused, inside, parts: (data['list'] as string[]).length }
  })
  const words = expect.stringContaining('Resulting document after update is larger than 16777216') as string
  expect(result).toMatchObject({ refused: { errCode: -502001, errMsg: words }, inside: { errMsg: words }, parts: 32 })
})

test('rows: 100 without a limit and 1,000 at most; pipelines 20 and 10,000', async () => {
  const rows = await cloud.run(async ({ db }) => {
    const many = db.collection('many')
    for (let i = 0; i < 10_010; i += 1001)
      await many.add({ data: Array.from({ length: 1001 }, (_, n) => ({ n: i + n })) })
    return [
      (await many.get()).data.length,
      (await many.limit(5000).get()).data.length,
      (await many.aggregate().end()).list.length,
      (await many.aggregate().limit(50_000).end()).list.length,
    ]
  })
  expect(rows).toEqual([100, 1000, 20, 10_000])
})

test('a direct client is refused: without a function’s token, with one nobody was given, or with none of its own', async () => {
  const direct = async (body: object) => (await cloud.post('/admin', body, { authorization: '' })).body
  for (const wxCloudApiToken of [undefined, '', 'local-oALICE']) {
    expect(await direct({ ...request({ _id: 'intruder' }), wxCloudApiToken })).toMatchObject({
      code: 'DATABASE_PERMISSION_DENIED',
    })
  }
  expect(await direct({ action: 'storage.batchDeleteFile', fileid_list: [] })).toMatchObject({
    code: 'STORAGE_EXCEED_AUTHORITY',
  })
  const known = await cloud.run(({ cloud }) => cloud.getWXContext()['WX_API_TOKEN'] ?? process.env['WX_API_TOKEN'])
  expect(await direct({ ...request({ _id: 'known' }), wxCloudApiToken: known })).toMatchObject({
    data: { inserted: 1 },
  })
  const ids = await cloud.run(async ({ db }) =>
    (await db.collection('things').field({ _id: true }).get()).data.map((row) => row._id),
  )
  expect(ids).toContain('known')
  expect(ids).not.toContain('intruder')
})
