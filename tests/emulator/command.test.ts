import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkDataFile } from '../../emulator/data-check'
import { openDataFiles, sealDataFiles } from '../../emulator/data-seal'
import { LocalCloud, spawnEmulator, temporaryFolder } from './support/local-cloud'

/** A data folder with enough in it that its trees have branches and its documents have pages of their own. */
async function makeData(): Promise<string> {
  const data = temporaryFolder()
  const cloud = await LocalCloud.start({ data, collections: { notes: {}, empty: {} } })
  await cloud.run(async ({ db }) => {
    const many = Array.from({ length: 1500 }, (_, n) => ({ _id: `n-${n}`, text: 'x'.repeat(n % 200) }))
    await db.collection('notes').add({ data: [...many, { _id: 'large', text: 'y'.repeat(20_000) }] })
  })
  await cloud.stop()
  return data
}

let data: string
let sound: Buffer
beforeAll(async () => {
  data = await makeData()
  sound = readFileSync(path.join(data, 'data.mdb'))
})

/** A new folder with this data file. */
function folderWith(bytes: Buffer): string {
  const folder = temporaryFolder()
  writeFileSync(path.join(folder, 'data.mdb'), bytes)
  return folder
}

/** Inside the text of the last of the small notes. */
const textIn = (bytes: Buffer) => bytes.lastIndexOf('"n-1499"') + 20

/** The last number in the list of free pages, of the newer of the two heads. */
function freePageIn(bytes: Buffer): number {
  const size = bytes.readUInt32LE(48)
  const head = bytes.readBigUInt64LE(152) > bytes.readBigUInt64LE(size + 152) ? 0 : size
  return (Number(bytes.readBigUInt64LE(head + 88)) + 1) * size - 8
}

function changed(change: (bytes: Buffer) => void): Buffer {
  const copy = Buffer.from(sound)
  change(copy)
  return copy
}

const DAMAGES: [string, () => Buffer, RegExp][] = [
  ['cut in half', () => sound.subarray(0, sound.length >> 1), /it ends before page/],
  ['without its last pages', () => sound.subarray(0, sound.length - 8192), /it ends before page|is not what/],
  ['cut to a few bytes', () => sound.subarray(0, 100), /it has 100 bytes/],
  ['empty', () => Buffer.alloc(0), /it has 0 bytes/],
  ['another kind of file', () => Buffer.from('not a database '.repeat(4000)), /not the head of a database/],
  ['zeroed', () => Buffer.alloc(sound.length), /not the head of a database/],
  ['overwritten at its head', () => changed((bytes) => bytes.fill(0, 0, 64)), /not the head of a database/],
  ['overwritten in the middle', () => changed((bytes) => bytes.fill(0x41, 200_000, 230_000)), /page \d+/],
  [
    'garbled in a document',
    () => changed((bytes) => bytes.fill(0xff, textIn(bytes), textIn(bytes) + 9)),
    /a text that is none/,
  ],
  [
    'garbled in a large document',
    () => changed((bytes) => bytes.fill(0xff, bytes.indexOf('yyy'), bytes.indexOf('yyy') + 9)),
    /a text that is none/,
  ],
  [
    'wrong about free pages',
    () => changed((bytes) => bytes.writeBigUInt64LE(1n << 40n, freePageIn(bytes))),
    /says that page 1099511627776 is free/,
  ],
  ['garbled throughout', () => changed((bytes) => bytes.forEach((byte, i) => i % 97 || (bytes[i] = byte ^ 90))), /./],
]

