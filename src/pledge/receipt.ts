import Taro from '@tarojs/taro'
import { useState } from 'react'
import * as v from 'valibot'
import { sha256Hex } from '../../cloudfunctions/shared/digest'
import { newSecret } from '../shared/secret'
import { owner } from '../shared/transport'

const Secret = v.pipe(v.string(), v.minLength(20))

const secretBytes = 32

/**
 * 回执 What this phone alone knows of a ballot: it is kept before the ballot goes, so that one whose answer was lost is
 * found again and never cast twice. The cloud gets its hash, and neither tells what the ballot said.
 */
export function useReceipt(round: string) {
  const slot = `receipt:${owner()}:${round}`
  const read = () => {
    const { success, output } = v.safeParse(Secret, Taro.getStorageSync(slot))
    return success ? output : undefined
  }
  const [shown, setShown] = useState(read)
  return {
    /** Of a ballot that went off, or may have; a page asks whether it is among those that count. */
    receipt: shown === undefined ? undefined : sha256Hex(shown),
    /** For the ballot that goes now: the one of a try whose answer was lost, or a new one. */
    take: async (): Promise<string> => {
      const mine = read() ?? (await newSecret(secretBytes))
      Taro.setStorageSync(slot, mine)
      return sha256Hex(mine)
    },
    /** Once its ballot is there. */
    show: () => setShown(read),
    /** Once its ballot was refused for good. */
    drop: () => Taro.removeStorageSync(slot),
  }
}

/** As a person reads it: its first eight signs. */
export const receiptWords = (receipt: string): string => `${receipt.slice(0, 4)} ${receipt.slice(4, 8)}`.toUpperCase()
