import { useCallback, useState } from 'react'
import {
  point as contract,
  pointKinds,
  type DeskPoint,
  type PointKind,
} from '../../../cloudfunctions/volunteer/point/contract'
import { call } from '../../shared/cloud'
import { locate } from '../../shared/locate'
import { go } from '../../shared/routes'
import { useAct } from '../../shared/use-act'
import { useDraft } from '../../shared/use-draft'
import { wrongWith } from '../../shared/wrong-with'

const texts = ['name', 'where', 'hours', 'offers', 'phone'] as const
type Text = (typeof texts)[number]
const { phone: number, ...rest } = contract.addPoint.input.entries
const rules = { ...rest, phone: number.wrapped }

/** Where staff add a point, and which one they mend, if any. */
export interface PointProps {
  place: string
  known?: DeskPoint | undefined
}

/** A form of a service point: its words wait on the phone until they are sent. */
export function usePoint({ place, known }: PointProps) {
  const { draft, write } = useDraft(`point ${known?.id ?? ''}`)
  const { busy, refusal, act } = useAct()
  const [kind, setKind] = useState<PointKind>(known?.kind ?? pointKinds[0])
  const [at, setAt] = useState<{ latitude: number; longitude: number } | undefined>(known)
  const [moved, setMoved] = useState(false)
  const [notFound, setNotFound] = useState<string>()
  const [tried, setTried] = useState(false)
  const value = (name: Text): string => draft[name] ?? known?.[name] ?? ''
  /** Which rule a text breaks; nobody has to give a telephone number. */
  const broken = (name: Text) =>
    name === 'phone' && value('phone') === '' ? undefined : wrongWith(rules[name], value(name))

  const send = async () => {
    setTried(true)
    if (!at || texts.some((name) => broken(name) !== undefined)) return
    const { latitude, longitude } = at
    const [name, where, hours, offers, phone] = texts.map(value) as [string, string, string, string, string]
    const shape = { name, where, hours, offers, kind, latitude, longitude, ...(phone === '' ? {} : { phone }) }
    const done = await act(() =>
      known
        ? call(contract.mendPoint, { point: known.id, rev: known.rev, ...shape })
        : call(contract.addPoint, { place, ...shape }),
    )
    if (!done) return
    for (const each of Object.keys(draft)) write(each, undefined)
    go.back()
  }
  const findPoint = async () => {
    const found = await locate('走到那里再点一次')
    setNotFound('whyNot' in found ? found.whyNot : undefined)
    if (!('at' in found)) return
    setAt(found.at)
    setMoved(true)
  }
  const on = {
    name: useCallback((next: string) => write('name', next), [write]),
    where: useCallback((next: string) => write('where', next), [write]),
    hours: useCallback((next: string) => write('hours', next), [write]),
    offers: useCallback((next: string) => write('offers', next), [write]),
    phone: useCallback((next: string) => write('phone', next), [write]),
  }
  const wrong = (name: Text) => (tried ? broken(name) : undefined)
  return { busy, refusal, kind, setKind, at, moved, notFound, value, wrong, on, send, findPoint }
}
