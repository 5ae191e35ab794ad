import { command, find } from '../shared/database'
import { regions } from '../shared/documents'
import type { Place } from '../shared/region'
import { roleNames, type Grant } from '../shared/roles'

/** What places are called, by path; one request, none for no places. */
export async function namesOf(places: readonly Place[]): Promise<Map<Place, string>> {
  const wanted = [...new Set(places)]
  if (wanted.length === 0) return new Map()
  const found = await find(regions, {
    where: { _id: command.in(wanted) },
    sort: [],
    limit: wanted.length,
    fields: { name: true },
  })
  return new Map(found.map(({ _id, name }) => [_id, name]))
}

/** A role at a place in words. A place that the tree does not know is called by its path. */
export const worded = ({ role, place }: Grant, names: ReadonlyMap<Place, string>) => ({
  role,
  roleName: roleNames[role],
  place,
  placeName: names.get(place) ?? place,
})
