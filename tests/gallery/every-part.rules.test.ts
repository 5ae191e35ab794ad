import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../config/scripts/domains'

/** What pictures of pages show: parts that fill one, that WeChat alone has, and groups that look like what they hold. */
const elsewhere = ['Waiting', 'PrivacySheet', 'Grouped', 'Pieces']

const sources = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'))

/** Parts that a file draws. */
const drawnIn = (source: string): string[] => [...source.matchAll(/<([A-Z]\w+)/g)].flatMap(([, name]) => name ?? [])

test('the gallery shows every part, so that it is looked at, measured and asked by axe in each look', () => {
  const parts = sources('src/shared/ui').flatMap((source) =>
    [...source.matchAll(/^export (?:const|function) ([A-Z]\w+)/gm)].map(([, name = '']) => ({ name, source })),
  )
  expect(parts.length).toBeGreaterThan(25)
  const shown = new Set(sources('src/gallery').flatMap(drawnIn))
  // What a shown part draws is shown with it.
  for (const name of shown)
    parts
      .filter((part) => part.name === name)
      .flatMap(({ source }) => drawnIn(source))
      .forEach((each) => shown.add(each))
  expect(parts.map(({ name }) => name).filter((name) => !shown.has(name) && !elsewhere.includes(name))).toEqual([])
})
