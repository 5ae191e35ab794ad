import { useState } from 'react'
import { privacy } from '../../cloudfunctions/member/privacy/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { asRefused, call } from '../shared/cloud'
import { giveFile, writeText } from './give-file'

type Part = Pick<Output<typeof privacy.exportMine>, 'title' | 'rows'>

/** What the file is called where it is kept, which must not surprise any phone, and what its owner reads. */
const fileName = 'yanhuo-linli.json'
const shownFileName = '我的数据-烟火邻里.json'

/** All parts as one text that a person can read: each title with its rows. */
export function fileOf(parts: readonly Part[]): string {
  const all: Record<string, unknown[]> = {}
  for (const { title, rows } of parts) all[title] = [...(all[title] ?? []), ...rows]
  return JSON.stringify(all, null, 2)
}

interface State {
  is: 'idle' | 'fetching' | 'ready'
  /** What has come so far. */
  parts: Part[]
  /** Where the file is, once it is there. */
  file?: string
  refusal?: string
}

/** 带走我的数据 Fetches part after part, makes one file of them, hands it on. After a break it goes on where it was. */
export function useExport() {
  const [state, setState] = useState<State>({ is: 'idle', parts: [] })
  const [next, setNext] = useState<{ cursor: string | undefined }>({ cursor: undefined })

  const fetchAll = async () => {
    let { cursor } = next
    const parts = cursor === undefined ? [] : [...state.parts]
    setState({ is: 'fetching', parts })
    try {
      do {
        const { title, rows, cursor: further } = await call(privacy.exportMine, cursor === undefined ? {} : { cursor })
        parts.push({ title, rows })
        cursor = further
        setNext({ cursor })
        setState({ is: 'fetching', parts: [...parts] })
      } while (cursor !== undefined)
      setState({ is: 'ready', parts, file: await writeText(fileName, fileOf(parts)) })
    } catch (error) {
      setState({ is: 'idle', parts, refusal: asRefused(error).say })
    }
  }
  const give = async () => {
    if (state.file === undefined) return
    // Whoever chose nobody in WeChat's list may tap again.
    await giveFile(state.file, shownFileName).catch(() => setState({ ...state, refusal: '还没发出去，想好发给谁再点' }))
  }
  return { ...state, fetchAll, give }
}
