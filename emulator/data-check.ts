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
// Leaves beyond this many are not read: a start must stay fast however much there is.
const MAX_LEAVES = 20_000

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

/** Reads one data file. */
class DataFile {
  readonly #file: number
  readonly #size: number
  #pageSize = META_SIZE
  #leaves = 0

  constructor(file: number) {
    this.#file = file
    this.#size = fstatSync(file).size
  }

  check(): void {
    if (this.#size < 2 * META_SIZE) throw new Damage(`it has ${this.#size} bytes, less than its two first pages`)
    const metas = [0, 1].map((number) => this.#readMeta(number))
    const newest = metas.reduce((a, b) => (b.transaction > a.transaction ? b : a))
    for (const tree of newest.trees) this.#checkTree(tree)
  }

  #readMeta(number: number): { transaction: bigint; trees: Tree[] } {
    const page = Buffer.alloc(META_SIZE)
    readSync(this.#file, page, 0, META_SIZE, number * this.#pageSize)
    if (page.readUInt32LE(24) !== MAGIC || page.readUInt32LE(28) !== DATA_VERSION) {
      throw new Damage(`page ${number} is not the head of a database`)
    }
    this.#pageSize = page.readUInt32LE(48)
    if (!PAGE_SIZES.has(this.#pageSize)) throw new Damage(`it says its pages have ${this.#pageSize} bytes`)
    const trees = [readTree(page, 48), readTree(page, 96)]
    return { transaction: page.readBigUInt64LE(152), trees }
  }

  /** Walks a tree: every page is the one it should be, and it holds as many entries as it says. */
  #checkTree({ depth, entries, root }: Tree): void {
    if (root === NO_PAGE) return
    if (depth === 0 || depth > MAX_DEPTH) throw new Damage(`a tree says it is ${depth} pages deep`)
    const found = this.#walk(root, depth)
    if (this.#leaves < MAX_LEAVES && found !== entries)
      throw new Damage(`a tree holds ${found} entries and should hold ${entries}`)
  }

  #walk(number: bigint, level: number): bigint {
    if (level === 1 && this.#leaves >= MAX_LEAVES) return 0n
    const page = this.#readPage(number, level === 1 ? LEAF : BRANCH)
    if (level === 1) this.#leaves++
    let entries = 0n
    for (const node of this.#nodes(number, page)) {
      if (level > 1) entries += this.#walk(BigInt(page.readUIntLE(node, 6)), level - 1)
      else entries += this.#checkLeafNode(number, page, node)
    }
    return entries
  }

  #checkLeafNode(number: bigint, page: Buffer, node: number): bigint {
    const flags = page.readUInt16LE(node + 4)
    const data = node + 8 + page.readUInt16LE(node + 6)
    const size = flags & BIG_DATA ? 24 : page.readUInt32LE(node)
    if (data + size > page.length) throw new Damage(`page ${number} holds an entry that leaves it`)
    if (flags & BIG_DATA) {
      const [first, count] = [page.readBigUInt64LE(data), page.readBigUInt64LE(data + 16)]
      this.#readPage(first, OVERFLOW, count)
    }
    if (flags & SUB_TREE && size === TREE_SIZE) this.#checkTree(readTree(page, data))
    return 1n
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
    throw new Error(`the data file ${name} is damaged: ${error.message}. Nothing was changed`, { cause: error })
  } finally {
    closeSync(file)
  }
}
