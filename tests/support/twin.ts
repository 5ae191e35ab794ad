import { build } from 'esbuild'
import { copyFileSync, cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { builtFunctions } from '../../config/scripts/build-functions'
import { freshFunctions } from '../../config/scripts/builds'
import { root } from '../../config/scripts/domains'

/** Builds one function with the kit's database replaced, under another name if told; returns a folder of all functions. */
export async function buildTwin(domain: string, database: string, as = domain): Promise<string> {
  await freshFunctions()
  const target = mkdtempSync(path.join(tmpdir(), 'yanhuo-twin-'))
  cpSync(builtFunctions, target, { recursive: true })
  await build({
    entryPoints: [path.join(root, 'cloudfunctions', domain, 'index.ts')],
    outfile: path.join(target, as, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['wx-server-sdk'],
    plugins: [
      {
        name: 'twin',
        setup: (plugin) => {
          plugin.onResolve({ filter: /shared\/database$|^\.\/database$/ }, ({ importer }) =>
            importer.includes('/fixtures/') ? undefined : { path: database },
          )
        },
      },
    ],
  })
  copyFileSync(path.join(builtFunctions, domain, 'config.json'), path.join(target, as, 'config.json'))
  return target
}
