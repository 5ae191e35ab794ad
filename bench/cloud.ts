import { type Cloud, cloudWith } from './cloud-process'
import { printSpeed } from './cloud-speed'
import { median } from './median'
import { printTable } from './table'

const kindsThatGrow = [
  'doc.get',
  'conditional update',
  'first page',
  'page behind a cursor',
  'cursor page 1,000',
] as const

/** Times both sizes turn by turn, so that what else the machine does falls on both alike. */
async function growth(small: Cloud, large: Cloud) {
  const rows = []
  for (const action of kindsThatGrow) {
    const times: Record<'small' | 'large', number[]> = { small: [], large: [] }
    for (let round = 0; round < 12; round++) {
      const before = (await small.run({ action, turns: 100, parallel: 1 })).median
      const after = (await large.run({ action, turns: 100, parallel: 1 })).median
      // The first rounds warm both.
      if (round > 3) times.small.push(before)
      if (round > 3) times.large.push(after)
    }
    const [before, after] = [median(times.small), median(times.large)]
    const exponent = Math.log10(after / before).toFixed(2)
    rows.push({ request: action, '100,000': before.toFixed(2), '1,000,000': after.toFixed(2), exponent })
  }
  return rows
}

function startRow(documents: string, cloud: Cloud) {
  const { ready, memoryAtStart: start } = cloud
  const end = cloud.memory()
  return {
    documents,
    'ms until ready': ready.toFixed(0),
    'MB resident then': start.resident,
    'its own': start.own,
    "the data file's pages and other files": start.file,
    'MB resident at the end': end.resident,
    'own at the end': end.own,
    'files at the end': end.file,
  }
}

/** The local cloud with 100,000 and 1,000,000 documents, and beside bare HTTP. */
export async function benchCloud(): Promise<void> {
  const [small, large] = [await cloudWith(100_000), await cloudWith(1_000_000)]
  try {
    printTable('Median milliseconds of one request through the SDK, by number of documents', await growth(small, large))
    await printSpeed(large)
    printTable('Start with the documents there, and memory', [startRow('100,000', small), startRow('1,000,000', large)])
  } finally {
    await small.stop()
    await large.stop()
  }
}
