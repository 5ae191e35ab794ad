import { isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/*
 * LMDB maps its file into memory and trusts it: a damaged one ends the process with a signal instead of an error. So the
 * file's structure is read here first, as liblmdb lays it out (lmdb-js's, data version 2): two meta pages, then trees.
 */

const META_SIZE = 4096
const PAGE_HEADER = 24
const MAGIC = 0xbeefc0de
const DATA_VERSION = 2
const BRANCH = 1
const LEAF = 2
const OVERFLOW = 4
const BIG_DATA = 1
const SUB_TREE = 2
const NO_PAGE = 0xffffffffffffffffn
const TREE_SIZE = 48
const MAX_DEPTH = 32
const PAGE_SIZES = new Set([4096, 8192, 16_384, 32_768])
// What the tables hold is text, but for this one's numbers.
const NUMBERS = 'entries'

class Damage extends Error {}

interface Tree {
  depth: number
  entries: bigint
  root: bigint
}

function readTree(bytes: Buffer, at: number): Tree {
  return {
    depth: bytes.readUInt16LE(at + 6),
    entries: bytes.readBigUInt64LE(at + 32),
    root: bytes.readBigUInt64LE(at + 40),
  }
}

/** What a tree holds: pages to be used again, the tables by their names, or a table's entries. */
type Content = 'free pages' | 'tables' | 'texts' | 'numbers'

/** Reads one data file. */
class DataFile {
  readonly #file: number
  readonly #size: number
  #pageSize = META_SIZE
  /** The greatest number a page has been given. */
  #lastPage = 0n

  constructor(file: number) {
    this.#file = file
    this.#size = fstatSync(file).size
  }

  check(): void {
    if (this.#size < 2 * META_SIZE) throw new Damage(`it has ${this.#size} bytes, less than its two first pages`)
    const metas = [0, 1].map((number) => this.#readMeta(number))
    const newest = metas.reduce((a, b) => (b.transaction > a.transaction ? b : a))
    const [free, main] = newest.trees
    this.#lastPage = newest.lastPage
    this.#checkTree(free, 'free pages')
    this.#checkTree(main, 'tables')
  }

  #readMeta(number: number): { transaction: bigint; lastPage: bigint; trees: [Tree, Tree] } {
    const page = Buffer.alloc(META_SIZE)
    readSync(this.#file, page, 0, META_SIZE, number * this.#pageSize)
    if (page.readUInt32LE(24) !== MAGIC || page.readUInt32LE(28) !== DATA_VERSION) {
      throw new Damage(`page ${number} is not the head of a database`)
    }
    this.#pageSize = page.readUInt32LE(48)
    if (!PAGE_SIZES.has(this.#pageSize)) throw new Damage(`it says its pages have ${this.#pageSize} bytes`)
    const trees: [Tree, Tree] = [readTree(page, 48), readTree(page, 96)]
    return { transaction: page.readBigUInt64LE(152), lastPage: page.readBigUInt64LE(144), trees }
  }

  /** Walks a tree: every page is the one it should be, keys ascend, and it holds as many entries as it says. */
  #checkTree({ depth, entries, root }: Tree, content: Content): void {
    if (root === NO_PAGE) return
    if (depth === 0 || depth > MAX_DEPTH) throw new Damage(`a tree says it is ${depth} pages deep`)
    const found = this.#walk(root, depth, content)
    if (found !== entries) throw new Damage(`a tree holds ${found} entries and should hold ${entries}`)
  }

  #walk(number: bigint, level: number, content: Content): bigint {
    const page = this.#readPage(number, level === 1 ? LEAF : BRANCH)
    const nodes = this.#nodes(number, page)
    if (level === 1) return this.#checkLeaf(number, page, nodes, content)
    let entries = 0n
    for (const node of nodes) entries += this.#walk(BigInt(page.readUIntLE(node, 6)), level - 1, content)
    return entries
  }

  #checkLeaf(number: bigint, page: Buffer, nodes: readonly number[], content: Content): bigint {
    let last: Buffer | null = null
    for (const node of nodes) {
      const data = node + 8 + page.readUInt16LE(node + 6)
      if (data > page.length) throw new Damage(`page ${number} holds an entry that leaves it`)
      const key = page.subarray(node + 8, data)
      // Numbers of free pages are in the machine's own order.
      if (last && content !== 'free pages' && last.compare(key) >= 0) throw new Damage(`page ${number} is out of order`)
      last = key
      this.#checkValue(number, page, { node, data, key }, content)
    }
    return BigInt(nodes.length)
  }

  #checkValue(number: bigint, page: Buffer, at: { node: number; data: number; key: Buffer }, content: Content): void {
    const flags = page.readUInt16LE(at.node + 4)
    const size = page.readUInt32LE(at.node)
    const end = at.data + (flags & BIG_DATA ? 24 : size)
    if (end > page.length) throw new Damage(`page ${number} holds an entry that leaves it`)
    if (flags & SUB_TREE && size === TREE_SIZE) {
      const isNumbers = at.key.toString('latin1').replace(/\0$/, '') === NUMBERS
      this.#checkTree(readTree(page, at.data), isNumbers ? 'numbers' : 'texts')
      return
    }
    const value = flags & BIG_DATA ? this.#readOverflow(page, at.data, size) : page.subarray(at.data, end)
    if (content === 'texts' && !isUtf8(value)) throw new Damage(`page ${number} holds a text that is none`)
    if (content === 'free pages') this.#checkFree(number, value)
  }

  /** A count of numbers, then those: free pages, or how many lie side by side (negative), or nothing (0). */
  #checkFree(number: bigint, value: Buffer): void {
    const count = value.length >= 8 ? Number(value.readBigInt64LE(0)) : -1
    if (count < 0 || value.length < (count + 1) * 8) {
      throw new Damage(`page ${number} holds a list of free pages that is none`)
    }
    for (let at = 8; at < value.length; at += 8) {
      const page = value.readBigInt64LE(at)
      if (page > this.#lastPage || page < -this.#lastPage)
        throw new Damage(`page ${number} says that page ${page} is free`)
    }
  }

  /** A value that is too large for a page: pages of its own, behind one head. */
  #readOverflow(page: Buffer, at: number, size: number): Buffer {
    const [first, count] = [page.readBigUInt64LE(at), page.readBigUInt64LE(at + 16)]
    if (BigInt(size + PAGE_HEADER) > count * BigInt(this.#pageSize)) {
      throw new Damage(`page ${first} should hold ${size} bytes`)
    }
    this.#readPage(first, OVERFLOW, count)
    const value = Buffer.alloc(size)
    readSync(this.#file, value, 0, size, Number(first) * this.#pageSize + PAGE_HEADER)
    return value
  }

  /** Where the entries of a page begin. */
  #nodes(number: bigint, page: Buffer): number[] {
    const [lower, upper] = [page.readUInt16LE(20), page.readUInt16LE(22)]
    const room = page.length - PAGE_HEADER
    if (lower % 2 !== 0 || lower > upper || upper > room) throw new Damage(`page ${number} has an impossible head`)
    return Array.from({ length: lower / 2 }, (_, i) => {
      const node = page.readUInt16LE(PAGE_HEADER + 2 * i) + PAGE_HEADER
      if (node < upper + PAGE_HEADER || node + 8 > page.length) {
        throw new Damage(`page ${number} points outside of itself`)
      }
      return node
    })
  }

  #readPage(number: bigint, kind: number, count = 1n): Buffer {
    const end = (number + count) * BigInt(this.#pageSize)
    if (end > BigInt(this.#size)) throw new Damage(`it ends before page ${number}`)
    const page = Buffer.alloc(kind === OVERFLOW ? PAGE_HEADER : this.#pageSize)
    readSync(this.#file, page, 0, page.length, Number(number) * this.#pageSize)
    if (page.readBigUInt64LE(0) !== number || (page.readUInt16LE(18) & 0x0f) !== kind) {
      throw new Damage(`page ${number} is not what it should be`)
    }
    return page
  }
}

/** What is said of a damaged file. */
export function damaged(name: string, why: string, cause?: Error): Error {
  return new Error(`the data file ${name} is damaged: ${why}. Nothing was changed`, { cause })
}

/** Throws an Error that names the file when it is there and damaged; it is only read. */
export function checkDataFile(name: string): void {
  let file: number
  try {
    file = openSync(name, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    new DataFile(file).check()
  } catch (error) {
    if (!(error instanceof Damage) && !(error instanceof RangeError)) throw error
    throw damaged(name, error.message, error)
  } finally {
    closeSync(file)
  }
}
