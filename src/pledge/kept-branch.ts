import Taro from '@tarojs/taro'
import { useState } from 'react'
import * as v from 'valibot'
import { PlaceId } from '../../cloudfunctions/shared/contract'
import { owner } from '../shared/transport'

/** Whose rounds this phone's owner looks at: what they chose last, until they choose another. */
export function useKeptBranch() {
  const slot = `branch:${owner()}`
  const [branch, setBranch] = useState(() => {
    const { success, output } = v.safeParse(PlaceId, Taro.getStorageSync(slot))
    return success ? output : undefined
  })
  const choose = (place: string) => {
    Taro.setStorageSync(slot, place)
    setBranch(place)
  }
  return { branch, choose }
}
