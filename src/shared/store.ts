import { useSyncExternalStore } from 'react'

export interface Store<T> {
  get: () => T
  set: (value: T) => void
  /** The value inside a page, which is drawn anew when it changes. */
  use: () => T
  subscribe: (listener: () => void) => () => void
}

/** A value that belongs to the phone, not to one page; `read` gives it when it is first asked for. */
export function createStore<T>(read: () => T): Store<T> {
  let kept: { value: T } | undefined
  const listeners = new Set<() => void>()
  const get = () => (kept ??= { value: read() }).value
  const set = (value: T) => {
    kept = { value }
    listeners.forEach((listener) => listener())
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return { get, set, subscribe, use: () => useSyncExternalStore(subscribe, get) }
}