describe('a damaged data file', () => {
  test.each(DAMAGES)('that is %s is named, and nothing of it is changed', (_, make, why) => {
    const bytes = make()
    const file = path.join(folderWith(bytes), 'data.mdb')
    expect(() => checkDataFile(file)).toThrow(why)
    expect(() => checkDataFile(file)).toThrow(`the data file ${file} is damaged`)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test('stops the start with one line and exit 1, and the folder is free again', async () => {
    const bytes = sound.subarray(0, sound.length >> 1)
    const folder = folderWith(bytes)
    for (const args of [
      ['--data', folder],
      ['export', '--data', folder],
    ]) {
      const { child, line, stderr } = await spawnEmulator(args)
      expect([line, child.exitCode, child.signalCode]).toEqual(['', 1, null])
      expect(stderr()).toMatch(/^local cloud: the data file .*data\.mdb is damaged: .*Nothing was changed\n$/)
    }
    expect(readFileSync(path.join(folder, 'data.mdb')).equals(bytes)).toBe(true)
    expect(existsSync(path.join(folder, 'emulator.lock'))).toBe(false)
  })

  test('is told by a single letter that is another one, once its cloud had stopped', () => {
    const bytes = Buffer.from(sound)
    const folder = folderWith(bytes)
    const file = path.join(folder, 'data.mdb')
    expect(existsSync(path.join(data, 'sums.json'))).toBe(true)
    sealDataFiles(folder)
    bytes.write('y', textIn(bytes))
    writeFileSync(file, bytes)
    expect(() => openDataFiles(folder)).toThrow(`the data file ${file} is damaged: it is not as it was left`)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    writeFileSync(file, sound)
    expect(() => openDataFiles(folder)).not.toThrow()
    // Opened, it may change.
    writeFileSync(file, bytes)
    expect(() => openDataFiles(folder)).not.toThrow()
  })

  test('is told from a sound one, also from one that a kill left', async () => {
    expect(() => checkDataFile(path.join(data, 'data.mdb'))).not.toThrow()
    expect(() => checkDataFile(path.join(temporaryFolder(), 'data.mdb'))).not.toThrow()
    const cloud = await LocalCloud.start({ data })
    const writing = cloud
      .run(async ({ db }) => {
        for (;;) await db.collection('notes').add({ data: { text: 'z'.repeat(500) } })
      })
      .catch(() => 'cut off')
    await new Promise((resolve) => setTimeout(resolve, 600))
    await cloud.end('SIGKILL')
    expect(await writing).toBe('cut off')
    expect(() => checkDataFile(path.join(data, 'data.mdb'))).not.toThrow()
  })
})

describe('export and import', () => {
  const run = async (...args: string[]) => {
    const { child, stderr, line } = await spawnEmulator(args)
    if (child.exitCode === null && child.signalCode === null) await new Promise((done) => child.once('close', done))
    return { code: child.exitCode, error: stderr(), line }
  }

  test('all data leaves as JSON lines and fills a new folder with the same', async () => {
    const folder = folderWith(sound)
    const [first, second] = ['a.jsonl', 'b.jsonl'].map((name) => path.join(temporaryFolder(), name)) as [string, string]
    expect(await run('export', '--data', folder, '--to', first)).toEqual({ code: 0, error: '', line: '' })
    const lines = readFileSync(first, 'utf8').trim().split('\n')
    // The format, two collections, and the documents.
    expect(lines).toHaveLength(3 + 1501)
    expect(JSON.parse(lines[3] ?? '')).toEqual({ collection: 'notes', document: { _id: 'n-0', text: '' } })
    const copy = path.join(temporaryFolder(), 'new')
    expect(await run('import', '--data', copy, '--from', first)).toEqual({ code: 0, error: '', line: '' })
    expect((await run('export', '--data', copy, '--to', second)).code).toBe(0)
    expect(readFileSync(second, 'utf8')).toBe(readFileSync(first, 'utf8'))
    expect((await run('export', '--data', copy)).line).toBe(lines[0])

    const again = await run('import', '--data', copy, '--from', first)
    expect([again.code, again.error]).toEqual([1, expect.stringContaining('holds data already')])
    const over = await run('export', '--data', copy, '--to', second)
    expect([over.code, over.error]).toEqual([2, expect.stringContaining('exists already')])
  })

  test('a line that is no document is named, and the folder can be filled afterwards', async () => {
    const file = path.join(temporaryFolder(), 'wrong.jsonl')
    writeFileSync(file, '{"collection":"notes","document":{"_id":1}}\n{"collection":"notes"}\n')
    const folder = path.join(temporaryFolder(), 'new')
    const wrong = await run('import', '--data', folder, '--from', file)
    expect([wrong.code, wrong.error]).toEqual([1, expect.stringContaining('import, line 2')])
    writeFileSync(file, '{"collection":"notes","document":{"_id":1}}\n')
    expect((await run('import', '--data', folder, '--from', file)).code).toBe(0)
    const to = path.join(temporaryFolder(), 'out.jsonl')
    expect((await run('export', '--data', folder, '--to', to)).code).toBe(0)
    expect(readFileSync(to, 'utf8').trim().split('\n').at(-1)).toBe('{"collection":"notes","document":{"_id":1}}')
  })

  test('a running cloud keeps its data to itself, and what is missing is said', async () => {
    const folder = temporaryFolder()
    copyFileSync(path.join(data, 'data.mdb'), path.join(folder, 'data.mdb'))
    const cloud = await LocalCloud.start({ data: folder })
    const busy = await run('export', '--data', folder)
    expect([busy.code, busy.error]).toEqual([1, expect.stringContaining('is in use by another local cloud')])
    await cloud.stop()
    mkdirSync(path.join(folder, 'none'))
    const wrong = [
      ['export'],
      ['export', '--data', path.join(folder, 'none')],
      ['import', '--data', folder],
      ['export', '--nonsense'],
    ]
    const ends = await Promise.all(wrong.map((args) => run(...args)))
    expect(ends.map(({ code }) => code)).toEqual([2, 2, 2, 2])
  })
})
