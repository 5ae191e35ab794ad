import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { entriesOf } from '../../emulator/database/indexes'
import { Store } from '../../emulator/database/store'
import { LocalCloud, spawnEmulator, temporaryFolder } from './support/local-cloud'

const COLLECTIONS = {
  notes: {
    indexes: [
      { name: 'owner_n', keys: { owner: 1, n: -1 }, unique: false },
      { name: 'tags', keys: { tags: 1 }, unique: false },
      { name: 'slug', keys: { slug: 1 }, unique: true },
    ],
  },
  pairs: {},
}

/** The index entries on disk, and those a rebuild from the documents would give. */
async function indexState(folder: string): Promise<{ stored: string[]; rebuilt: string[]; documents: number }> {
  const store = new Store(folder)
  const stored: string[] = []
  const rebuilt: string[] = []
  let documents = 0
  for (const collection of store.collections.all()) {
    for (const index of collection.indexes) {
      for (const { key, record } of store.entries(index)) {
        const bytes = index.unique ? key.subarray(0, -1) : key.subarray(0, -8)
        stored.push(`${index.number}/${bytes.toString('hex')}/${record}`)
      }
    }
    for (const row of store.scan(collection)) {
      documents++
      for (const index of collection.indexes) {
        for (const key of entriesOf(index, row.document).keys) {
          rebuilt.push(`${index.number}/${key.subarray(4).toString('hex')}/${row.record}`)
        }
      }
    }
  }
  await store.close()
  return { stored: stored.sort(), rebuilt: rebuilt.sort(), documents }
}

test('what is exported can be imported into a new folder, and only into a new one', async () => {
  const data = temporaryFolder()
  const first = await LocalCloud.start({ collections: COLLECTIONS, data })
  const lines = await first.run(async ({ db }) => {
    await db.collection('notes').add({
      data: [
        { _id: 'b', at: new Date(1_700_000_000_000), n: 1.5, slug: '二', deep: { list: [null, true, { x: [] }] } },
        { _id: 'a', at: new Date(-1000), slug: 'one', pattern: /^a.b$/i },
      ],
    })
    await db.collection('pairs').add({ data: { _id: 7, big: 1e300 } })
    return (await db.collection('notes').get()).data.length
  })
  expect(lines).toBe(2)
  const exported = await (await fetch(`${first.url}/_/export`)).text()
  expect(
    exported
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    {
      collection: 'notes',
      document: {
        _id: 'b',
        at: { $date: '2023-11-14T22:13:20.000Z' },
        n: 1.5,
        slug: '二',
        deep: { list: [null, true, { x: [] }] },
      },
    },
    {
      collection: 'notes',
      document: {
        _id: 'a',
        at: { $date: { $numberLong: '-1000' } },
        slug: 'one',
        pattern: { $regularExpression: { pattern: '^a.b$', options: 'i' } },
      },
    },
    { collection: 'pairs', document: { _id: 7, big: 1e300 } },
  ])
  await first.stop()

  const file = path.join(temporaryFolder(), 'data.jsonl')
  writeFileSync(file, exported)
  const copy = temporaryFolder()
  for (let start = 0; start < 2; start++) {
    const second = await LocalCloud.start({
      collections: { notes: COLLECTIONS.notes },
      data: copy,
      args: ['--import', file],
    })
    expect(await (await fetch(`${second.url}/_/export`)).text()).toBe(exported)
    const found = await second.run(async ({ db }) => (await db.collection('notes').where({ slug: 'one' }).get()).data)
    expect(found).toMatchObject([{ _id: 'a', at: '1969-12-31T23:59:59.000Z' }])
    await second.stop()
  }
  const { stored, rebuilt } = await indexState(copy)
  expect(stored).toEqual(rebuilt)
})

