import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { builtFunctions } from '../../config/scripts/build-functions'

/** Our functions, in a folder of their own, without some indexes: `collection: name`. */
export function functionsWithout(less: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'yanhuo-less-'))
  cpSync(builtFunctions, folder, { recursive: true })
  const file = path.join(folder, 'database.json')
  const declared = JSON.parse(readFileSync(file, 'utf8')) as {
    collections: Record<string, { indexes: { name: string }[] }>
  }
  for (const [collection, index] of Object.entries(less)) {
    const kept = declared.collections[collection]?.indexes ?? []
    expect(kept.map(({ name }) => name)).toContain(index)
    declared.collections[collection] = { indexes: kept.filter(({ name }) => name !== index) }
  }
  writeFileSync(file, JSON.stringify(declared))
  return folder
}
