import * as v from 'valibot'
import { contract, Cursor, fields, Instant, Reason } from '../../shared/contract'
import { line } from '../../shared/text'
import { MarketId } from '../layout/contract'
import { StallKind } from '../night/contract'
import { noSuchMarket, noSuchShop, PaperView, shopEntries, ShopId, shopStates } from '../vendor/contract'

const Why = line('说明', { min: 2, max: 100 })

/** A profile as whoever approves it sees it. */
export const ShopForDesk = v.object({
  ...shopEntries,
  papers: v.array(PaperView),
  /** How often it was changed: what is approved is what was seen. */
  rev: v.number(),
  /** What can be done with it now. */
  can: v.array(v.picklist(['approve', 'ask', 'suspend', 'reinstate'])),
  /** Why it cannot be approved yet, if so. */
  whyNotApprove: v.optional(Reason),
  steps: v.array(v.object({ words: v.string(), at: Instant, say: v.optional(v.string()) })),
  /** Nights stood at within the last 60 days. */
  stood: v.number(),
})

const decided = '另一位同事刚办过，刷新看看现在怎样了'
const deskRefusals = {
  NO_SUCH_SHOP: noSuchShop,
  NOT_YOURSELF: '自己的资料请另一位同事来办',
  ALREADY_DECIDED: decided,
}

/** 审批 What an operator decides about vendors. */
export const approval = contract('market', {
  /** Vendors of a market: those who wait for a decision, who waits longest first; or those in one state, by their id. */
  listShops: {
    by: 'operator',
    at: 'market',
    input: fields({
      market: MarketId,
      which: v.pipe(v.picklist(['waiting', ...shopStates]), v.title('哪一类')),
      cursor: v.optional(Cursor),
    }),
    output: v.object({
      items: v.array(
        v.object({
          shop: v.string(),
          name: v.string(),
          sells: v.string(),
          kinds: v.array(StallKind),
          state: v.picklist(shopStates),
          waitsSince: v.optional(Instant),
        }),
      ),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_MARKET: noSuchMarket },
  },
  openShop: {
    by: 'operator',
    at: 'vendor',
    input: fields({ shop: ShopId }),
    output: ShopForDesk,
    refusals: { NO_SUCH_SHOP: noSuchShop },
  },
  /** 通过 Approves what was seen: the profile, or a paper that was renewed. */
  approveShop: {
    by: 'operator',
    at: 'vendor',
    changes: true,
    input: fields({
      shop: ShopId,
      seen: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9), v.title('看到的版本')),
    }),
    output: ShopForDesk,
    refusals: {
      ...deskRefusals,
      SHOP_CHANGED: '对方刚改过资料，请再看一遍',
      PAPERS_MISSING: '证照不齐或者过期了，请对方补上',
      PHOTO_NOT_CHECKED: '证照的照片还没核对好，过几分钟再办；没通过的请对方重传',
    },
  },
  /** 请补资料 Sends it back with what is missing. */
  askShop: {
    by: 'operator',
    at: 'vendor',
    changes: true,
    input: fields({ shop: ShopId, hint: Why }),
    output: ShopForDesk,
    refusals: deskRefusals,
  },
  suspendShop: {
    by: 'operator',
    at: 'vendor',
    changes: true,
    input: fields({ shop: ShopId, reason: Why }),
    output: ShopForDesk,
    refusals: deskRefusals,
  },
  reinstateShop: {
    by: 'operator',
    at: 'vendor',
    changes: true,
    input: fields({ shop: ShopId, reason: Why }),
    output: ShopForDesk,
    refusals: deskRefusals,
  },
})
