import type { Device } from '../device'
import { Failure } from '../failure'
import { api } from './api'

/** WeChat's manual: 1 MB for one key, 10 MB for all. */
const keyLimit = 1024 * 1024
const limit = 10 * 1024 * 1024

const bytes = (text: string): number => new TextEncoder().encode(text).length

/** `wx.setStorage` and its kind. What is kept is a copy, as JSON. */
export function storage(device: Device) {
  const { storage } = device
  const size = () => [...storage].reduce((sum, [key, text]) => sum + bytes(key) + bytes(text), 0)
  const set = (key: string, data: unknown): void => {
    const text = JSON.stringify({ data })
    if (bytes(text) > keyLimit) throw new Failure('entry size limit reached')
    if (size() + bytes(text) - bytes(storage.get(key) ?? '') > limit) throw new Failure('exceed storage max size 10Mb')
    storage.set(key, text)
  }
  const get = (key: string): unknown => {
    const text = storage.get(key)
    return text === undefined ? undefined : (JSON.parse(text) as { data: unknown }).data
  }
  const info = () => ({ keys: [...storage.keys()], currentSize: Math.ceil(size() / 1024), limitSize: limit / 1024 })
  const sync =
    <A extends unknown[], R>(name: string, run: (...given: A) => R) =>
    (...given: A): R => {
      try {
        return run(...given)
      } catch (error) {
        throw new Error(`${name}:fail ${(error as Error).message}`)
      }
    }
  return {
    getStorageSync: (key: string): unknown => get(key) ?? '',
    setStorageSync: sync('setStorageSync', set),
    removeStorageSync: (key: string): void => void storage.delete(key),
    clearStorageSync: (): void => storage.clear(),
    getStorageInfoSync: info,
    getStorage: api<{ key: string }>(device, 'getStorage', ({ key }) => {
      if (!storage.has(key)) throw new Failure('data not found')
      return { data: get(key) }
    }),
    setStorage: api<{ key: string; data: unknown }>(device, 'setStorage', ({ key, data }) => set(key, data)),
    removeStorage: api<{ key: string }>(device, 'removeStorage', ({ key }) => void storage.delete(key)),
    clearStorage: api(device, 'clearStorage', () => storage.clear()),
    getStorageInfo: api(device, 'getStorageInfo', info),
  }
}
