import { useEffect, useMemo, useState } from 'react'
import { phoneTime } from '../shared/device'
import type { NightMap } from './words'

const minuteMs = 60_000
const phoneMs = () => Date.parse(phoneTime())

/** 占位 A stall that is kept for whoever looks, until it lapses. */
export interface Kept {
  stall: string
  until: string
  /** Whole minutes that are left, the one that runs among them; 0: it is over. */
  minutes: number
}

/**
 * What was last kept for the reader at this night; when its time is over `onLapse` looks again. The cloud says how long it
 * is from its answer on, so that a phone whose clock is wrong counts right; what shows changes once a minute.
 * @param seenAt when the map was seen, where that is not now
 */
export function useKept(map: NightMap | undefined, seenAt: string | undefined, onLapse: () => Promise<void>) {
  const told = map?.me?.held
  const held = told?.offered ? undefined : told
  const end = useMemo(() => (held ? Date.parse(seenAt ?? phoneTime()) + held.left : 0), [held, seenAt])
  const [now, setNow] = useState(phoneMs)
  const [last, setLast] = useState<Kept>()

  if (held && (held.stall !== last?.stall || held.until !== last.until))
    setLast({ stall: held.stall, until: held.until, minutes: 0 })

  useEffect(() => {
    const rest = end - phoneMs()
    if (rest <= 0) return undefined
    const tick = () => {
      setNow(phoneMs())
      if (phoneMs() >= end) void onLapse()
    }
    const timer = setTimeout(tick, ((rest - 1) % minuteMs) + 1)
    return () => clearTimeout(timer)
  }, [end, now, onLapse])

  if (!held) return last
  // The last look at the clock may have been before the answer came.
  const left = Math.max(0, Math.min(end - now, held.left))
  return { stall: held.stall, until: held.until, minutes: Math.ceil(left / minuteMs) }
}
