import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'

/** A built mini-program as plain data, so that a browser can be given it too. */
export interface Build {
  /** The text of each file of the package, by its path from the root; of a picture, nothing. */
  files: Record<string, string>
  /** The program of all templates: an expression whose value holds a generator by each path without `.wxml`. */
  templates: string
}

const dist = path.join(__dirname, '../../../dist/weapp')
const textual = /\.(js|json|wxml|wxss|wxs|txt)$/

/** Every file below a folder, from it, with forward slashes. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()

/** Compiles the templates of a package with the engine's own compiler. Throws its words when one does not parse. */
export function compiled(files: Record<string, string>): Build {
  const group = new TmplGroup()
  for (const [file, text] of Object.entries(files)) {
    if (file.endsWith('.wxs')) group.addScript(file.slice(0, -'.wxs'.length), text)
    if (!file.endsWith('.wxml')) continue
    const found = group.addTmpl(file.slice(0, -'.wxml'.length), text) as unknown[]
    if (found.length > 0) throw new Error(`${file}: ${JSON.stringify(found)}`)
  }
  const templates = group.getTmplGenObjectGroups()
  group.free()
  return { files, templates }
}

/** Reads what Taro built. */
export const readBuild = (folder = dist): Build =>
  compiled(
    Object.fromEntries(
      filesBelow(folder).map((file) => [file, textual.test(file) ? readFileSync(path.join(folder, file), 'utf8') : '']),
    ),
  )
