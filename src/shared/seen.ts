import Taro from '@tarojs/taro'
import * as v from 'valibot'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import { phoneTime } from './device'
import { owner } from './transport'

/** Something the cloud said, and when it was seen. */
export interface Seen<T> {
  value: T
  at: string
}

const slot = ({ domain, name }: Capability) => `seen:${owner()}:${domain}.${name}`

/** Keeps what was seen for when the network is away: per capability the latest only, so that it never piles up. */
export function keepSeen<C extends Capability>(capability: C, input: Ask<C>, value: Output<C>): Seen<Output<C>> {
  const at = phoneTime()
  try {
    Taro.setStorageSync(slot(capability), JSON.stringify({ input, value, at }))
  } catch {
    // The phone's store is full: better nothing there than an older state that passes for the latest.
    Taro.removeStorageSync(slot(capability))
  }
  return { value, at }
}

/** What was last seen for this very question, if this version of the program still understands it. */
export function lastSeen<C extends Capability>(capability: C, input: Ask<C>): Seen<Output<C>> | undefined {
  const kept: unknown = Taro.getStorageSync(slot(capability))
  if (typeof kept !== 'string' || kept === '') return undefined
  const shape = v.object({ input: v.unknown(), value: capability.output, at: v.string() })
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), kept)
  if (!success || JSON.stringify(output.input) !== JSON.stringify(input)) return undefined
  return { value: output.value as Output<C>, at: output.at }
}
