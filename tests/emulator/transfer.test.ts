import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LocalCloud, spawnEmulator, temporaryFolder } from './support/local-cloud'

const headers = { 'x-openid': 'o-lin' }
const COLLECTIONS = {
  notes: { indexes: [{ name: 'owner_at', keys: { owner: 1, at: -1 }, unique: false }] },
  empty: { indexes: [{ name: 'slug', keys: { slug: 1 }, unique: true }] },
}
const LARGE = Buffer.from(Array.from({ length: 150_001 }, (_, i) => (i * 7) % 256))

const command = async (...args: string[]) => {
  const { child, stderr } = await spawnEmulator(args)
  if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('close', done))
  return { code: child.exitCode, error: stderr() }
}

/** A data folder with something of every kind: documents, files, consents, messages, orders, a refund, a callback that waits. */
async function fill(data: string): Promise<void> {
  const cloud = await LocalCloud.start({ data, collections: COLLECTIONS })
  await cloud.post('/consent', { tmplIds: ['a', 'a2'] }, headers)
  await fetch(`${cloud.url}/upload?path=${encodeURIComponent('图/large.bin')}`, {
    method: 'POST',
    body: LARGE,
    headers,
  })
  await fetch(`${cloud.url}/upload?path=empty.txt`, { method: 'POST', headers })
  await cloud.run(
    async ({ cloud, db }) => {
      await db.collection('notes').add({ data: { _id: 'b', owner: 'o-lin', at: new Date(1), deep: { $date: 1 } } })
      await db.collection('notes').add({ data: { _id: 'a', owner: 'o-lin', at: new Date(2) } })
      await cloud.uploadFile({ cloudPath: 'of/function.json', fileContent: Buffer.from('{"$date": 1}') })
      const data = { thing1: { value: '两碗面' } }
      await cloud.openapi.subscribeMessage.send({ touser: 'o-lin', templateId: 'a', data })
      const order = { body: 'noodles', subMchId: '1', spbillCreateIp: '::1', envId: 'e', functionName: 'nowhere' }
      for (const outTradeNo of ['N1', 'N2']) await cloud.cloudPay.unifiedOrder({ ...order, outTradeNo, totalFee: 300 })
    },
    undefined,
    'o-lin',
  )
  await cloud.post('/_/pay', { outTradeNo: 'N1' })
  await cloud.run(({ cloud }) =>
    cloud.cloudPay.refund({ outTradeNo: 'N1', outRefundNo: 'R1', subMchId: '1', totalFee: 300, refundFee: 100 }),
  )
  await cloud.stop()
}

/** What a cloud on this folder tells of all but its documents, and the contents of its files. */
async function look(data: string): Promise<unknown> {
  const cloud = await LocalCloud.start({ data, collections: COLLECTIONS, args: ['--no-timers'] })
  const { files } = (await cloud.get('/_/files')) as { files: { fileID: string }[] }
  const answer = await cloud.post('/files/urls', { fileList: files.map(({ fileID }) => fileID) }, headers)
  const contents: Buffer[] = []
  for (const { tempFileURL } of (answer.body as { fileList: { tempFileURL: string }[] }).fileList) {
    contents.push(Buffer.from(await (await fetch(tempFileURL)).arrayBuffer()))
  }
  const { orders, refunds } = (await cloud.get('/_/pay')) as { orders: object[]; refunds: object[] }
  const doors = ['/_/messages', '/_/consents', '/_/collections'].map((door) => cloud.get(door))
  const seen = { files, contents, orders, refunds, rest: await Promise.all(doors) }
  await cloud.stop()
  return seen
}

