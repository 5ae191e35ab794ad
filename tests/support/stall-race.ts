import { booking } from '../../cloudfunctions/market/booking/contract'
import { night, type StallOnMap } from '../../cloudfunctions/market/night/contract'
import type { Reply } from '../../cloudfunctions/shared/reply'
import { demoOpenid } from '../../cloudfunctions/shared/demo'
import { chance } from './chance'
import type { Cloud } from './cloud'

/** What one vendor was told in the end. */
export interface Told {
  vendor: string
  kinds: readonly string[]
  /** The stall of their yes. */
  stall?: string
  /** Set when the last answer never came: the key that would find it again, and the stall it was for. */
  unanswered?: { key: string; stall: string }
}

interface Race {
  cloud: Cloud
  night: string
  vendors: number
  seed: number
  /** True from the moment that the cloud is gone: then failures of the network are part of the game. */
  over?: () => boolean
}

/** `vendors` people reach for stalls of one night at the same moment, each until they have one or none is left. */
export const race = ({ vendors, ...options }: Race): Promise<Told[]> =>
  Promise.all(Array.from({ length: vendors }, (_, index) => reach({ ...options, index })))

const free = (stalls: readonly StallOnMap[], kinds: readonly string[]) =>
  stalls.filter(({ state, kind }) => state === 'free' && kinds.includes(kind))

async function reach({
  cloud,
  night: id,
  seed,
  index,
  over = () => false,
}: Omit<Race, 'vendors'> & { index: number }): Promise<Told> {
  const vendor = demoOpenid('vendor', index + 1)
  const luck = chance(seed * 10_000 + index)
  const told: Told = { vendor, kinds: [] }
  try {
    for (let attempt = 0; ; attempt++) {
      const map = await cloud.call(vendor, night.nightMap, { night: id })
      if (!map.ok) throw new Error(`${vendor}: ${map.code}`)
      told.kinds = map.value.me?.kinds ?? []
      const stall = luck.pick(
        free(
          map.value.rows.flatMap(({ stalls }) => stalls),
          told.kinds,
        ),
      )?.code
      if (stall === undefined) return told
      told.unanswered = { key: `race-${index}-${attempt}-00`, stall }
      const answer = await bookOnce(cloud, vendor, id, told.unanswered, luck.next())
      delete told.unanswered
      if (answer.ok) return { ...told, stall: answer.value.stall }
      if (answer.code !== 'STALL_TAKEN') throw new Error(`${vendor} was told ${answer.code}`)
    }
  } catch (error) {
    if (over()) return told
    throw error
  }
}

type Answer = Reply<{ stall: string }>

/** One tap: sometimes delivered twice at once, sometimes with its answer lost on the way and sent again. */
async function bookOnce(
  cloud: Cloud,
  vendor: string,
  night: string,
  { key, stall }: { key: string; stall: string },
  luck: number,
): Promise<Answer> {
  const send = (): Promise<Answer> => cloud.call(vendor, booking.bookStall, { night, stall }, key)
  if (luck < 0.1) {
    await send()
    return send()
  }
  if (luck > 0.1 && luck < 0.3) {
    const [first, twin] = await Promise.all([send(), send()])
    if (first.ok !== twin.ok && (first.ok || twin.ok)) return first.ok ? first : twin
    return first
  }
  return send()
}
