import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { ShiftId } from '../shift/contract'

/** When volunteers nearby were told last that a shift lacks people, and how many. */
export const HelpCall = v.object({ told: v.number(), at: Instant })

/** 缺人 A shift that lacks people calls volunteers nearby. */
export const callForHelp = contract('volunteer', {
  /** 喊人帮忙 Tells volunteers nearby who can do what is missing and have the time, each once. */
  callForHelp: {
    by: 'staff',
    at: 'shift',
    changes: true,
    input: fields({ shift: ShiftId }),
    output: v.object({
      shift: v.string(),
      ...HelpCall.entries,
      /** From when on it may be called again. */
      again: Instant,
    }),
    refusals: {
      NO_SUCH_SHIFT: '没有找到这一班，刷新再看',
      SHIFT_CANCELLED: '这一班取消了，不用喊人',
      CLOSED: '这一班不再收报名了，到场的人扫带队人的码也能加入',
      NOT_YET: '还没开放报名，开放了还缺再喊',
      TOO_EARLY: '离开始还早，前两天起可以喊人，先等等报名',
      ENOUGH: '人够了，不用喊了',
      CALLED_LATELY: '刚喊过人，过十二小时再喊',
      NOBODY_NEAR: '附近会这个又有空的，这会儿没有了，换个时间，或者放宽岗位的要求',
      SHIFT_CHANGING: '这一班正有人在报名，请再点一次',
    },
  },
})
