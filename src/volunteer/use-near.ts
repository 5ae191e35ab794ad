import { useState } from 'react'
import { locate } from '../shared/locate'
import type { Located } from '../shared/located'

/** Whether the nearest come first: the phone is asked where it is when somebody wants that, and not before. @param otherwise what else can be done, for whoever says no */
export function useNear(otherwise = '先看快开始的') {
  const [found, setFound] = useState<Located>()
  const at = found && 'at' in found ? found.at : undefined
  const no = found && 'whyNot' in found ? found : undefined
  const toggle = () => {
    if (at) setFound(undefined)
    else void locate(otherwise).then(setFound)
  }
  return { at, refusal: no?.whyNot, closed: no?.closed === true, toggle }
}
