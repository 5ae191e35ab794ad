import { useEffect, useRef, useState } from 'react'
import { fees as contract, type FeeLine } from '../../cloudfunctions/market/fees/contract'
import { asRefused, call } from '../shared/cloud'
import { requestPayment } from '../shared/request-payment'

/** How long WeChat is waited for before each further question whether it was paid, in milliseconds. */
const waitsMs = [0, 1_000, 2_000, 4_000]

interface Paying {
  /** The night whose fee it is about. */
  night: string
  /** `sure`: paid on the phone, and asked about; `late`: nobody knows yet. */
  stage: 'busy' | 'sure' | 'late' | 'none'
  say?: string
}

const cancelled = '这次没付，钱没动，摊位费还留着。想付了随时再点，到摊位上付也行'

/** 微信支付 Pays what one night asks for, and asks until it counts; `refresh` brings the account up to date. */
export function usePaying(refresh: () => Promise<void>) {
  const [paying, setPaying] = useState<Paying>()
  const gone = useRef(false)
  useEffect(() => () => void (gone.current = true), [])

  /** Whether it counts as paid by now; an answer that does not come is a no. */
  const counts = (night: string) =>
    call(contract.confirmFee, { night }).then(
      ({ state }) => state !== 'owed',
      () => false,
    )
  const confirm = async (night: string) => {
    setPaying({ night, stage: 'sure' })
    for (const wait of waitsMs) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      // Whoever leaves the page need not wait: the cloud asks by itself.
      if (gone.current) return
      if (!(await counts(night))) continue
      await refresh()
      return setPaying({ night, stage: 'none' })
    }
    await refresh()
    setPaying({ night, stage: 'late' })
  }
  const pay = async ({ night, toPay }: FeeLine) => {
    if (paying?.stage === 'busy' || paying?.stage === 'sure') return
    setPaying({ night, stage: 'busy' })
    try {
      const { payment } = await call(contract.payFee, { night, amount: toPay })
      if (await requestPayment(payment)) return await confirm(night)
      setPaying({ night, stage: 'none', say: cancelled })
    } catch (error) {
      setPaying({ night, stage: 'none', say: asRefused(error).say })
      await refresh()
    }
  }
  return { paying, pay, confirm }
}
