import { randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../clock'
import { CommitRefused } from '../commit'
import { CloudError } from '../protocol/errors'
import { type Records, type Table, valuesOf } from '../records'
import { checkContentType, contentTypeOf } from './content-type'
import { checkCloudPath, fileIdOf, pathOf } from './cloud-path'
import { Signer } from './signature'

/** What is known of a stored file. Times are the emulated clock's, in milliseconds. */
export interface FileRecord {
  path: string
  /** The name of its content on disk; each upload has its own. */
  blob: string
  /** The client that uploaded it; null for a function, which acts as the administrator. */
  owner: string | null
  size: number
  type: string
  uploadedAt: number
}

export interface FileLimits {
  /** Bytes of one file. */
  maxSize: number
  /** Types that may be uploaded, such as `image/*`; null allows all. */
  types: readonly string[] | null
}

/** Content on disk that belongs to no path yet. */
export interface Received {
  blob: string
  size: number
}

/** Who asks: a client by openid, who may change only what it uploaded, or the administrator (a function). */
export type Actor = { openid: string } | 'administrator'

// An address for an upload; the service's credentials end after some minutes too.
const UPLOAD_SECONDS = 900
/** How long a temporary address lives when the request does not say, and at most (the service's manual). */
export const DEFAULT_MAX_AGE = 7200
const LONGEST_MAX_AGE = 86_400

const tooLarge = (limit: number) =>
  new CloudError('STORAGE_REQUEST_FAIL', `[EntityTooLarge]: Your proposed upload exceeds the maximum of ${limit} bytes`)
/** What a disk without room is to who uploads. */
export const noRoom = () =>
  new CloudError('STORAGE_REQUEST_FAIL', '[InternalError]: No space left on device: nothing was stored')
const isDiskFull = (error: unknown) =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException | null)?.code ?? '')
const notYours = () =>
  new CloudError('STORAGE_EXCEED_AUTHORITY', 'storage permission denied: only who uploaded a file may change it')

/**
 * Files on disk. Each upload is a blob of its own, flushed before its record is committed, so a path always has one
 * whole content: the old one or the new one. A blob that no record names is removed at the next start.
 */
export class Files {
  /** The server's own address, once it listens. */
  baseUrl = ''
  readonly signer: Signer
  readonly limits: FileLimits
  readonly #folder: string
  readonly #records: Records
  readonly #table: Table<FileRecord>
  readonly #clock: Clock

  private constructor(folder: string, records: Records, signer: Signer, clock: Clock, limits: FileLimits) {
    this.#folder = folder
    this.#records = records
    this.#table = records.table<FileRecord>('files')
    this.signer = signer
    this.limits = limits
    this.#clock = clock
  }

  static async open(folder: string, records: Records, clock: Clock, limits: FileLimits): Promise<Files> {
    mkdirSync(folder, { recursive: true })
    const files = new Files(folder, records, await Signer.load(records), clock, limits)
    const known = new Set(files.list().map(({ blob }) => blob))
    for (const blob of readdirSync(folder)) if (!known.has(blob)) rmSync(path.join(folder, blob), { force: true })
    return files
  }

