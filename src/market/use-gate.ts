import { useState } from 'react'
import * as v from 'valibot'
import { gate, SignToken, type Pass } from '../../cloudfunctions/market/gate/contract'
import { gateTimes } from '../../cloudfunctions/market/gate/rules'
import { phoneTime } from '../shared/device'
import { handOver, useQueue } from '../shared/queue'
import { canScan, scan } from '../shared/scan'
import { useAct } from '../shared/use-act'

const phoneMs = () => Date.parse(phoneTime())

/** The pass that matters now: the first whose night is not over, packing up included. */
export const passOfNow = (passes: readonly Pass[]): Pass | undefined =>
  passes.find(({ endsAt }) => Date.parse(endsAt) + gateTimes.packing > phoneMs()) ?? passes[passes.length - 1]

/** Whether the gate has opened, as far as this phone knows. */
export const gateIsOpen = ({ gateOpensAt }: Pass): boolean => phoneMs() >= Date.parse(gateOpensAt) - gateTimes.skew

/** What the sign at a stall says: alone, or at the end of an address that a camera reads. */
function signIn(code: string): string | undefined {
  const sign = /[2-9A-HJ-NP-Z]{12}$/.exec(code.trim().toUpperCase())?.[0]
  return v.is(SignToken, sign) ? sign : undefined
}

export type AtGate = ReturnType<typeof useGate>

/** 签到和收摊 Of one stall of a night, also without network: then it waits on the phone with the time when it was done. */
export function useGate({ night, stall }: Pick<Pass, 'night' | 'stall'>, refresh: () => Promise<void>) {
  const { of } = useQueue()
  const { busy, refusal, act, forget } = useAct(refresh)
  const [sheet, setSheet] = useState<'none' | 'sign' | 'leave'>('none')
  const [wrong, setWrong] = useState<string>()
  const wordsOf = { arriving: `签到 ${stall}`, leaving: `收摊 ${stall}` }
  const waits = ({ input, state, words }: { input: { night: string }; state: string; words: string }) =>
    input.night === night && Object.values(wordsOf).includes(words) && state === 'waiting'

  const open = (next: typeof sheet) => {
    forget()
    setWrong(undefined)
    setSheet(next)
  }
  const checkIn = async (code: string) => {
    const sign = signIn(code)
    if (sign === undefined) {
      setWrong('这不是摊位码，请扫自己摊位牌上的那个')
      return
    }
    setWrong(undefined)
    const madeAt = phoneTime()
    const done = await act(() => handOver(gate.checkIn, { night, sign, madeAt }, { madeAt, words: wordsOf.arriving }))
    if (done) setSheet('none')
  }
  const scanSign = async () => {
    if (!canScan) {
      open('sign')
      return
    }
    const code = await scan()
    if (code !== null) await checkIn(code)
  }
  const checkOut = async (file: string | undefined) => {
    const madeAt = phoneTime()
    const input = { night, stall, madeAt, ...(file === undefined ? {} : { file }) }
    if (await act(() => handOver(gate.checkOut, input, { madeAt, words: wordsOf.leaving }))) setSheet('none')
  }
  return {
    sheet,
    busy,
    refusal: wrong ?? refusal,
    /** What the network has not taken yet. */
    arriving: of(gate.checkIn).filter(waits).pop(),
    leaving: of(gate.checkOut).filter(waits).pop(),
    open,
    close: () => setSheet('none'),
    checkIn: (code: string) => void checkIn(code),
    scanSign: () => void scanSign(),
    checkOut: (file: string | undefined) => void checkOut(file),
  }
}
