import { build } from 'esbuild'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Builds a cloud function of the tests' own, with a timer; returns a folder that holds nothing else. */
export async function buildProbe(name: string, entry: string): Promise<string> {
  const functions = mkdtempSync(path.join(tmpdir(), `yanhuo-${name}-`))
  await build({
    entryPoints: [entry],
    outfile: path.join(functions, name, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['wx-server-sdk'],
  })
  const config = { timeout: 20, triggers: [{ name, type: 'timer', config: '0 0 3 * * * *' }] }
  writeFileSync(path.join(functions, name, 'config.json'), JSON.stringify(config))
  return functions
}
