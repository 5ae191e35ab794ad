import Taro from '@tarojs/taro'
import { useCallback, useState } from 'react'
import { placing as contract } from '../../../cloudfunctions/market/placing/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { wrongWith } from '../../shared/wrong-with'

/** What is said most often, so that it takes one tap. */
export const usualReasons = ['原来的摊位要检修', '两边商量好的', '这一排太挤', '补上空摊位'] as const

const { reason: reasonOf } = contract.placeVendor.input.entries

/** Somebody's new stall, and why; once it is done the page of the night shows it. */
export function usePlacing(night: string) {
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { busy, refusal, act } = useAct()
  const write = useCallback((words: string) => setReason(words), [])
  const place = async (given: { stall: string; shop: string; from?: string | undefined }) => {
    const why = wrongWith(reasonOf, reason)
    setWrong(why)
    if (why !== undefined || !(await act(() => call(contract.placeVendor, { night, ...given, reason })))) return
    await Taro.navigateBack()
  }
  return { reason, write, wrong, busy, refusal, place: (given: Parameters<typeof place>[0]) => void place(given) }
}
export type Placing = ReturnType<typeof usePlacing>
