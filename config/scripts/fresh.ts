import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './domains'

/** Every file below a path, itself when it is a file. */
const filesBelow = (at: string): string[] =>
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

/** Runs something unless the last that was done, under this name, was done for these very sources; what throws is not done. */
export async function unlessDone(name: string, sources: readonly string[], run: () => Promise<void>): Promise<void> {
  const stamp = stampOf(name)
  const now = fingerprint(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  // What fails may have left half of its work in place of the last.
  rmSync(stamp, { force: true })
  await run()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
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
