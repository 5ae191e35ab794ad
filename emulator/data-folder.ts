import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A data folder that belongs to this process until it is released. */
export interface DataFolder {
  path: string
  release: () => void
}

/** When a process started, where the system tells (Linux): a reused pid is then not taken for the owner. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function ownerOf(lockFile: string): number | null {
  try {
    const [pid = '', start = ''] = readFileSync(lockFile, 'utf8').split(' ')
    const owner = Number(pid)
    if (!Number.isInteger(owner) || owner <= 0 || !isAlive(owner)) return null
    const now = startOf(owner)
    return start !== '' && now !== '' && start !== now ? null : owner
  } catch {
    return null
  }
}

/** Takes a data folder for this process; throws when a living process has it. A lock left by a dead one is taken over. */
export function lockDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true })
  const lockFile = path.join(folder, 'emulator.lock')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(lockFile, 'wx')
      writeSync(file, `${process.pid} ${startOf(process.pid)}`)
      closeSync(file)
      return { path: folder, release: () => rmSync(lockFile, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = ownerOf(lockFile)
    if (owner !== null) throw new Error(`the data folder ${folder} is in use by another local cloud (process ${owner})`)
    rmSync(lockFile, { force: true })
  }
  throw new Error(`the data folder ${folder} could not be locked`)
}

/** A folder for one run, removed when it is released. */
export function temporaryDataFolder(): DataFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-cloud-'))
  return { path: folder, release: () => rmSync(folder, { recursive: true, force: true }) }
}
