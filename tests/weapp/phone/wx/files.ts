import type { Device } from '../device'
import { Failure } from '../failure'
import { api } from './api'

/** Where an app may write (`wx.env.USER_DATA_PATH`). */
export const userData = 'wxfile://usr'

interface Named {
  filePath: string
}
interface Write extends Named {
  data: string | ArrayBuffer
  encoding?: string
}
interface Read extends Named {
  encoding?: string
}

/** Throws a failure as a synchronous API does. */
const sync =
  <A extends unknown[], R>(name: string, run: (...given: A) => R) =>
  (...given: A): R => {
    try {
      return run(...given)
    } catch (error) {
      throw new Error(`${name}:fail ${(error as Error).message}`)
    }
  }

/** `wx.getFileSystemManager()`: files in memory, by their path; texts as UTF-8 or base64. */
export function files(device: Device) {
  const read = ({ filePath, encoding }: Read): string | ArrayBuffer => {
    const bytes = device.files.get(filePath)
    if (!bytes) throw new Failure(`no such file or directory, open '${filePath}'`)
    if (encoding === undefined) return new Uint8Array(bytes).buffer
    if (encoding === 'base64') return btoa(String.fromCharCode(...bytes))
    return new TextDecoder().decode(bytes)
  }
  const write = ({ filePath, data, encoding = 'utf8' }: Write): void => {
    if (!filePath.startsWith(`${userData}/`)) throw new Failure(`permission denied, open '${filePath}'`)
    const fromText = (text: string) =>
      encoding === 'base64'
        ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
        : new TextEncoder().encode(text)
    device.files.set(filePath, typeof data === 'string' ? fromText(data) : new Uint8Array(data))
  }
  const remove = (filePath: string): void => {
    if (!device.files.delete(filePath)) throw new Failure(`no such file or directory, unlink '${filePath}'`)
  }
  const there = (path: string): void => {
    if (!device.files.has(path)) throw new Failure(`no such file or directory, access '${path}'`)
  }
  const manager = {
    readFile: api<Read>(device, 'readFile', (options) => ({ data: read(options) })),
    readFileSync: sync('readFileSync', (filePath: string, encoding?: string) =>
      read(encoding === undefined ? { filePath } : { filePath, encoding }),
    ),
    writeFile: api<Write>(device, 'writeFile', write),
    writeFileSync: sync('writeFileSync', (filePath: string, data: string | ArrayBuffer, encoding: string = 'utf8') =>
      write({ filePath, data, encoding }),
    ),
    unlink: api<Named>(device, 'unlink', ({ filePath }) => remove(filePath)),
    unlinkSync: sync('unlinkSync', remove),
    access: api<{ path: string }>(device, 'access', ({ path }) => there(path)),
    accessSync: sync('accessSync', there),
    getFileInfo: api<Named>(device, 'getFileInfo', ({ filePath }) => {
      there(filePath)
      return { size: device.files.get(filePath)?.length ?? 0 }
    }),
  }
  return { getFileSystemManager: () => manager }
}
