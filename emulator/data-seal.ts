import { closeSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { checkDataFile, damaged } from './data-check'
import { isPlainObject } from './protocol/ejson'

/*
 * What a data folder's files were when its cloud last stopped: their sums are written down then, and wiped out before
 * they change again. So a start tells every byte that is another one. After a kill there are no sums; then the files'
 * structure is read, which tells most of what can be wrong.
 */

const DATA_FILES = ['data.mdb', 'records/data.mdb']
const SUMS = 'sums.json'
const CHUNK = 1024 * 1024

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT'
}

/** The sum of a file's bytes; null when there is no such file. */
function sumOf(name: string): number | null {
  let file: number
  try {
    file = openSync(name, 'r')
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
  try {
    const chunk = Buffer.alloc(CHUNK)
    let sum = 0
    for (let size = 1; size > 0;) {
      size = readSync(file, chunk)
      sum = crc32(chunk.subarray(0, size), sum)
    }
    return sum
  } finally {
    closeSync(file)
  }
}

function readSums(folder: string): Record<string, unknown> | null {
  try {
    const sums: unknown = JSON.parse(readFileSync(path.join(folder, SUMS), 'utf8'))
    return isPlainObject(sums) ? sums : null
  } catch (error) {
    // Wiped out, or the stop was cut off while it wrote.
    if (isAbsent(error) || error instanceof SyntaxError) return null
    throw error
  }
}

/** Written over, not removed: what a power failure leaves of it then is nothing or the whole. */
function writeSums(folder: string, text: string): void {
  const file = openSync(path.join(folder, SUMS), 'w')
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
}

/** Throws an Error that names the file of a folder that is damaged; the files may be changed afterwards. */
export function openDataFiles(folder: string): void {
  const sums = readSums(folder)
  for (const name of DATA_FILES) {
    const file = path.join(folder, name)
    if (sums === null || !(name in sums)) checkDataFile(file)
    else if (sums[name] !== sumOf(file)) {
      const deliberate = `if it was replaced on purpose, remove ${path.join(folder, SUMS)}`
      throw damaged(file, `it is not as it was left at the last stop (${deliberate})`)
    }
  }
  if (sums !== null) writeSums(folder, '')
}

/** Writes down what the files are, once nobody changes them any more. */
export function sealDataFiles(folder: string): void {
  const sums = Object.fromEntries(DATA_FILES.map((name) => [name, sumOf(path.join(folder, name))]))
  writeSums(folder, `${JSON.stringify(sums)}\n`)
}
