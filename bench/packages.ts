import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { freshFunctions, freshH5, freshWeapp } from '../config/scripts/builds'
import { root } from '../config/scripts/domains'

const sizeOf = (at: string): number =>
  statSync(at).isDirectory()
    ? readdirSync(at).reduce((sum, name) => sum + sizeOf(path.join(at, name)), 0)
    : statSync(at).size

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`

/** Sizes of what is built: the main package of the mini-program without its sub-packages, the whole, and a function. */
export async function packages() {
  await Promise.all([freshFunctions(), freshH5(), freshWeapp()])
  const weapp = path.join(root, 'dist/weapp')
  const whole = sizeOf(weapp)
  const market = sizeOf(path.join(weapp, 'market'))
  return [
    { what: 'mini-program, main package', size: kilobytes(whole - market), budget: '614 KB' },
    { what: 'mini-program, market', size: kilobytes(market), budget: '2048 KB' },
    { what: 'function market', size: kilobytes(sizeOf(path.join(root, 'dist/cloudfunctions/market'))), budget: '' },
  ]
}
