import { EJSON } from 'bson'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DemoOptions } from '../../cloudfunctions/shared/demo'
import { folders, importOf } from './domains'

/** `none`: empty collections; `demo`: an evening in use; `wangcheng`: a district's size, everything still free. */
export const seeds = ['none', 'demo', 'wangcheng'] as const
export type Seed = (typeof seeds)[number]

const optionsOf = (seed: Exclude<Seed, 'none'>, now: Date, scale: number): DemoOptions =>
  seed === 'demo' ? { now, vendors: 80, lived: true } : { now, vendors: 600 * scale, lived: false }

/** Writes a seed's documents as JSON lines, dates relative to `now`; returns the file's name. */
export async function writeSeed(seed: Exclude<Seed, 'none'>, now: Date, scale: number): Promise<string> {
  const options = optionsOf(seed, now, scale)
  const lines: string[] = []
  for (const folder of folders) {
    const file = await importOf<{ demo: (options: DemoOptions) => Record<string, { _id: string }[]> }>(
      folder,
      'demo.ts',
    )
    for (const [collection, documents] of Object.entries(file?.demo(options) ?? {}))
      for (const document of documents) lines.push(EJSON.stringify({ collection, document }, { relaxed: true }))
  }
  const target = path.join(mkdtempSync(path.join(tmpdir(), 'yanhuo-seed-')), `${seed}.jsonl`)
  writeFileSync(target, lines.map((line) => `${line}\n`).join(''))
  return target
}
