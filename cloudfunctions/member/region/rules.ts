import type { Code } from '../../shared/contract'
import { regionKind, type Place, type RegionKind } from '../../shared/region'
import type { region } from './contract'

/** What a place made below `under` would be; undefined where the tree ends. */
export const kindBelow = (under: Place, slug: string): RegionKind | undefined => regionKind(`${under}.${slug}`)

/** Why no place of this name can be made below this one, or null. */
export function whyNotAdd(
  under: { place: Place; retired: boolean; slugs: readonly string[] },
  slug: string,
): Code<typeof region.addRegion> | null {
  if (under.retired) return 'PLACE_RETIRED'
  if (kindBelow(under.place, slug) === undefined) return 'TOO_DEEP'
  return under.slugs.includes(slug) ? 'SLUG_TAKEN' : null
}
