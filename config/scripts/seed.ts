import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DemoOptions } from '../../cloudfunctions/shared/demo'
import { folders, importOf } from './domains'

/**
 * `none`: empty collections; `demo`: an evening in use; `wangcheng`: a district's size, everything still free; `town`: as
 * many vendors, and of all else what a community has.
 */
export const seeds = ['none', 'demo', 'town', 'wangcheng'] as const
export type Seed = (typeof seeds)[number]

/** How many of each a seed has. */
const sizes = {
  demo: { vendors: 80, volunteers: 20, activities: 40, shifts: 96, members: 20, pledges: 40 },
  town: { vendors: 600, volunteers: 600, activities: 8, shifts: 16, members: 60, pledges: 0 },
  wangcheng: { vendors: 600, volunteers: 200_000, activities: 7_300, shifts: 20_000, members: 23_000, pledges: 32_280 },
}

/** What a seed is made from; `scale` multiplies its people. */
export function optionsOf(seed: Exclude<Seed, 'none'>, now: Date, scale: number): DemoOptions {
  const size = Object.fromEntries(Object.entries(sizes[seed]).map(([name, count]) => [name, Math.ceil(count * scale)]))
  return { now, ...(size as (typeof sizes)['demo']), lived: seed === 'demo', years: seed === 'wangcheng' }
}

/** Documents by collection. */
export type Documents = Record<string, { _id: string }[]>

/** A seed's documents, dates relative to `now`. @param given what is different */
export async function seedDocuments(
  seed: Exclude<Seed, 'none'>,
  now: Date,
  scale: number,
  given: Partial<DemoOptions> = {},
): Promise<Documents> {
  const options = { ...optionsOf(seed, now, scale), ...given }
  const all: Documents = {}
  for (const folder of folders) {
    const file = await importOf<{ demo: (options: DemoOptions) => Documents }>(folder, 'demo.ts')
    Object.assign(all, file?.demo(options))
  }
  return all
}

/** Writes documents as JSON lines into a new folder; returns the file's name. */
export function writeDocuments(documents: Documents): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'yanhuo-seed-')), 'documents.jsonl')
  const out = openSync(file, 'w')
  for (const [collection, list] of Object.entries(documents))
    for (let start = 0; start < list.length; start += linesAtOnce)
      writeSync(
        out,
        list
          .slice(start, start + linesAtOnce)
          .map((document) => lineOf(collection, document))
          .join(''),
      )
  closeSync(out)
  return file
}

const linesAtOnce = 5000

/** One document in extended JSON. Of its types a seed has only instants; bson's own writer takes three times as long. */
const lineOf = (collection: string, document: { _id: string }): string =>
  `${JSON.stringify({ collection, document }, function (this: Record<string, unknown>, name, value: unknown) {
    const given = this[name]
    return given instanceof Date ? { $date: given.toISOString() } : value
  })}\n`
