import * as v from 'valibot'
import { contract, Cursor, fields, Instant } from '../../shared/contract'
import { Day, NightId } from '../night/contract'
import { ShopId } from '../vendor/contract'

/** `muted`: in the list, but without notices. */
export const keptAs = ['following', 'muted', 'none'] as const
export type KeptAs = (typeof keptAs)[number]

/** 收藏 Vendors whom a resident likes to come back to. */
export const favourite = contract('market', {
  /** 收藏 Follows a vendor, quietly or not, or lets them go. */
  keepShop: {
    by: 'resident',
    changes: true,
    input: fields({ shop: ShopId, as: v.pipe(v.picklist(keptAs), v.title('怎么收藏')) }),
    output: v.object({ shop: v.string(), as: v.picklist(keptAs) }),
    refusals: { NO_SUCH_SHOP: '没有找到这个摊，可能已经不摆了' },
  },
  listFavourites: {
    by: 'resident',
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({
      today: Day,
      items: v.array(
        v.object({
          shop: v.string(),
          name: v.string(),
          sells: v.string(),
          as: v.picklist(keptAs),
          /** Where they stand on the night that is on or comes today. */
          tonight: v.optional(v.object({ night: NightId, stall: v.string(), startsAt: Instant, endsAt: Instant })),
        }),
      ),
      cursor: v.optional(v.string()),
    }),
    refusals: {},
  },
})
