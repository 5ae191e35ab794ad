import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
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

/** Runs `build` unless `output` was already built from these very sources. */
export async function buildIfStale(
  output: string,
  sources: readonly string[],
  build: () => Promise<void>,
): Promise<void> {
  const stamp = path.join(root, 'dist/.built', output.replaceAll('/', '-'))
  const now = fingerprint(sources)
  const built = existsSync(stamp) && existsSync(path.join(root, output)) ? readFileSync(stamp, 'utf8') : ''
  if (built === now) return
  await build()
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}
