import Taro from '@tarojs/taro'
import { useState } from 'react'
import * as v from 'valibot'
import { point, type PointKind } from '../../cloudfunctions/volunteer/point/contract'
import { walkMetres } from '../../cloudfunctions/volunteer/point/rules'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { shift } from '../../cloudfunctions/volunteer/shift/contract'
import { owner } from '../shared/transport'
import { useList } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { useNear } from './use-near'

const Community = v.object({ place: v.string(), name: v.string() })
export type Community = v.InferOutput<typeof Community>
const Kept = v.pipe(v.string(), v.parseJson(), Community)

/** Whose community is shown: the one that was chosen on this phone, or the one that the reader is a volunteer of. */
function useCommunity() {
  const slot = `circle:${owner()}`
  const [kept, setKept] = useState(() => {
    const { success, output } = v.safeParse(Kept, Taro.getStorageSync(slot))
    return success ? output : undefined
  })
  const me = useServer(profile.myVolunteer, kept ? null : {})
  const keep = ({ place, name }: Community) => {
    Taro.setStorageSync(slot, JSON.stringify({ place, name }))
    setKept({ place, name })
  }
  return { community: kept ?? me.value?.community, known: kept !== undefined || me.value !== undefined, me, keep }
}

/** So many of the shifts to come are shown. */
const fewShifts = 5

/** What is on and which service points there are: within a walk of the reader, if they want that, or in a community. */
export function useCircle() {
  const near = useNear('先按社区看')
  const { community, known, me, keep } = useCommunity()
  const [choosing, setChoosing] = useState(false)
  const of = near.at ? { near: near.at } : community ? { community: community.place } : null
  const [kind, setKind] = useState<PointKind | ''>('')
  const points = useList(point.listPoints, of && { ...of, ...(kind !== '' && { kind }) })
  const shifts = useServer(shift.listShifts, of)
  return {
    ...{ near, community, known, me, points, of, kind, setKind },
    /** Nobody knows yet which community, or the reader wants another one. */
    choosing: choosing || (known && of === null),
    choose: () => setChoosing(true),
    chosen: (community: Community) => {
      keep(community)
      setChoosing(false)
    },
    shifts: (shifts.value?.items ?? []).filter(({ distance = 0 }) => distance <= walkMetres).slice(0, fewShifts),
  }
}
export type Circle = ReturnType<typeof useCircle>
