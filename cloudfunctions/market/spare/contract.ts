import * as v from 'valibot'
import { contract, fields } from '../../shared/contract'
import { Day, NightId, StallCode, StallKind } from '../night/contract'

const whyNotSpare = {
  VENDOR_NOT_APPROVED: '您的摊主资料还没通过，请联系夜市运营方',
  NOT_FOR_GOOD: '空摊给公益摊位用，您的资料里没有公益这一类',
  NIGHT_CANCELLED: '这一晚不出摊了，看看别的日子',
  NOT_YET_SPARE: '还没到放出空摊的时间，最晚到场时间以后再来',
  NIGHT_OVER: '这一晚已经结束了，看看别的日子',
  ONE_STALL_EACH: '您今晚已经有摊位了',
  SHIFT_CLASH: '您这时候报了志愿班次，先退掉那一班再来',
}
const noSuchNight = '没有找到这一晚，回首页看看别的日子'

/** 空摊做公益 Stalls that stand empty late, for volunteer groups. */
export const spare = contract('market', {
  listSpare: {
    by: 'vendor',
    at: 'night',
    input: fields({ night: NightId }),
    output: v.object({
      night: v.string(),
      name: v.string(),
      date: Day,
      stalls: v.array(
        v.object({ stall: v.string(), row: v.string(), kind: StallKind, water: v.boolean(), power: v.boolean() }),
      ),
      whyNot: v.optional(v.object({ code: v.string(), say: v.string() })),
    }),
    refusals: { NO_SUCH_NIGHT: noSuchNight },
  },
  /** Takes an empty stall for this night, free of charge: the first has it. */
  takeSpare: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: StallCode }),
    output: v.object({ night: v.string(), stall: v.string() }),
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      ...whyNotSpare,
      STALL_TAKEN: '这个摊位已经有人了，换一个空的',
      STALL_CLOSED: '这个摊位今晚不能用，换一个空的',
      SOMEBODY_WAITS: '有摊主在候补这一类摊位，先让他们，换一个空的',
    },
  },
})
