import * as v from 'valibot'
import { contract, Fen, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { MarketId } from '../layout/contract'
import { Day, NightId, StallCode } from '../night/contract'
import { Shop } from '../placing/contract'

/** In the order of what is to be done; `nothing`: no stall, or one that costs nothing; `toRefund`: more came than is owed. */
export const feeStates = ['owed', 'toRefund', 'paid', 'waived', 'refunded', 'nothing'] as const
export type FeeState = (typeof feeStates)[number]

/** A calendar month, as `2026-11`. */
export const Month = v.pipe(v.string(), v.regex(/^20\d{2}-(?:0[1-9]|1[0-2])$/), v.title('哪个月'))

/** How much the person sees who acts, in fen: what was seen is what happens. */
const Amount = v.pipe(Fen, v.minValue(1), v.maxValue(1_000_000), v.title('金额'))

/** Why money is let go or given back: its vendor reads it. */
export const FeeReason = line('原因', { min: 2, max: 60 })

const money = { fee: Fen, waived: Fen, paid: Fen, refunded: Fen, toPay: Fen, toRefund: Fen }

export const FeeSums = v.object(money)
export type FeeSums = v.InferOutput<typeof FeeSums>

/** One vendor's money for one night. */
export const FeeLine = v.object({
  ...money,
  night: NightId,
  date: Day,
  market: v.string(),
  shop: v.string(),
  name: v.string(),
  /** Absent: they have none any more. */
  stall: v.optional(StallCode),
  state: v.picklist(feeStates),
  /** Why the night itself asks nothing for it. */
  free: v.optional(v.picklist(['cancelled', 'good'])),
  facts: v.array(
    v.object({
      kind: v.picklist(['paid', 'waived', 'refunded']),
      amount: Fen,
      way: v.optional(v.picklist(['cash', 'wechat'])),
      reason: v.optional(v.string()),
      at: Instant,
      /** Whether the reader did it. */
      byMe: v.boolean(),
    }),
  ),
})
export type FeeLine = v.InferOutput<typeof FeeLine>

const noSuchNight = '没有找到这一晚，回首页看看别的日子'

/** Why somebody's money does not move. */
export const whyNotFee = {
  NO_ACCOUNT: '这位摊主这一晚没有摊位，刷新看看',
  NOT_YOURSELF: '这是您自己的摊位，请另一位同事来办',
  AMOUNT_CHANGED: '金额刚刚变了，刷新看看再办',
  ALREADY_PAID: '这笔已经收过了，不用再收',
  NOTHING_OWED: '这一晚没有要收的了，刷新看看',
  NOTHING_TO_REFUND: '这一晚没有要退的钱，刷新看看',
  SECOND_PERSON: '这笔钱是您收的，请另一位同事来退',
}
export type WhyNotFee = keyof typeof whyNotFee

const { NO_ACCOUNT, NOT_YOURSELF, AMOUNT_CHANGED, ALREADY_PAID, NOTHING_OWED, NOTHING_TO_REFUND, SECOND_PERSON } =
  whyNotFee
const always = { NO_SUCH_NIGHT: noSuchNight, NO_ACCOUNT, NOT_YOURSELF, AMOUNT_CHANGED }

/** 摊位费 What vendors pay for their stalls. */
export const fees = contract('market', {
  /** 收现金 Marks what is open as paid. */
  takeCash: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, shop: Shop, amount: Amount }),
    output: FeeLine,
    refusals: { ...always, ALREADY_PAID, NOTHING_OWED },
  },
  /** 免收 Lets a fee go; one that was paid is then to be paid back. */
  waiveFee: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, shop: Shop, amount: Amount, reason: FeeReason }),
    output: FeeLine,
    refusals: { ...always, NOTHING_OWED },
  },
  /** 退款 Gives back, in cash, what came too much; by somebody else than who took it. */
  refundFee: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, shop: Shop, amount: Amount, reason: FeeReason }),
    output: FeeLine,
    refusals: { ...always, NOTHING_TO_REFUND, SECOND_PERSON },
  },
  /** 微信支付 Places an order for what the caller owes for a night; off unless a merchant is set. */
  payFee: {
    by: 'vendor',
    at: 'night',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({ night: NightId, amount: Amount }),
    output: v.object({
      amount: Fen,
      /** What `wx.requestPayment` is given. */
      payment: v.object({
        timeStamp: v.string(),
        nonceStr: v.string(),
        package: v.string(),
        signType: v.literal('MD5'),
        paySign: v.string(),
      }),
    }),
    refusals: {
      PAY_OFF: '微信支付还没有开通，到摊位上付现金就行',
      NO_SUCH_NIGHT: noSuchNight,
      NO_ACCOUNT: '这一晚您没有摊位，不用付',
      AMOUNT_CHANGED,
      ALREADY_PAID: '这一晚已经付过了，不用再付',
      NOTHING_OWED: '这一晚不用付摊位费',
    },
  },
  /** Asks WeChat whether the caller's order was paid, for whom its callback did not reach us yet. */
  confirmFee: {
    by: 'vendor',
    at: 'night',
    changes: true,
    limit: { times: 30, minutes: 60 },
    input: fields({ night: NightId }),
    output: FeeLine,
    refusals: {
      PAY_OFF: '微信支付还没有开通，到摊位上付现金就行',
      NO_SUCH_NIGHT: noSuchNight,
      NO_ORDER: '这一晚没有用微信付过',
    },
  },
  /** A night's accounts: who owes comes first, then to whom something is owed. */
  listFees: {
    by: 'operator',
    also: ['auditor'],
    at: 'night',
    input: fields({ night: NightId }),
    output: v.object({ night: NightId, date: Day, market: v.string(), items: v.array(FeeLine), sums: FeeSums }),
    refusals: { NO_SUCH_NIGHT: noSuchNight },
  },
  /** 账单 The caller's month, this one when none is named, the latest night first. */
  myFees: {
    by: 'vendor',
    input: fields({ month: v.optional(Month) }),
    output: v.object({
      month: Month,
      items: v.array(FeeLine),
      sums: FeeSums,
      /** Whether what is owed can be paid by WeChat. */
      wechat: v.optional(v.literal(true)),
    }),
    refusals: {},
  },
  /** 月报 A market's month: the sums of each vendor, who owes most first. */
  monthFees: {
    by: 'operator',
    also: ['auditor'],
    at: 'market',
    input: fields({ market: MarketId, month: Month }),
    output: v.object({
      month: Month,
      market: v.string(),
      items: v.array(v.object({ ...money, shop: v.string(), name: v.string(), nights: v.number() })),
      sums: FeeSums,
    }),
    refusals: { NO_SUCH_MARKET: '没有找到这个夜市，回首页看看' },
  },
})
