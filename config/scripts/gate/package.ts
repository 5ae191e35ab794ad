import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isMedia, Reached } from './reached'

const kilobyte = 1024
const megabyte = 1024 * kilobyte

/** Our own budget of the main package; WeChat's of any package; what its scan advises for pictures and sounds. */
export const budgets = { main: 0.7 * megabyte, each: 2 * megabyte, media: 200 * kilobyte }

/** Files that no upload takes along: the notices of libraries, and the settings of WeChat's tools. */
const staysHere = /(\.js\.LICENSE\.txt|^project(\.private)?\.config\.json)$/

/** Every file below a folder, from it, with forward slashes. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))

/** Bytes of each package by its root, '' being the main one, and of all pictures and sounds. */
export function sizes(folder: string): { packages: Record<string, number>; media: number } {
  const { app } = new Reached(folder)
  const roots = (app.subPackages ?? []).map(({ root }) => root.replace(/\/$/, ''))
  const packages: Record<string, number> = Object.fromEntries(['', ...roots].map((root) => [root, 0]))
  let media = 0
  for (const file of filesBelow(folder).filter((each) => !staysHere.test(each))) {
    const { size } = statSync(path.join(folder, file))
    const root = roots.find((each) => file.startsWith(`${each}/`)) ?? ''
    packages[root] = (packages[root] ?? 0) + size
    if (isMedia.test(file)) media += size
  }
  return { packages, media }
}

/** What a template or a style takes from another machine; pictures of people come by their id in the cloud. */
const elsewhere = /(?:src=|url\(|@import\s*)\s*["']?(?:https?:)?\/\//

const strangers = (folder: string, files: readonly string[]): string[] =>
  files
    .filter((file) => /\.(wxml|wxss)$/.test(file) && elsewhere.test(readFileSync(path.join(folder, file), 'utf8')))
    .map((file) => `${file} loads something from elsewhere`)

const over = (what: string, size: number, budget: number): string[] =>
  size > budget
    ? [`${what} is ${(size / kilobyte).toFixed(0)} KB; ${(budget / kilobyte).toFixed(0)} KB are its budget`]
    : []

/** What is wrong with the files of a built mini-program: missing, unused, too big. Nothing when all is well. */
export function packageProblems(folder: string): string[] {
  const { used, problems } = new Reached(folder)
  const files = filesBelow(folder)
  const unused = files.filter((file) => !used.has(file) && !staysHere.test(file))
  const { packages, media } = sizes(folder)
  return [
    ...problems,
    ...strangers(folder, files),
    ...unused.map((file) => `${file} is not used`),
    ...Object.entries(packages).flatMap(([root, size]) =>
      over(root === '' ? 'the main package' : `the package ${root}`, size, root === '' ? budgets.main : budgets.each),
    ),
    ...over('all pictures and sounds', media, budgets.media),
  ]
}
