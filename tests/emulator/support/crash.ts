import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { emulatorCommand, freshEmulator } from '../../../config/scripts/build-emulator'
import { entriesOf } from '../../../emulator/database/indexes'
import { Store } from '../../../emulator/database/store'

const ROOT = path.resolve(__dirname, '../../..')
const WRITERS = 8
const PAIRS = 3

const COLLECTIONS = {
  notes: {
    indexes: [
      { name: 'owner_n', keys: { owner: 1, n: -1 } },
      { name: 'tags', keys: { tags: 1 } },
      { name: 'slug', keys: { slug: 1 }, unique: true },
    ],
  },
  pairs: { indexes: [{ name: 'value', keys: { value: 1 } }] },
}

/** What the cloud has acknowledged, over all its lives. */
interface Acknowledged {
  /** By id: how often its conditional update was acknowledged, or that its removal was asked for or acknowledged. */
  notes: Map<string, number | 'removing' | 'removed'>
  /** By pair: the last value acknowledged for both its documents. */
  pairs: Map<string, number>
  count: number
}

interface Answer {
  code?: string
  transactionId?: string
  data?: { updated?: number; deleted?: number }
}

type Ask = (action: string, request: object) => Promise<Answer>

async function start(folder: string): Promise<{ child: ChildProcess; ask: Ask }> {
  const declaration = path.join(folder, 'declaration.json')
  writeFileSync(declaration, JSON.stringify({ collections: COLLECTIONS }))
  await freshEmulator()
  const args = [emulatorCommand, '--data', path.join(folder, 'data'), '--database', declaration]
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const url = line.replace('ready ', '')
  const headers = { authorization: 'TC3-HMAC-SHA256 Credential=local/tcb, Signature=0' }
  const ask: Ask = async (action, request) => {
    const body = JSON.stringify({ action: `database.${action}`, ...request })
    return (await (await fetch(`${url}/admin`, { method: 'POST', headers, body })).json()) as Answer
  }
  return { child, ask }
}

const note = (id: string, extra: object = {}) => ({
  collectionName: 'notes',
  query: JSON.stringify({ _id: id, ...extra }),
})

/** Adds a document, changes it by condition twice, and removes every third. */
async function writeNotes(ask: Ask, prefix: string, known: Acknowledged): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${prefix}-${n}`
    const data = [JSON.stringify({ _id: id, owner: prefix, n: 0, tags: [`t${n % 3}`, prefix], slug: id })]
    if ((await ask('insertDocument', { collectionName: 'notes', data })).code !== undefined) continue
    known.notes.set(id, 0)
    known.count++
    for (const step of [0, 1]) {
      const change = JSON.stringify({ $inc: { n: 1 }, $push: { tags: `late${step}` } })
      const { data: done } = await ask('modifyDocument', { ...note(id, { n: step }), data: change, merge: true })
      if (done?.updated !== 1) continue
      known.notes.set(id, step + 1)
      known.count++
    }
    if (n % 3 !== 0) continue
    known.notes.set(id, 'removing')
    if ((await ask('removeDocument', note(id))).data?.deleted !== 1) continue
    known.notes.set(id, 'removed')
    known.count++
  }
}

/** Gives two documents the same value in one transaction, again and again. */
async function writePairs(ask: Ask, pair: string, known: Acknowledged): Promise<never> {
  for (let value = (known.pairs.get(pair) ?? 0) + 2; ; value++) {
    const { transactionId } = await ask('startTransaction', {})
    for (const half of ['left', 'right']) {
      const query = JSON.stringify({ _id: `${pair}-${half}` })
      const data = JSON.stringify({ pair, value })
      await ask('modifyDocument', { collectionName: 'pairs', query, data, upsert: true, transactionId })
    }
    if ((await ask('commitTransaction', { transactionId })).code !== undefined) continue
    known.pairs.set(pair, value)
    known.count++
  }
}

/** Index entries that a rebuild would not give, or would give besides. */
function indexFaults(store: Store): string[] {
  const stored = new Set<string>()
  const rebuilt = new Set<string>()
  for (const collection of store.collections.all()) {
    for (const index of collection.indexes) {
      for (const { key, record } of store.entries(index)) {
        stored.add(`${index.name}/${key.subarray(0, index.unique ? -1 : -8).toString('hex')}/${record}`)
      }
    }
    for (const row of store.scan(collection)) {
      for (const index of collection.indexes) {
        for (const key of entriesOf(index, row.document).keys) {
          rebuilt.add(`${index.name}/${key.subarray(4).toString('hex')}/${row.record}`)
        }
      }
    }
  }
  const extra = [...stored].filter((entry) => !rebuilt.has(entry)).map((entry) => `stray index entry ${entry}`)
  const lacking = [...rebuilt].filter((entry) => !stored.has(entry)).map((entry) => `missing index entry ${entry}`)
  return [...extra, ...lacking]
}

/** Compares what is on disk with what was acknowledged. */
export async function faultsIn(data: string, known: Acknowledged): Promise<string[]> {
  const store = new Store(data)
  const faults = indexFaults(store)
  const found = new Map<string, Record<string, unknown>>()
  for (const name of ['notes', 'pairs']) {
    for (const { document } of store.scan(store.collections.get(name))) found.set(String(document['_id']), document)
  }
  await store.close()
  for (const [id, state] of known.notes) {
    const document = found.get(id)
    if (state === 'removed' && document) faults.push(`removed and still there: ${id}`)
    if (typeof state === 'number' && !(Number(document?.['n']) >= state))
      faults.push(`lost: ${id} after ${state} changes`)
    if (document && (document['tags'] as unknown[]).length !== 2 + Number(document['n']))
      faults.push(`half a change: ${id}`)
  }
  for (let pair = 0; pair < PAIRS; pair++) {
    const [left, right] = ['left', 'right'].map((half) => found.get(`p${pair}-${half}`)?.['value'])
    if (left !== right) faults.push(`half a transaction: p${pair} holds ${String(left)} and ${String(right)}`)
    if (Number(left ?? 0) < (known.pairs.get(`p${pair}`) ?? 0)) faults.push(`lost transaction: p${pair}`)
  }
  return faults
}

/** Starts the cloud on one folder, loads it and kills it so many times; checks the folder after each kill. */
export async function sweep(folder: string, kills: number): Promise<{ acknowledged: number; faults: string[] }> {
  const known: Acknowledged = { notes: new Map(), pairs: new Map(), count: 0 }
  const faults: string[] = []
  for (let round = 0; round < kills; round++) {
    const { child, ask } = await start(folder)
    const writers = Array.from({ length: WRITERS }, (_, w) => writeNotes(ask, `r${round}w${w}`, known))
    const pairs = Array.from({ length: PAIRS }, (_, pair) => writePairs(ask, `p${pair}`, known))
    const ended = Promise.allSettled([...writers, ...pairs])
    // After so many answers, not after a time: on a slow machine each life has something to lose too.
    const enough = known.count + 20 + Math.random() * 200
    while (known.count < enough) await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
    const gone = once(child, 'close')
    child.kill('SIGKILL')
    await gone
    await ended
    faults.push(...(await faultsIn(path.join(folder, 'data'), known)).map((fault) => `kill ${round + 1}: ${fault}`))
  }
  return { acknowledged: known.count, faults }
}
