import * as v from 'valibot'
import { contract, Cursor, fields, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'

/** A place as anyone may know it: district, street, community, grid or unit. */
export const RegionView = v.object({
  place: PlaceId,
  name: v.string(),
  kind: v.picklist(['district', 'street', 'community', 'grid', 'unit']),
})
export type RegionView = v.InferOutput<typeof RegionView>

/** A place as its admins know it. */
const KeptRegion = v.object({ ...RegionView.entries, retired: v.optional(v.boolean()) })
export type KeptRegion = v.InferOutput<typeof KeptRegion>

const Name = line('地名', { min: 2, max: 20 })
const noSuchPlace = '没有找到这个地方，请重新选'
const retired = '这个地方已经停用，请选一个还在用的'

/** 区划 The region tree, as data that an admin edits. */
export const region = contract('member', {
  /** The places right below one, or the districts. */
  listRegions: {
    by: 'anyone',
    input: fields({ under: v.optional(PlaceId), cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(RegionView), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** A place, the way down to it, and what was ever made right below it, in use or not. */
  listAllRegions: {
    by: 'admin',
    at: 'region',
    input: fields({ under: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({
      /** From the district down to the place itself. */
      path: v.array(KeptRegion),
      /** Short names below it that cannot be given again. */
      slugs: v.array(v.string()),
      items: v.array(KeptRegion),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_PLACE: noSuchPlace },
  },
  addRegion: {
    by: 'admin',
    at: 'region',
    changes: true,
    input: fields({
      under: PlaceId,
      slug: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,20}$/), v.title('拼音短名')),
      name: Name,
      /** Where it stands among its neighbours; at the end when absent. */
      order: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999), v.title('排序'))),
    }),
    output: RegionView,
    refusals: {
      NO_SUCH_PLACE: noSuchPlace,
      PLACE_RETIRED: retired,
      SLUG_TAKEN: '这个拼音短名已经用过了，换一个',
      TOO_DEEP: '邻是最小的一级，下面不能再分',
    },
  },
  renameRegion: {
    by: 'admin',
    at: 'region',
    changes: true,
    input: fields({ place: PlaceId, name: Name }),
    output: RegionView,
    refusals: { NO_SUCH_PLACE: noSuchPlace, PLACE_RETIRED: retired },
  },
  retireRegion: {
    by: 'admin',
    at: 'region',
    changes: true,
    input: fields({ place: PlaceId }),
    output: RegionView,
    refusals: {
      NO_SUCH_PLACE: noSuchPlace,
      HAS_CHILDREN: '下面还有在用的地方，先把它们停用',
    },
  },
})
