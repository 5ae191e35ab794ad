import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { freshFunctions, freshWeapp } from '../config/scripts/builds'
import { domains, root } from '../config/scripts/domains'
import { budgets, sizes } from '../config/scripts/gate/package'

const sizeOf = (at: string): number =>
  statSync(at).isDirectory()
    ? readdirSync(at).reduce((sum, name) => sum + sizeOf(path.join(at, name)), 0)
    : statSync(at).size

export const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`

/** What a package of the mini-program may weigh, by its root, '' being the main one. */
export const budgetOf = (name: string): string => kilobytes(name === '' ? budgets.main : budgets.each)

/** Sizes of what is built: each package of the mini-program, and each function. */
export async function packages() {
  await Promise.all([freshFunctions(), freshWeapp()])
  const parts = Object.entries(sizes(path.join(root, 'dist/weapp')).packages)
  return [
    ...parts.map(([name, size]) => ({
      what: `mini-program, ${name === '' ? 'main package' : name}`,
      size: kilobytes(size),
      budget: budgetOf(name),
    })),
    ...domains.map((name) => ({
      what: `function ${name}`,
      size: kilobytes(sizeOf(path.join(root, 'dist/cloudfunctions', name))),
      budget: '',
    })),
  ]
}
