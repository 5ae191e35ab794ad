import * as v from 'valibot'
import { contract, fields } from '../../shared/contract'
import { line } from '../../shared/text'
import { Day, NightId, StallCode } from '../night/contract'

/** A vendor's public id. */
export const Shop = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{4,40}$/), v.title('摊主编号'))

const noSuchNight = '没有找到这一晚，回首页看看别的日子'
const noSuchStall = '这一晚没有这个摊位，请在地图上重新选'
export const noSuchVendor = '没有找到这位摊主，请从名单里重新选'

/** What a vendor is looked for by. */
export const SearchWords = line('摊名或者卖什么', { min: 1, max: 14 })

/** 调摊 The operator gives a vendor a stall, or another one than they have. */
export const placing = contract('market', {
  /** Those who can be placed: whoever waits for such a stall, in their turn, then those whose name or goods hold the words. */
  listPlaceable: {
    by: 'operator',
    at: 'night',
    input: fields({ night: NightId, stall: StallCode, words: v.optional(SearchWords) }),
    output: v.object({
      items: v.array(
        v.object({
          shop: v.string(),
          name: v.string(),
          sells: v.string(),
          /** Their turn in the waiting list, if they wait: 1 is next. */
          position: v.optional(v.number()),
          /** Where they stand this night. */
          stalls: v.array(v.string()),
        }),
      ),
      /** How many more there are: more words find them. */
      more: v.number(),
    }),
    refusals: { NO_SUCH_NIGHT: noSuchNight, NO_SUCH_STALL: noSuchStall },
  },
  /** Gives them a stall; of somebody who has as many as they may, `from` is the one that they leave for it. */
  placeVendor: {
    by: 'operator',
    at: 'night',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({
      night: NightId,
      stall: StallCode,
      shop: Shop,
      from: v.optional(v.pipe(StallCode, v.title('从哪个摊位'))),
      reason: line('原因', { min: 2, max: 60 }),
    }),
    output: v.object({
      night: v.string(),
      date: Day,
      stall: v.string(),
      /** Where they stood before, if they did. */
      from: v.optional(v.string()),
      vendor: v.object({ shop: v.string(), name: v.string(), sells: v.string() }),
    }),
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NO_SUCH_VENDOR: noSuchVendor,
      VENDOR_NOT_APPROVED: '这位摊主的资料还没通过，先去审核',
      NOT_YOURSELF: '不能给自己安排摊位，请另一位运营人员来办',
      NIGHT_CANCELLED: '这一晚不出摊了，不用再安排',
      NIGHT_ENDED: '这一晚已经收摊，不能再安排',
      NO_SUCH_STALL: noSuchStall,
      VENDOR_PAUSED: '这位摊主因为未到场正在暂停，先请另一位同事裁定申诉',
      SHIFT_CLASH: '这位摊主那时候报了志愿班次，请对方先退掉那一班',
      WHICH_STALL: '这位摊主有几个摊位，选一下从哪个换过来',
      STALL_CLOSED: '这个摊位今晚不能用，换一个试试',
      STALL_BY_DRAW: '这个摊位等着摇号，摇完再安排',
      STALL_TAKEN: '这个摊位已经有人了，换一个试试',
      KIND_MISMATCH: '这个摊位不卖这一类，选一个同类的',
      PAPERS_EXPIRED: '这位摊主的证照那一晚已经过期，先请对方换新证',
      ALREADY_THERE: '这位摊主已经在这个摊位上了，不用再安排',
    },
  },
})
