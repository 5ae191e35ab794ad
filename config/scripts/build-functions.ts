import { build } from 'esbuild'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Collection } from '../../cloudfunctions/shared/collection'
import { messageKinds, templateOf } from '../../cloudfunctions/shared/notices'
import { domains, folders, importOf, root, versionOf } from './domains'

/** Where the functions lie as they would be uploaded, one folder each. */
export const builtFunctions = path.join(root, 'dist/cloudfunctions')

/** Bundles every cloud function; the SDK stays outside, installed by the cloud from each function's package.json. */
export async function buildFunctions(): Promise<void> {
  rmSync(builtFunctions, { recursive: true, force: true })
  await build({
    entryPoints: domains.map((domain) => ({
      in: path.join(root, 'cloudfunctions', domain, 'index.ts'),
      out: `${domain}/index`,
    })),
    outdir: builtFunctions,
    bundle: true,
    platform: 'node',
    target: 'node16',
    format: 'cjs',
    charset: 'utf8',
    external: ['wx-server-sdk'],
    logLevel: 'warning',
  })
  for (const domain of domains) {
    const folder = path.join(builtFunctions, domain)
    const manifest = { name: domain, main: 'index.js', dependencies: { 'wx-server-sdk': versionOf('wx-server-sdk') } }
    writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    copyFileSync(path.join(root, 'cloudfunctions', domain, 'config.json'), path.join(folder, 'config.json'))
  }
  writeJson('database.json', await declaredDatabase())
  writeJson('templates.json', declaredTemplates())
}

const writeJson = (file: string, value: unknown): void =>
  writeFileSync(path.join(builtFunctions, file), `${JSON.stringify(value, null, 2)}\n`)

/** The fields of each message template by its id, in the form that the local cloud reads. */
const declaredTemplates = () =>
  Object.fromEntries(
    messageKinds.map(templateOf).flatMap((template) => (template ? [[template.id, Object.keys(template.fields)]] : [])),
  )

const isCollection = (value: unknown): value is Collection<{ _id: string }> =>
  typeof value === 'object' && value !== null && 'indexes' in value && 'name' in value

/** All collections and indexes that the domains declare, in the form that the local cloud reads. */
async function declaredDatabase() {
  const files = await Promise.all(folders.map((folder) => importOf<Record<string, unknown>>(folder, 'documents.ts')))
  const declared = files.flatMap((file) => Object.values(file ?? {})).filter(isCollection)
  const collections = declared.map(({ name, indexes }) => {
    const list = Object.entries(indexes).map(([index, { keys, unique }]) => ({
      name: index,
      keys,
      unique: unique === true,
    }))
    return [name, { indexes: list }] as const
  })
  return { collections: Object.fromEntries(collections) }
}

if (require.main === module) void buildFunctions()
