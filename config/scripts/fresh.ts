import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './domains'

/** Every file below a path, itself when it is a file. */
export const filesBelow = (at: string): string[] =>
  statSync(at).isDirectory()
    ? readdirSync(at)
        .sort()
        .flatMap((name) => filesBelow(path.join(at, name)))
    : [at]

function fingerprint(sources: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesBelow(path.join(root, source))))
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

const stampOf = (name: string): string => path.join(root, 'dist/.built', name)

/** Whether the process that wrote its number into this file has ended without taking it away. */
function isOver(lock: string): boolean {
  try {
    return !process.kill(Number(readFileSync(lock, 'utf8')), 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Does something while no other process does what has this name. */
async function alone(name: string, run: () => Promise<void>): Promise<void> {
  const lock = `${stampOf(name)}.lock`
  mkdirSync(path.dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isOver(lock)) rmSync(lock, { force: true })
      else await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  try {
    await run()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * Runs something unless the last that was done, under this name, was done for these very sources; what throws is not
 * done. Of several processes that ask at once (the workers of a test run) one does it, the others wait.
 */
export async function unlessDone(name: string, sources: readonly string[], run: () => Promise<void>): Promise<void> {
  const stamp = stampOf(name)
  const now = fingerprint(sources)
  const isDone = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === now
  if (isDone()) return
  await alone(name, async () => {
    if (isDone()) return
    // What fails may have left half of its work in place of the last.
    rmSync(stamp, { force: true })
    await run()
    writeFileSync(stamp, now)
  })
}

/** Runs `build` unless `output` was already built from these very sources. */
export async function buildIfStale(
  output: string,
  sources: readonly string[],
  build: () => Promise<void>,
): Promise<void> {
  const name = output.replaceAll('/', '-')
  if (!existsSync(path.join(root, output))) rmSync(stampOf(name), { force: true })
  await unlessDone(name, sources, build)
}
