import type { Night } from '../../../cloudfunctions/market/documents'

const doubles = (list: readonly string[]): string[] => list.filter((each, index) => list.indexOf(each) !== index)

/** Everything that is wrong about a night at `now`, whatever happened before (product.md §1), in words. */
export function wrongs({ stalls, bookings, waiting, closesAt }: Night, now: Date, tended: boolean): string[] {
  const standing = bookings.filter(({ until }) => until === undefined || now < until)
  const has = (vendor: string) => standing.some((each) => each.vendor === vendor)
  const free = stalls.filter(({ code, mode }) => mode === 'pick' && !standing.some(({ stall }) => stall === code))
  const idle = tended && now < closesAt ? free : []
  return [
    ...(standing.length > stalls.length ? ['more is promised than there is'] : []),
    ...doubles(standing.map(({ stall }) => stall)).map((stall) => `${stall} is promised twice`),
    ...doubles(standing.map(({ vendor }) => vendor)).map((vendor) => `${vendor} has two stalls`),
    ...doubles(waiting.map(({ vendor }) => vendor)).map((vendor) => `${vendor} waits twice`),
    ...waiting.filter(({ vendor }) => has(vendor)).map(({ vendor }) => `${vendor} waits and has a stall`),
    ...idle.flatMap(({ code, kind }) =>
      waiting.filter(({ kinds }) => kinds.includes(kind)).map(({ vendor }) => `${code} is empty while ${vendor} waits`),
    ),
  ]
}