  list(): FileRecord[] {
    return valuesOf(this.#table)
  }

  find(cloudPath: string): FileRecord | undefined {
    return this.#table.get(cloudPath)
  }

  /** Writes content to disk and flushes it. What is refused is still read to its end, so that the sender hears why. */
  async receive(content: AsyncIterable<Uint8Array>): Promise<Received> {
    const blob = randomUUID()
    const file = await open(path.join(this.#folder, blob), 'wx')
    let size = 0
    let failure: unknown = null
    try {
      for await (const chunk of content) {
        size += chunk.byteLength
        if (size > this.limits.maxSize) failure = tooLarge(this.limits.maxSize)
        if (failure === null) await file.appendFile(chunk).catch((error: unknown) => (failure = error))
      }
      if (failure !== null) throw failure as Error
      await file.sync()
      await this.#syncFolder()
    } catch (error) {
      await this.discard({ blob })
      throw isDiskFull(error) ? noRoom() : error
    } finally {
      await file.close()
    }
    return { blob, size }
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }

  /** Removes content that was received and is not wanted. */
  async discard({ blob }: Pick<Received, 'blob'>): Promise<void> {
    await rm(path.join(this.#folder, blob), { force: true })
  }

  /** Gives received content its path, in place of what was there. Refused content is removed. */
  async keep({ blob, size }: Received, cloudPath: unknown, actor: Actor, declaredType?: string): Promise<FileRecord> {
    try {
      const checked = checkCloudPath(cloudPath)
      const type = contentTypeOf(checked, declaredType)
      checkContentType(type, this.limits.types)
      const owner = actor === 'administrator' ? null : actor.openid
      const record: FileRecord = { path: checked, blob, owner, size, type, uploadedAt: this.#clock.now() }
      const before = await this.#records.exclusively(() => {
        const existing = this.#mine(checked, actor)
        this.#table.putSync(checked, record)
        return existing
      })
      if (before) await this.discard(before)
      return record
    } catch (error) {
      await this.discard({ blob })
      throw error instanceof CommitRefused ? noRoom() : error
    }
  }

  /** Puts a file back as an export has it; throws when its content is not whole. */
  async restore(file: Omit<FileRecord, 'blob'>, content: AsyncIterable<Uint8Array>): Promise<void> {
    checkCloudPath(file.path)
    const { blob, size } = await this.receive(content)
    if (size !== file.size) {
      await this.discard({ blob })
      throw new Error(`the file ${file.path} has ${size} bytes and should have ${file.size}`)
    }
    await this.#records.exclusively(() => this.#table.putSync(file.path, { ...file, blob }))
  }

  #mine(cloudPath: string, actor: Actor): FileRecord | undefined {
    const existing = this.#table.get(cloudPath)
    if (existing && actor !== 'administrator' && existing.owner !== actor.openid) throw notYours()
    return existing
  }

  /** Removes a file; false when there is none. A client removes only its own. */
  async remove(fileId: unknown, actor: Actor): Promise<boolean> {
    const cloudPath = pathOf(fileId)
    if (cloudPath === null) return false
    const removed = await this.#records.exclusively(() => {
      const existing = this.#mine(cloudPath, actor)
      if (existing) this.#table.removeSync(cloudPath)
      return existing
    })
    if (removed) await this.discard(removed)
    return removed !== undefined
  }

  /** Opens a file's content; a file that is replaced meanwhile is opened anew. Undefined when there is none. */
  async read(cloudPath: string): Promise<{ record: FileRecord; content: ReadStream } | undefined> {
    for (;;) {
      const record = this.find(cloudPath)
      if (!record) return undefined
      try {
        const file = await open(path.join(this.#folder, record.blob), 'r')
        return { record, content: createReadStream('', { fd: file }) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || this.find(cloudPath)?.blob === record.blob)
          throw error
      }
    }
  }

  /** Where a function uploads to, for a while. */
  uploadUrl(cloudPath: unknown): { url: string; fileId: string } {
    const checked = checkCloudPath(cloudPath)
    const ends = Math.floor(this.#clock.now() / 1000) + UPLOAD_SECONDS
    return { url: `${this.baseUrl}/cos?${this.signer.sign('put', checked, ends)}`, fileId: fileIdOf(checked) }
  }

  /** A temporary address of a file, ended by the emulated clock; null when there is no such file. */
  temporaryUrl(fileId: unknown, maxAge: unknown): { url: string; maxAge: number } | null {
    const cloudPath = pathOf(fileId)
    if (cloudPath === null || !this.find(cloudPath)) return null
    const asked = typeof maxAge === 'number' && maxAge > 0 ? maxAge : DEFAULT_MAX_AGE
    const seconds = Math.min(Math.ceil(asked), LONGEST_MAX_AGE)
    const ends = Math.floor(this.#clock.now() / 1000) + seconds
    // The name is for people; what counts is in the query. The SDK applies encodeURI, so it is left as it is.
    const name = cloudPath.replace(/[%#?\\]/g, '_')
    return { url: `${this.baseUrl}/files/${name}?${this.signer.sign('get', cloudPath, ends)}`, maxAge: seconds }
  }
}
