import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Cloud } from './cloud-process'
import { median, medianRatio } from './median'
import { printTable } from './table'
import { openRawStore, startEcho, timeFlushes } from './yardsticks'

const TURNS = 500
const ROUNDS = 5
const INSTANCES = 4
const RAW_NOTES = 100_000

/** Kinds of the probe's work. `/admin` is what the SDK sends, signed as the SDK signs, by a plain HTTP client. */
const plain = ['echo', '/admin get', '/admin update', '/admin add'] as const
const throughSdk = ['sdk echo', 'doc.get', 'doc.update', 'add'] as const
const inAll = `doc.update of ${INSTANCES} instances` as const
const raw = 'raw group commit'
const flush = 'flush'

type Kind = (typeof plain)[number] | (typeof throughSdk)[number] | typeof inAll | typeof raw | typeof flush

const labels: Readonly<Record<Kind, string>> = {
  echo: 'bare HTTP echo',
  '/admin get': 'get by POST /admin, without the SDK',
  '/admin update': 'update by POST /admin, without the SDK',
  '/admin add': 'add by POST /admin, without the SDK',
  'sdk echo': 'echo through the SDK',
  'doc.get': 'doc.get through the SDK',
  'doc.update': 'doc.update through the SDK',
  add: 'add through the SDK',
  [inAll]: `doc.update through the SDK, by ${INSTANCES} instances`,
  [raw]: 'raw group commit: LMDB puts that wait for the disk, one process, no HTTP',
  [flush]: 'one fdatasync on this disk',
}

interface Samples {
  rates: number[]
  medians: number[]
}

/** Measures all kinds in turn, round by round: what else the machine does falls on all alike. The first round warms. */
async function measure(parallel: number, kinds: Readonly<Record<string, () => Promise<Sample>>>) {
  const samples = new Map<string, Samples>()
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [kind, work] of Object.entries(kinds)) {
      const { rate, median: one } = await work()
      const all = samples.get(kind) ?? { rates: [], medians: [] }
      samples.set(kind, all)
      if (round > 0) all.rates.push(rate)
      if (round > 0) all.medians.push(one)
    }
  }
  return {
    parallel,
    rate: (kind: Kind) => median(samples.get(kind)?.rates ?? []),
    milliseconds: (kind: Kind) => median(samples.get(kind)?.medians ?? []),
    of: (kind: Kind, other: Kind) => medianRatio(samples.get(kind)?.rates ?? [], samples.get(other)?.rates ?? []),
  }
}

interface Sample {
  rate: number
  median: number
}

type Measured = Awaited<ReturnType<typeof measure>>

/** Requests per second of `parallel` writers or readers: bare, by plain HTTP, through the SDK, and the engine alone. */
async function rates(cloud: Cloud, parallel: number): Promise<Measured> {
  const echo = await startEcho()
  const folder = path.join(cloud.folder, `raw-${parallel}`)
  mkdirSync(folder)
  const store = await openRawStore(folder, RAW_NOTES)
  const one = (action: string) => async (): Promise<Sample> => {
    const timing = await cloud.run({ action, turns: TURNS, parallel, echoPort: echo.port })
    return { rate: (TURNS * 1000) / timing.elapsed, median: timing.median }
  }
  const several = async (): Promise<Sample> => {
    const work = { action: 'doc.update', turns: TURNS, parallel: parallel / INSTANCES }
    const timings = await Promise.all(Array.from({ length: INSTANCES }, () => cloud.run(work)))
    const elapsed = Math.max(...timings.map((timing) => timing.elapsed))
    return { rate: (INSTANCES * TURNS * 1000) / elapsed, median: median(timings.map((timing) => timing.median)) }
  }
  const kinds = Object.fromEntries([...plain, ...throughSdk].map((kind) => [kind, one(kind)]))
  const engine = {
    [raw]: () => store.run(parallel === 1 ? TURNS : TURNS * 10, parallel),
    [flush]: () => Promise.resolve(timeFlushes(folder)),
  }
  const all = { ...kinds, ...(parallel > 1 ? { [inAll]: several } : {}), ...engine }
  try {
    return await measure(parallel, all)
  } finally {
    echo.stop()
    await store.stop()
  }
}

function requestRows(measured: Measured) {
  return [...plain, ...throughSdk].map((kind) => ({
    what: labels[kind],
    'at a time': measured.parallel,
    'per second': measured.rate(kind).toFixed(0),
    'of a bare echo': measured.of(kind, 'echo').toFixed(2),
    'of an echo through the SDK': plain.some((other) => other === kind) ? '' : measured.of(kind, 'sdk echo').toFixed(2),
  }))
}

function durableRows(measured: Measured) {
  const kinds = [raw, 'echo', '/admin update', '/admin add', 'sdk echo', 'doc.update', inAll, 'add'] as const
  return kinds.map((kind) => ({
    what: labels[kind],
    'per second': measured.rate(kind).toFixed(0),
    'of raw group commit': measured.of(kind, raw).toFixed(2),
    'of a bare echo': measured.of(kind, 'echo').toFixed(2),
  }))
}

/** What no local cloud could be faster than, with this SDK and this disk: the SDK's own time, and one durable put. */
function floorRows(measured: Measured) {
  const echo = measured.milliseconds('echo')
  const row = (what: string, milliseconds: number) => ({
    what,
    milliseconds: milliseconds.toFixed(3),
    'a bare echo is this part of it': (echo / milliseconds).toFixed(2),
  })
  const least = measured.milliseconds('sdk echo') + measured.milliseconds(raw)
  return [
    row(labels.echo, echo),
    row(labels[flush], measured.milliseconds(flush)),
    row('one durable LMDB put, no HTTP', measured.milliseconds(raw)),
    ...(['/admin get', '/admin update', 'sdk echo', 'doc.get', 'doc.update'] as const).map((kind) =>
      row(labels[kind], measured.milliseconds(kind)),
    ),
    row('floor of doc.update: an echo through the SDK, and one durable LMDB put', least),
  ]
}

/** Prints how fast the cloud is beside bare HTTP, beside the SDK alone and beside its storage engine alone. */
export async function printSpeed(cloud: Cloud): Promise<void> {
  const alone = await rates(cloud, 1)
  const together = await rates(cloud, 64)
  const of = `medians of ${ROUNDS} rounds`
  printTable(`Requests per second, ${of}`, [...requestRows(alone), ...requestRows(together)])
  printTable(`Durable writes per second of 64 writers, ${of}`, durableRows(together))
  printTable('Median milliseconds of one request, one at a time', floorRows(alone))
}
