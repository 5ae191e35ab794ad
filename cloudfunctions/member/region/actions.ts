import * as v from 'valibot'
import { PlaceId } from '../../shared/contract'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, find, readOne, untilClaimed } from '../../shared/database'
import { regions, type Region, type RegionBirth } from '../../shared/documents'
import { many, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { placesAbove } from '../../shared/region'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { region as contract, type KeptRegion, type RegionView } from './contract'
import { kindBelow, whyNotAdd } from './rules'

const view = ({ place, name, kind }: Region): RegionView => ({ place, name, kind })

const regionsPerPage = 50

const Position = v.strictObject({ order: v.pipe(v.string(), v.regex(/^\d{1,4}$/)), after: PlaceId })

/** The part of a list that comes after a position: by order, equal ones by path. */
function after(cursor: string | undefined) {
  if (cursor === undefined) return {}
  const { order, after } = readCursor(Position, cursor)
  return { $or: [{ order: { $gt: Number(order) } }, { order: Number(order), _id: { $gt: after } }] }
}

/** A page of the places right below one, and one more by which it is seen whether it is the last. */
const pageBelow = (under: string, cursor: string | undefined, which: object = {}) => ({
  match: { parent: under, ...which, ...after(cursor) },
  sort: { order: 1, _id: 1 } as const,
  limit: regionsPerPage + 1,
  fields: { place: 1, name: 1, kind: 1, order: 1, retired: 1 },
})

function pageOf<T>(found: readonly Region[], view: (region: Region) => T): { items: T[]; cursor?: string } {
  const shown = found.slice(0, regionsPerPage)
  const last = shown.at(-1)
  const more = found.length > regionsPerPage && last
  const cursor = more ? { cursor: writeCursor({ order: String(last.order), after: last.place }) } : {}
  return { items: shown.map(view), ...cursor }
}

export const listRegions = action(contract.listRegions, {
  run: async ({ input }) => {
    const inUse = { retired: { $exists: false } }
    const found = await readOne({ from: regions.name, ...pageBelow(input.under ?? '', input.cursor, inUse) })
    return pageOf(found as unknown as Region[], view)
  },
})

const keptView = (region: Region): KeptRegion => ({ ...view(region), ...(region.retired ? { retired: true } : {}) })

export const listAllRegions = action(contract.listAllRegions, {
  load: ({ input }) => ({
    region: one(regions, input.under, 'NO_SUCH_PLACE'),
    above: many(regions, { match: { _id: { $in: placesAbove(input.under) } }, sort: { _id: 1 }, limit: 10 }),
    below: many(regions, pageBelow(input.under, input.cursor)),
  }),
  run: ({ loaded: { region, above, below } }) => ({
    // A place's id begins with the ids of those that it lies in, so that they sort from the district down.
    path: [...above, region].map(keptView),
    slugs: region.children.map(({ slug }) => slug),
    ...pageOf(below, keptView),
  }),
})

/** Behind all that were given a number. */
const atTheEnd = 1000

export const addRegion = action(contract.addRegion, {
  load: ({ input }) => ({ region: one(regions, input.under, 'NO_SUCH_PLACE') }),
  run: async ({ input, caller, key, now, loaded, refuse }) => {
    const { under, slug, name, order = atTheEnd } = input
    await checkWords(caller, name, 'forum')
    const made = await untilClaimed(regions, loaded.region, async (region) => {
      const known = region.children.find((each) => each.slug === slug)
      if (known?.key === key) return born(region, known)
      const slugs = region.children.map((each) => each.slug)
      const why = whyNotAdd({ place: region.place, retired: region.retired !== undefined, slugs }, slug)
      // A call that died between the claim on a name and the place itself is ended by whoever wants the name next.
      if (known) await addOnce(regions, childOf(region, known))
      if (why) throw refuse(why)
      const birth: RegionBirth = { slug, name, order, by: actorOf(caller), at: now, key }
      return (await claimBirth(under, birth)) ? born(region, birth) : null
    })
    if (!made) throw refuse('SLUG_TAKEN')
    const child = childOf(made.parent, made.birth)
    await addOnce(regions, child)
    return view(child)
  },
})

const born = (parent: Region, birth: RegionBirth) => ({ parent, birth })

/** The claim on a name, by ONE write on the place above: it is in use, and has no place of this name. */
const claimBirth = (under: string, birth: RegionBirth): Promise<boolean> =>
  claim(
    regions,
    under,
    { retired: command.exists(false), 'children.slug': command.nin([birth.slug]) },
    { children: command.push({ each: [birth] }) },
  )

function childOf({ place: parent }: Region, { slug, name, order }: RegionBirth): Region {
  const place = `${parent}.${slug}`
  const kind = kindBelow(parent, slug) ?? 'unit'
  return { _id: place, place, name, kind, parent, order, children: [], renames: [] }
}

const renamesKept = 50

export const renameRegion = action(contract.renameRegion, {
  load: ({ input }) => ({ region: one(regions, input.place, 'NO_SUCH_PLACE') }),
  run: async ({ input: { place, name }, caller, key, now, loaded: { region }, refuse }) => {
    const done = region.renames.find((each) => each.key === key)
    if (done) return view({ ...region, name: done.name })
    if (region.retired) throw refuse('PLACE_RETIRED')
    await checkWords(caller, name, 'forum')
    const renamed = await claim(
      regions,
      place,
      { retired: command.exists(false), 'renames.key': command.nin([key]) },
      { name, renames: command.push({ each: [{ name, by: actorOf(caller), at: now, key }], slice: -renamesKept }) },
    )
    if (renamed) return view({ ...region, name })
    const [fresh] = await find(regions, { where: { _id: place }, sort: [], limit: 1 })
    if (!fresh || fresh.retired) throw refuse('PLACE_RETIRED')
    return view(fresh)
  },
})

/** More places than this are never right below one. */
const childrenRead = 1000

export const retireRegion = action(contract.retireRegion, {
  load: ({ input }) => ({
    region: one(regions, input.place, 'NO_SUCH_PLACE'),
    below: many(regions, { match: { parent: input.place }, limit: childrenRead, fields: { retired: 1 } }),
  }),
  run: async ({ caller, key, now, loaded: { region, below }, refuse }) => {
    if (region.retired) return view(region)
    const there = new Map(below.map((each) => [each._id, each]))
    const unborn = region.children.map((birth) => childOf(region, birth)).filter(({ _id }) => !there.has(_id))
    for (const child of unborn) await addOnce(regions, child)
    if (unborn.length > 0 || below.some(({ retired }) => !retired)) throw refuse('HAS_CHILDREN')
    if (await claimEnd(region, { by: actorOf(caller), at: now, key })) return view(region)
    const [fresh] = await find(regions, { where: { _id: region._id }, sort: [], limit: 1 })
    if (!fresh?.retired) throw refuse('HAS_CHILDREN')
    return view(fresh)
  },
})

/** 停用, by one write: it is in use, and no place was made below it since its children were read. */
const claimEnd = ({ _id, children }: Region, retired: NonNullable<Region['retired']>): Promise<boolean> =>
  claim(
    regions,
    _id,
    { retired: command.exists(false), [`children.${children.length}`]: command.exists(false) },
    { retired },
  )
