import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { members, regions, type Member } from '../../shared/documents'
import type { Input } from '../../shared/contract'
import { many, one, type Loaded } from '../../shared/load'
import { commonRefusal } from '../../shared/refusal'
import { listing } from '../../shared/roles'
import { holderFor, openHolder } from '../../shared/holder'
import { namesOf, worded } from '../places'
import { shownName } from '../profile/rules'
import { Holder, type role as contract } from './contract'
import { held } from './rules'

const peoplePerPage = 20

const Position = v.strictObject({ after: Holder })

/** The openid after which a page goes on. */
function positionOf(reader: string, cursor: string | undefined): string {
  if (cursor === undefined) return ''
  const after = openHolder(reader, readCursor(Position, cursor).after)
  if (after === null) throw commonRefusal('BAD_INPUT', '「翻页位置」认不出来，请下拉刷新，从头看起')
  return after
}

type Asked = { input: Input<typeof contract.listHolders>; caller: string }

/** The place, and the people who hold the role there or below. */
export const holdersAt = ({ input, caller }: Asked) => ({
  region: one(regions, input.place, 'NO_SUCH_PLACE'),
  people: many<Member>(members, {
    match: { listings: listing(input.role, input.place), _id: { $gt: positionOf(caller, input.cursor) } },
    sort: { _id: 1 },
    limit: peoplePerPage + 1,
    fields: { name: 1, fullName: 1, shownAs: 1, roles: 1 },
  }),
})

/** One page of holders, by their shown names. */
export async function pageOfHolders(
  { input, caller }: Asked,
  { region, people }: Loaded<ReturnType<typeof holdersAt>>,
) {
  const shown = people.slice(0, peoplePerPage)
  const rows = shown.flatMap((person) =>
    held(person.roles, input.role, input.place).map((grant) => ({ person, grant })),
  )
  const below = rows.map(({ grant }) => grant.place).filter((place) => place !== region.place)
  const names = await namesOf(below)
  names.set(region.place, region.name)
  const items = rows.map(({ person, grant }) => ({
    ...worded(grant, names),
    shownName: shownName(person),
    holder: holderFor(caller, person._id),
  }))
  const last = shown.at(-1)
  const more = people.length > peoplePerPage && last
  return { items, ...(more ? { cursor: writeCursor({ after: holderFor(caller, last._id) }) } : {}) }
}
