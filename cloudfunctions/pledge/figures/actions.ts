import { regions } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { tallies } from '../documents'
import { figures as contract } from './contract'
import { sumOf, tallyId } from './rules'

/** More than any place has below it. */
const mostBelow = 200

const yearOf = (now: Date): number => Number(dateOf(now).slice(0, 4))

/** One request: nothing is counted when somebody looks. */
export const figures = action(contract.figures, {
  load: ({ now, input: { place, year = yearOf(now) } }) => ({
    region: one(regions, place, 'NO_SUCH_PLACE'),
    own: maybe(tallies, tallyId(place, year)),
    parts: many(tallies, { match: { parent: place, year }, sort: { _id: 1 }, limit: mostBelow }),
    names: many(regions, { match: { parent: place }, sort: { order: 1, _id: 1 }, limit: mostBelow }),
  }),
  run: ({ now, input: { place, year = yearOf(now) }, loaded: { region, own, parts, names } }) => {
    const today = dateOf(now)
    const last = `${String(year)}-12-31`
    const until = last < today ? last : today
    const months = Object.keys(own?.months ?? {})
      .map((name) => name.slice(1))
      .filter((month) => `${String(year)}-${month}` <= until)
      .sort()
    return {
      ...{ place, name: region.name, year, until, values: sumOf(own, until) },
      months: months.map((month) => ({ month: `${String(year)}-${month}`, values: sumOf(own, until, month) })),
      below: names.flatMap(({ _id, name }) => {
        const part = parts.find((each) => each.place === _id)
        return part ? [{ place: _id, name, values: sumOf(part, until) }] : []
      }),
    }
  },
})
