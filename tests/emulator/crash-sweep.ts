import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sweep } from './support/crash'

/* `npx tsx tests/emulator/crash-sweep.ts 200`: kills the local cloud so often under load, and tells what was lost. */

// The whole folder is checked after each kill, so that it should not grow for ever.
const KILLS_PER_FOLDER = 10

async function main(kills: number): Promise<void> {
  const totals = { kills: 0, acknowledged: 0, faults: [] as string[] }
  while (totals.kills < kills) {
    const folder = mkdtempSync(path.join(tmpdir(), 'crash-sweep-'))
    const { acknowledged, faults } = await sweep(folder, Math.min(KILLS_PER_FOLDER, kills - totals.kills))
    totals.kills += Math.min(KILLS_PER_FOLDER, kills - totals.kills)
    totals.acknowledged += acknowledged
    totals.faults.push(...faults)
    console.log(`${totals.kills} kills, ${totals.acknowledged} acknowledged writes, ${totals.faults.length} faults`)
    if (faults.length === 0) rmSync(folder, { recursive: true, force: true })
    else console.log(folder, faults.slice(0, 20).join('\n'))
  }
  process.exitCode = totals.faults.length === 0 ? 0 : 1
}

void main(Number(process.argv[2] ?? 200))