test('an index declared later is built over what is there; a unique one that cannot hold stops the start', async () => {
  const data = temporaryFolder()
  const first = await LocalCloud.start({ collections: { notes: {} }, data })
  await first.run(async ({ db }) => {
    await db.collection('notes').add({
      data: [
        { _id: 'a', k: 1 },
        { _id: 'b', k: 2 },
        { _id: 'c', k: 2, tags: ['x'] },
      ],
    })
  })
  await first.stop()
  const indexes = [
    { name: 'k', keys: { k: 1 }, unique: false },
    { name: 'tags', keys: { tags: 1 }, unique: false },
  ]
  const second = await LocalCloud.start({ collections: { notes: { indexes } }, data })
  const found = await second.run(async ({ db }) =>
    (await db.collection('notes').where({ k: 2 }).get()).data.map((row) => row._id),
  )
  expect(found).toEqual(['b', 'c'])
  expect(await second.get('/_/queries')).toEqual([])
  await second.stop()
  const unique = { notes: { indexes: [...indexes, { name: 'u', keys: { k: 1 }, unique: true }] } }
  await expect(LocalCloud.start({ collections: unique, data })).rejects.toThrow(/E11000 .* index: u/)
  const { stored, rebuilt } = await indexState(data)
  expect(stored).toEqual(rebuilt)
})

test('SIGTERM finishes what runs, and what that calls, and keeps it', async () => {
  const data = temporaryFolder()
  const cloud = await LocalCloud.start({ collections: { notes: {} }, data })
  const running = cloud.run(async ({ cloud, db }) => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    await db.collection('notes').add({ data: { _id: 'last' } })
    const { result } = await cloud.callFunction({ name: 'script', data: { code: "() => 'finished'" } })
    return result
  })
  await cloud.running('script')
  const code = cloud.end('SIGTERM')
  expect(await running).toBe('finished')
  expect(await code).toBe(0)
  await cloud.stop()
  expect((await indexState(data)).documents).toBe(1)
})

describe('the command', () => {
  test('says in one line what is wrong with its options, and exits 2', async () => {
    const wrong: [string[], RegExp][] = [
      [['--nonsense'], /nonsense/],
      [['--port', 'x'], /--port/],
      [['--functions', '/no/such/folder'], /--functions: .*does not exist/],
      [['extra'], /extra/],
    ]
    const ends = await Promise.all(wrong.map(([args]) => spawnEmulator(args)))
    for (const [i, { child, line, stderr }] of ends.entries()) {
      expect([line, child.exitCode]).toEqual(['', 2])
      expect(stderr()).toMatch(wrong[i]?.[1] ?? '')
      expect(stderr().trim().split('\n')).toHaveLength(1)
    }
  })

  test('a second start on the same data, or on a port in use, says so and exits 1; a stale lock is taken over', async () => {
    const data = temporaryFolder()
    const cloud = await LocalCloud.start({ data })
    const second = await spawnEmulator(['--data', data])
    expect(second.line).toBe('')
    expect(second.child.exitCode).toBe(1)
    expect(second.stderr()).toMatch(
      /^local cloud: the data folder .* is in use by another local cloud \(process \d+\)\n$/,
    )
    const third = await spawnEmulator(['--port', new URL(cloud.url).port])
    expect(third.child.exitCode).toBe(1)
    expect(third.stderr()).toMatch(/^local cloud: .*in use\n$/)
    await cloud.end('SIGKILL')
    expect(readFileSync(path.join(data, 'emulator.lock'), 'utf8')).toMatch(/^\d+ /)
    const again = await LocalCloud.start({ data })
    await again.stop()
    await cloud.stop()
  })

  test('--hosting serves pages: hashed files for ever, html never from cache', async () => {
    const hosting = temporaryFolder()
    mkdirSync(path.join(hosting, 'js'))
    writeFileSync(path.join(hosting, 'index.html'), '<p>hello')
    writeFileSync(path.join(hosting, 'js', 'app.0123abcd.js'), '1')
    const cloud = await LocalCloud.start({ args: ['--hosting', hosting] })
    const page = await fetch(`${cloud.url}/`)
    expect(await page.text()).toBe('<p>hello')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect((await fetch(`${cloud.url}/js/app.0123abcd.js`)).headers.get('cache-control')).toContain('immutable')
    expect((await fetch(`${cloud.url}/../package.json`)).status).toBe(404)
    await cloud.stop()
  })
})
