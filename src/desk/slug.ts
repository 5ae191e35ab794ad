import type { RegionKind } from '../../cloudfunctions/shared/region'

/** What short names of a level begin with. */
const letter: Record<RegionKind, string> = { district: 'd', street: 's', community: 'c', grid: 'g', unit: 'u' }

const valueOf = (digit: string): number => '零一二三四五六七八九'.indexOf(digit)

/** The number of a name such as 第十二网格 or 3号邻; undefined where it has none from 1 to 99. */
function numberIn(name: string): number | undefined {
  const [, digits] = /(?:^|\D)([1-9]\d?)(?!\d)/.exec(name) ?? []
  if (digits !== undefined) return Number(digits)
  const [, ten, tens = '', ones = '', alone = ''] =
    /第(?:(([一二三四五六七八九])?十([一二三四五六七八九])?)|([一二三四五六七八九]))/.exec(name) ?? []
  if (ten !== undefined) return (tens === '' ? 1 : valueOf(tens)) * 10 + (ones === '' ? 0 : valueOf(ones))
  return alone === '' ? undefined : valueOf(alone)
}

/** A short name that no place beside it has: by the number in its name, as `g3` for 第三网格, else by the next one. */
export function suggestSlug(kind: RegionKind, name: string, taken: readonly string[]): string {
  const slug = (number: number) => `${letter[kind]}${String(number)}`
  const named = numberIn(name)
  if (named !== undefined && !taken.includes(slug(named))) return slug(named)
  let number = taken.length + 1
  while (taken.includes(slug(number))) number += 1
  return slug(number)
}
