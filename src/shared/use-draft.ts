import Taro from '@tarojs/taro'
import { useCallback, useState } from 'react'
import * as v from 'valibot'
import { owner } from './transport'

/** Words of a form by their field. */
export type Draft = Record<string, string>

const Kept = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()))

function read(slot: string): Draft {
  const { success, output } = v.safeParse(Kept, Taro.getStorageSync(slot))
  return success ? output : {}
}

/**
 * What was written into a form and not sent yet: it is kept on the phone until it is, also when the page is left.
 * `write` with undefined forgets a field.
 */
export function useDraft(form: string) {
  const slot = `draft:${owner()}:${form}`
  const [draft, setDraft] = useState(() => read(slot))
  const write = useCallback(
    (field: string, words: string | undefined) => {
      const { [field]: _gone, ...rest } = read(slot)
      const next = words === undefined ? rest : { ...rest, [field]: words }
      if (Object.keys(next).length === 0) Taro.removeStorageSync(slot)
      else Taro.setStorageSync(slot, JSON.stringify(next))
      setDraft(next)
    },
    [slot],
  )
  return { draft, write }
}
