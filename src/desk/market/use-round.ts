import { useState } from 'react'
import { inspection, type Marks } from '../../../cloudfunctions/market/inspection/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { usePhotos } from '../../shared/use-photos'

export type Round = Output<typeof inspection.round>
export type RoundStall = Round['stalls'][number]

const allFine: Marks = { hygiene: 'fine', fire: 'fine', noise: 'fine', footprint: 'fine' }

export type AtRound = ReturnType<typeof useRound>

/** 巡查 One stall after the other: what was seen is sent, and the next that nobody looked at comes up. */
export function useRound({ night, folder, stalls }: Round, refresh: () => Promise<void>) {
  const { busy, refusal, act, forget } = useAct(refresh)
  const photos = usePhotos(folder ?? '')
  const [code, setCode] = useState<string>()
  const [open, setOpen] = useState(false)
  const [marks, setMarks] = useState(allFine)
  const [words, setWords] = useState('')
  const [done, setDone] = useState<string>()

  const begin = (stall: string) => {
    forget()
    setCode(stall)
    setMarks(allFine)
    setWords('')
    for (const { src } of photos.photos) photos.remove(src)
  }
  const next = stalls.find(({ stall, here, seen }) => here && seen.length === 0 && stall !== code)
  const send = async () => {
    if (code === undefined) return
    const [file] = photos.files
    const said = words.trim() === '' ? {} : { words: words.trim() }
    const input = { night, stall: code, ...marks, ...said, ...(file === undefined ? {} : { file }) }
    if (!(await act(() => call(inspection.inspect, input)))) return
    setDone(`${code} 记下了`)
    if (next) begin(next.stall)
    else setOpen(false)
  }
  return {
    busy,
    refusal,
    photos,
    marks,
    words,
    open,
    done,
    canSendPhotos: folder !== undefined,
    stall: stalls.find(({ stall }) => stall === code),
    isLast: next === undefined,
    pick: (stall: string) => {
      begin(stall)
      setDone(undefined)
      setOpen(true)
    },
    mark: (change: Partial<Marks>) => setMarks((now) => ({ ...now, ...change })),
    write: setWords,
    close: () => setOpen(false),
    send: () => void send(),
  }
}
