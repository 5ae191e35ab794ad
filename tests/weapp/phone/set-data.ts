import { trouble } from './trouble'

/** What WeChat's bridge takes at once; a longer text is an error and nothing is shown. */
const hardStop = 1024 * 1024

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/** A value as it arrives on the other side of WeChat's bridge, which carries JSON. */
export interface Crossing {
  data: Record<string, unknown>
  /** Bytes of UTF-8. */
  bytes: number
}

function refuseFunctions(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
    throw new Error(`setData: ${key} is a ${typeof value}, which JSON does not carry`)
  return value
}

/**
 * Takes data over the bridge. A field that is undefined at the top is left out with a warning, as WeChat does;
 * deeper ones vanish. Throws for cycles, functions, and what is longer than 1,024 KB.
 */
export function cross(data: Record<string, unknown>): Crossing {
  for (const [key, value] of Object.entries(data))
    if (value === undefined) trouble('setData', `Setting data field "${key}" to undefined is invalid.`)
  const text = JSON.stringify(data, refuseFunctions)
  const bytes = bytesOf(text)
  if (bytes > hardStop) throw new Error(`invokeWebviewMethod 数据传输长度为 ${bytes} 已经超过最大长度 ${hardStop}`)
  return { data: JSON.parse(text) as Record<string, unknown>, bytes }
}
