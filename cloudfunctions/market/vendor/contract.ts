import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { MarketId } from '../layout/contract'
import { Day, NightId, stallKinds, StallKind } from '../night/contract'

/** 证照 What whoever sells food shows: 食品摊贩登记证 and 健康证明. */
export const paperKinds = ['food', 'health'] as const
export const PaperKind = v.picklist(paperKinds)
export type PaperKind = (typeof paperKinds)[number]

/** Where a vendor's profile stands. */
export const shopStates = ['draft', 'submitted', 'needs-info', 'approved', 'suspended'] as const
export type ShopState = (typeof shopStates)[number]

/** What a vendor is called in addresses: it says nothing of who they are. */
export const ShopId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{8,24}$/), v.title('哪个摊'))

/** A file id of the cloud's storage. */
export const PhotoFile = v.pipe(v.string(), v.maxLength(300), v.regex(/^cloud:\/\/[\w.-]+\/[\w./-]+$/), v.title('照片'))

/** Short, because a map shows them at each stall. */
const ShopName = line('摊名', { min: 2, max: 14 })
const Sells = line('卖什么', { max: 24 })
const Kinds = v.pipe(
  v.array(v.picklist(stallKinds)),
  v.minLength(1),
  v.maxLength(stallKinds.length),
  v.check((kinds) => new Set(kinds).size === kinds.length),
  v.title('摊位种类'),
)
/** A paper as its owner and whoever approves it see it. */
export const PaperView = v.object({
  paper: PaperKind,
  /** In full for whoever approves, else its last signs. */
  number: v.string(),
  /** The last date that it holds. */
  until: Day,
  file: v.string(),
  /** Whether WeChat had a look at the photo. */
  photo: v.picklist(['checking', 'fine', 'refused']),
  /** Whether somebody approved it. */
  accepted: v.boolean(),
})
export type PaperView = v.InferOutput<typeof PaperView>

const MarketName = v.object({ id: v.string(), name: v.string() })

/** What of a profile its vendor and whoever approves it see. */
export const shopEntries = {
  shop: v.string(),
  market: MarketName,
  name: v.string(),
  sells: v.string(),
  kinds: v.array(StallKind),
  state: v.picklist(shopStates),
}

/** A vendor's profile as they see it. */
export const MyShop = v.object({
  ...shopEntries,
  papers: v.array(PaperView),
  /** What whoever decided last wrote to them. */
  say: v.optional(v.string()),
})
export type MyShop = v.InferOutput<typeof MyShop>

/** A night at which a vendor stands. */
const Standing = v.object({
  night: NightId,
  name: v.string(),
  date: Day,
  stall: v.string(),
  startsAt: Instant,
  endsAt: Instant,
})

export const noSuchMarket = '没有找到这个夜市，回首页看看'
export const noSuchShop = '没有找到这个摊，可能已经不摆了'
const suspended = '您的摊主资格暂停了，有疑问请联系夜市运营方'

/** 摊主 A vendor's profile and papers, and what the public knows of them. */
export const vendor = contract('market', {
  /** The caller's profile, if they began one, and what they need to begin. */
  myShop: {
    by: 'resident',
    input: fields({}),
    output: v.object({
      mine: v.optional(MyShop),
      today: Day,
      markets: v.array(MarketName),
      /** Where photos of papers are uploaded to: `photos/<folder>/<random>.<jpg|png|webp>`. */
      folder: v.string(),
    }),
    refusals: {},
  },
  /** 证照 Adds or renews one paper; it counts once it was approved. */
  putPaper: {
    by: 'resident',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({
      market: MarketId,
      paper: v.pipe(PaperKind, v.title('哪种证照')),
      number: v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9（）()〔〕\u4e00-\u9fff-]{4,40}$/), v.title('证照编号')),
      until: v.pipe(Day, v.title('有效期')),
      file: PhotoFile,
    }),
    output: MyShop,
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      NOT_YOUR_FILE: '这张照片不是刚才传上来的，请重新拍一张',
      FILE_MISSING: '照片没有传完整，请重新拍一张',
      PAPER_EXPIRED: '这张证已经过期了，换了新证再传',
      SHOP_SUSPENDED: suspended,
    },
  },
  /** 提交 Sends the profile to be approved, or changes the words of one that is. */
  submitShop: {
    by: 'resident',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({ market: MarketId, name: ShopName, sells: Sells, kinds: Kinds }),
    output: MyShop,
    refusals: {
      NO_SUCH_MARKET: noSuchMarket,
      PAPERS_MISSING: '卖热食、冷食要先传食品摊贩登记证和健康证明，都在有效期内',
      OTHER_MARKET: '您的资料在另一个夜市，先请那边的运营方帮您转过来',
      SHOP_SUSPENDED: suspended,
    },
  },
  /** What anyone may know of a vendor. */
  shopPage: {
    by: 'anyone',
    input: fields({ shop: ShopId }),
    output: v.object({
      today: Day,
      shop: v.string(),
      name: v.string(),
      sells: v.string(),
      kinds: v.array(StallKind),
      /** The date of the first approval. */
      since: Day,
      /** Whether they are kept from standing just now. */
      resting: v.boolean(),
      /** Nights stood at within the last 60 days. */
      stood: v.number(),
      /** Times not come within these days, without what was excused or is still looked at. */
      missed: v.number(),
      /** Rounds that saw their stall within these days, and how many of them found nothing wanting. */
      inspected: v.object({ times: v.number(), fine: v.number() }),
      /** The night that runs or comes next, and those after it, at most four in all. */
      next: v.array(Standing),
      /** Where they stood lately: what somebody may complain of, the latest first. */
      lately: v.array(v.object({ night: NightId, date: Day, stall: v.string() })),
      /** Whether the caller is this vendor. */
      mine: v.boolean(),
      /** How the caller keeps them. */
      favourite: v.picklist(['following', 'muted', 'none']),
    }),
    refusals: { NO_SUCH_SHOP: noSuchShop },
  },
})
