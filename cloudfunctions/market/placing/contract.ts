import * as v from 'valibot'
import { contract, fields } from '../../shared/contract'
import { line } from '../../shared/text'
import { Day, NightId, StallCode } from '../night/contract'

/** A vendor's public id. */
export const Shop = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{4,40}$/), v.title('摊主编号'))

export const noSuchVendor = '没有找到这位摊主，请从名单里重新选'

/** 调摊 The operator gives a vendor a stall, or another one than they have. */
export const placing = contract('market', {
  placeVendor: {
    by: 'operator',
    at: 'night',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({ night: NightId, stall: StallCode, shop: Shop, reason: line('原因', { min: 2, max: 60 }) }),
    output: v.object({
      night: v.string(),
      date: Day,
      stall: v.string(),
      /** Where they stood before, if they did. */
      from: v.optional(v.string()),
      vendor: v.object({ shop: v.string(), name: v.string(), sells: v.string() }),
    }),
    refusals: {
      NO_SUCH_NIGHT: '没有找到这一晚，回首页看看别的日子',
      NO_SUCH_VENDOR: noSuchVendor,
      VENDOR_NOT_APPROVED: '这位摊主的资料还没通过，先去审核',
      NOT_YOURSELF: '不能给自己安排摊位，请另一位运营人员来办',
      NIGHT_CANCELLED: '这一晚不出摊了，不用再安排',
      NIGHT_ENDED: '这一晚已经收摊，不能再安排',
      NO_SUCH_STALL: '这一晚没有这个摊位，请在地图上重新选',
      STALL_CLOSED: '这个摊位今晚不能用，换一个试试',
      STALL_TAKEN: '这个摊位已经有人了，换一个试试',
      KIND_MISMATCH: '这个摊位不卖这一类，选一个同类的',
      ALREADY_THERE: '这位摊主已经在这个摊位上了，不用再安排',
    },
  },
})