test('all data leaves as lines and comes back: exported again they are the same bytes, and files the same content', async () => {
  const [data, copy, folder] = [temporaryFolder(), path.join(temporaryFolder(), 'copy'), temporaryFolder()]
  await fill(data)
  const [first, second] = [path.join(folder, 'a.jsonl'), path.join(folder, 'b.jsonl')]
  expect(await command('export', '--data', data, '--to', first)).toEqual({ code: 0, error: '' })
  expect(await command('import', '--data', copy, '--from', first)).toEqual({ code: 0, error: '' })
  expect(await command('export', '--data', copy, '--to', second)).toEqual({ code: 0, error: '' })
  const lines = readFileSync(first, 'utf8')
  expect(readFileSync(second, 'utf8')).toBe(lines)
  expect(lines.split('\n')[0]).toBe('{"format":"local-cloud","version":1}')
  for (const kind of ['consents', 'messages', 'orders', 'pushes', 'refunds'])
    expect(lines).toContain(`"record":"${kind}"`)
  expect(lines).toContain('{"collection":"empty","indexes":[{"name":"slug","keys":{"slug":1},"unique":true}]}')

  const seen = await look(copy)
  expect(seen).toEqual(await look(data))
  expect(seen).toMatchObject({ contents: [Buffer.alloc(0), Buffer.from('{"$date": 1}'), LARGE] })
  expect((await command('import', '--data', copy, '--from', first)).error).toContain('holds data already')
})

test('--import takes all data too, and a new folder that only has files is not new', async () => {
  const [data, folder] = [temporaryFolder(), temporaryFolder()]
  await fill(data)
  const file = path.join(folder, 'all.jsonl')
  await command('export', '--data', data, '--to', file)
  const cloud = await LocalCloud.start({ args: ['--import', file] })
  expect(await cloud.get('/_/messages')).toMatchObject([{ openid: 'o-lin', templateId: 'a' }])
  expect(await cloud.get('/_/files')).toMatchObject({ files: [{ size: 0 }, { size: 12 }, { size: LARGE.length }] })
  const documents = (await (await fetch(`${cloud.url}/_/export`)).text()).trim().split('\n')
  expect(documents.map((line) => Object.keys(JSON.parse(line) as object))).toEqual([
    ['collection', 'document'],
    ['collection', 'document'],
  ])
  await cloud.stop()

  const other = temporaryFolder()
  const files = await LocalCloud.start({ data: other })
  await fetch(`${files.url}/upload?path=a.txt`, { method: 'POST', body: 'a', headers })
  await files.stop()
  expect((await command('import', '--data', other, '--from', file)).error).toContain('holds data already')
})

test.each([
  ['another version', '{"format":"local-cloud","version":2}\n', 'line 1: this local cloud reads version 1'],
  ['an unknown table', '{"record":"secrets","key":"a","value":1}\n', 'line 1: a record needs one of consents'],
  ['bytes of no file', '{"bytes":"aGk="}\n', 'line 1: expected'],
  [
    'a file that is cut off',
    '{"file":{"path":"a.txt","owner":null,"size":9,"type":"text/plain","uploadedAt":1}}\n{"bytes":"aGk="}\n',
    'the file a.txt has 2 bytes and should have 9',
  ],
  [
    'a path out of the folder',
    '{"file":{"path":"../a","owner":null,"size":0,"type":"text/plain","uploadedAt":1}}\n',
    'cloudPath must not contain',
  ],
])('an import with %s says so, and the folder can be filled afterwards', async (_, lines, why) => {
  const [data, file] = [path.join(temporaryFolder(), 'new'), path.join(temporaryFolder(), 'in.jsonl')]
  const sound = '{"file":{"path":"b.txt","owner":"o","size":2,"type":"text/plain","uploadedAt":1}}\n{"bytes":"aGk="}\n'
  writeFileSync(file, lines)
  appendFileSync(file, sound)
  expect(await command('import', '--data', data, '--from', file)).toEqual({
    code: 1,
    error: expect.stringContaining(why) as string,
  })
  writeFileSync(file, sound)
  expect(await command('import', '--data', data, '--from', file)).toEqual({ code: 0, error: '' })
  expect(readdirSync(path.join(data, 'files'))).toHaveLength(1)
})
