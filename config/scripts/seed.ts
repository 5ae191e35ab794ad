import { EJSON } from 'bson'
import { mkdtempSync, writeFileSync } from 'node:fs'
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
  demo: { vendors: 80, volunteers: 20, members: 20 },
  town: { vendors: 600, volunteers: 600, members: 60 },
  wangcheng: { vendors: 600, volunteers: 200_000, members: 23_000 },
}

/** What a seed is made from; `scale` multiplies its people. */
export function optionsOf(seed: Exclude<Seed, 'none'>, now: Date, scale: number): DemoOptions {
  const { vendors, volunteers, members } = sizes[seed]
  const times = (count: number) => Math.ceil(count * scale)
  return {
    now,
    vendors: times(vendors),
    volunteers: times(volunteers),
    members: times(members),
    lived: seed === 'demo',
  }
}

/** Documents by collection. */
export type Documents = Record<string, { _id: string }[]>

/** A seed's documents, dates relative to `now`. */
export async function seedDocuments(seed: Exclude<Seed, 'none'>, now: Date, scale: number): Promise<Documents> {
  const options = optionsOf(seed, now, scale)
  const all: Documents = {}
  for (const folder of folders) {
    const file = await importOf<{ demo: (options: DemoOptions) => Documents }>(folder, 'demo.ts')
    Object.assign(all, file?.demo(options))
  }
  return all
}

/** Writes documents as JSON lines into a new folder; returns the file's name. */
export function writeDocuments(documents: Documents): string {
  const lines = Object.entries(documents).flatMap(([collection, list]) =>
    list.map((document) => `${EJSON.stringify({ collection, document }, { relaxed: true })}\n`),
  )
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'yanhuo-seed-')), 'documents.jsonl')
  writeFileSync(file, lines.join(''))
  return file
}
