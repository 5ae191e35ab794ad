import { readdirSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The repository's root. */
export const root = path.resolve(__dirname, '../..')

const cloudfunctions = path.join(root, 'cloudfunctions')

/** Folders of `cloudfunctions`, the kit first: every other one is a cloud function. */
export const folders = ['shared', ...readdirSync(cloudfunctions).filter((name) => name !== 'shared')]

/** The domains, each one cloud function. */
export const domains = folders.filter((name) => existsSync(path.join(cloudfunctions, name, 'index.ts')))

/** Imports one file of a domain, with the shape that the house's layout promises; null where the domain has none. */
export async function importOf<T>(...file: string[]): Promise<T | null> {
  const full = path.join(cloudfunctions, ...file)
  return existsSync(full) ? ((await import(full)) as T) : null
}

/** The folders inside a domain: its capabilities. */
export const capabilitiesOf = (domain: string): string[] =>
  readdirSync(path.join(cloudfunctions, domain), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

/** The exact version of a package that this repository uses. */
export function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const version = manifest.dependencies[name]
  if (version === undefined) throw new Error(`package.json names no ${name}`)
  return version
}
