import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './domains'

interface Entry {
  version?: string
  resolved?: string
  optional?: boolean
  os?: string[]
  cpu?: string[]
  optionalDependencies?: Record<string, string>
}
type Packages = Record<string, Entry>

const file = path.join(root, 'package-lock.json')
const systems = ['darwin', 'win32', 'android', 'freebsd', 'openharmony']
const processors = /(arm64|x64|ia32|arm(?=-|$)|ppc64|s390x|riscv64|loong64|mips64el)/

/** The lock's key of the package that `name` means inside the package at `from`, or undefined when none is there. */
function resolve(packages: Packages, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const key = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (packages[key]) return key
    if (at === '') return undefined
  }
}

/**
 * The platform packages that the lock leaves out. npm writes only those that its registry carries into a lock, and
 * `npm ci` on another platform then stops with "Missing … from lock file" (npm/cli issue 4828 and its kin).
 */
function missingIn(packages: Packages): [key: string, entry: Entry][] {
  const missing: [string, Entry][] = []
  for (const [from, { optionalDependencies = {} }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const key = resolve(packages, from, name)
      if (key !== undefined && (packages[key]?.version === version || !/^\d/.test(version))) continue
      if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${from} asks for ${name} ${version}, which the lock lacks`)
      const [, cpu] = processors.exec(name) ?? []
      const os = systems.find((system) => name.includes(system)) ?? 'linux'
      const target = packages[`node_modules/${name}`] ? `${from}/node_modules/${name}` : `node_modules/${name}`
      missing.push([target, { version, ...(cpu === undefined ? {} : { cpu: [cpu] }), optional: true, os: [os] }])
    }
  return missing
}

/** Run after each change of dependencies; with `--check` it only says what is wrong. */
function main(): void {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages }
  const missing = missingIn(lock.packages)
  const hosts = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('http'))
  if (process.argv.includes('--check')) {
    if (missing.length + hosts.length === 0) return
    console.error(
      `package-lock.json lacks ${missing.length} platform packages and names a host ${hosts.length} times: npm run lock`,
    )
    process.exit(1)
  }
  for (const [, entry] of hosts) delete entry.resolved
  for (const [key, entry] of missing) lock.packages[key] = entry
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`added ${missing.length} platform packages, removed ${hosts.length} hosts`)
}

main()
