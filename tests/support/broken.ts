import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../config/scripts/domains'

/** A change of the source: `from` stands in this file of `cloudfunctions/` exactly once. */
export interface Change {
  file: string
  from: string
  to: string
}

/**
 * What a twin does between its read and its write: it waits as long as a request takes where the database is far away, so
 * that on a busy machine too others come in between.
 */
export const asLongAsARequest = 'await new Promise((resolve) => setTimeout(resolve, 100))'

/** What takes the place of the kit's doors to a cloud; shared with the test that loads the build. */
const inMemory: Readonly<Record<string, string>> = {
  database: path.join(__dirname, 'memory-database.ts'),
  'open-api': path.join(__dirname, 'no-open-api.ts'),
}

/** Builds one function with mistakes planted in its source, for `runHere`. */
export const buildBroken = (domain: string, name: string, changes: readonly Change[]): Promise<string> =>
  buildWith(domain, name, changes, {})

/** Builds one function whose documents are in the memory of this process (`memory-database.ts`), with such mistakes. */
export const buildInMemory = (domain: string, name: string, changes: readonly Change[] = []): Promise<string> =>
  buildWith(domain, name, changes, inMemory)

/**
 * Returns the built file, which lies within the repository so that the SDK is found. Throws when the source no longer has
 * the words that a mistake takes the place of.
 * @param doors files in the place of the kit's own, by name
 */
async function buildWith(
  domain: string,
  name: string,
  changes: readonly Change[],
  doors: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = path.join(root, 'cloudfunctions')
  const outfile = path.join(root, 'dist/broken', `${domain}-${name}.js`)
  const left = new Set(changes)
  await build({
    entryPoints: [path.join(folder, domain, 'index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['wx-server-sdk'],
    plugins: [
      {
        name: 'broken',
        setup: (plugin) => {
          plugin.onResolve({ filter: /[\\/](?:database|open-api)$/ }, ({ path: asked }) => {
            const door = doors[path.basename(asked)]
            return door === undefined ? undefined : { path: door, external: true }
          })
          plugin.onLoad({ filter: /[\\/]cloudfunctions[\\/].*\.ts$/ }, ({ path: file }) => {
            let contents = readFileSync(file, 'utf8')
            for (const change of changes.filter((each) => path.join(folder, each.file) === file)) {
              if (contents.split(change.from).length !== 2)
                throw new Error(`${change.file} has not once: ${change.from}`)
              contents = contents.replace(change.from, () => change.to)
              left.delete(change)
            }
            return { contents, loader: 'ts' }
          })
        },
      },
    ],
  })
  for (const { file } of left) throw new Error(`${file} is no part of ${domain}`)
  return outfile
}
