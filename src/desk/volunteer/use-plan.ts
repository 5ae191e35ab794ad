import { useCallback, useState } from 'react'
import { activity as contract, type ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { categories, type Category } from '../../../cloudfunctions/volunteer/shift/contract'
import { call } from '../../shared/cloud'
import { locate } from '../../shared/locate'
import { go } from '../../shared/routes'
import { useAct } from '../../shared/use-act'
import { useDraft } from '../../shared/use-draft'
import { wrongWith } from '../../shared/wrong-with'
import { useSeries } from './series-form'

/** A place to meet at, with its point. */
export interface Venue {
  where: string
  latitude: number
  longitude: number
}

export type RoleDraft = ActivityView['roles'][number]

export interface PlanProps {
  place: string
  like?: ActivityView | undefined
  venues: readonly Venue[]
  /** Whether `like` itself is changed. */
  changes?: boolean
}

const texts = ['title', 'words', 'where'] as const
type Text = (typeof texts)[number]
const { entries } = contract.makeActivity.input

/** A form of an activity: its words wait on the phone until they are sent. */
export function usePlan({ place, like, venues, changes = false }: PlanProps) {
  const { draft, write } = useDraft(`activity ${like?.id ?? ''}`)
  const { busy, refusal, act } = useAct()
  const series = useSeries()
  const [roles, setRoles] = useState<readonly RoleDraft[]>(like?.roles ?? [{ name: '', min: 2, max: 8 }])
  const [opensDaysBefore, setOpensDaysBefore] = useState(like?.opensDaysBefore ?? 14)
  const [outHours, setOutHours] = useState(like?.outHours ?? 3)
  const [approval, setApproval] = useState(like?.approval ?? false)
  const [category, setCategory] = useState<Category>(like?.category ?? categories[0])
  const [point, setPoint] = useState<Omit<Venue, 'where'> | undefined>(like ?? venues[0])
  const [notFound, setNotFound] = useState<string>()
  const [tried, setTried] = useState(false)
  const value = (name: Text): string =>
    draft[name] ?? like?.[name] ?? (name === 'where' ? (venues[0]?.where ?? '') : '')
  const wrong = (name: Text) => (tried ? wrongWith(entries[name], value(name)) : undefined)
  const isWrong = texts.some((name) => wrongWith(entries[name], value(name)) !== undefined)
  const whyNot = changes ? undefined : series.whyNot()

  const send = async () => {
    setTried(true)
    if (isWrong || whyNot !== undefined || !point) return
    const { latitude, longitude } = point
    const [title, words, where] = texts.map(value) as [string, string, string]
    const shape = {
      ...{ title, words, where, latitude, longitude, category, approval, opensDaysBefore, outHours },
      roles: [...roles],
    }
    let made = ''
    const done = await act(async () => {
      if (changes && like) {
        made = (await call(contract.changeActivity, { activity: like.id, rev: like.rev, ...shape })).id
        return
      }
      made = (await call(contract.makeActivity, { place, ...shape })).id
    })
    if (!done) return
    for (const name of Object.keys(draft)) write(name, undefined)
    if (changes) return go.back()
    // What refuses the times now is told where they can be planned again: the activity is there.
    await act(() => call(contract.addShifts, { activity: made, ...series.series }))
    go.deskActivityAnew(made)
  }
  const findPoint = async () => {
    const found = await locate('到了集合地点再点，或者选一个用过的地方')
    setNotFound('whyNot' in found ? found.whyNot : undefined)
    if ('at' in found) setPoint(found.at)
  }
  const choose = (venue: Venue) => {
    write('where', venue.where)
    setPoint(venue)
  }
  const on = {
    title: useCallback((next: string) => write('title', next), [write]),
    words: useCallback((next: string) => write('words', next), [write]),
    where: useCallback((next: string) => write('where', next), [write]),
  }
  return {
    ...{ busy, refusal, series, whyNot, roles, setRoles, approval, setApproval, category, setCategory },
    ...{ opensDaysBefore, setOpensDaysBefore, outHours, setOutHours },
    ...{ point, notFound, findPoint, choose, value, wrong, on, send },
  }
}
export type Planning = ReturnType<typeof usePlan>
