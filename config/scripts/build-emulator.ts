import { build } from 'esbuild'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './domains'
import { buildIfStale, filesBelow } from './fresh'

const source = path.join(root, 'emulator')

/** Where the local cloud lies as plain JavaScript, file by file. */
const builtEmulator = path.join(root, 'dist/emulator')

/** What Node starts: half the time of a start from the sources goes into translating them. */
export const emulatorCommand = path.join(builtEmulator, 'main.js')

/**
 * Translates the local cloud; everything else that it reads lies beside its code as in the sources. The SDK that functions
 * find there is put into one file: each of their instances loads it anew.
 */
async function buildEmulator(): Promise<void> {
  rmSync(builtEmulator, { recursive: true, force: true })
  cpSync(source, builtEmulator, { recursive: true, filter: (file) => !/\.(ts|md)$/.test(file) })
  const common = { platform: 'node', target: 'node20', format: 'cjs', charset: 'utf8', logLevel: 'warning' } as const
  await build({
    ...common,
    entryPoints: filesBelow(source).filter((file) => file.endsWith('.ts')),
    outbase: source,
    outdir: builtEmulator,
  })
  await build({
    ...common,
    entryPoints: ['wx-server-sdk'],
    absWorkingDir: root,
    bundle: true,
    outfile: path.join(builtEmulator, 'functions/sdk.js'),
  })
}

export const freshEmulator = (): Promise<void> =>
  buildIfStale('dist/emulator', ['emulator', 'package-lock.json', 'config/scripts/build-emulator.ts'], buildEmulator)
