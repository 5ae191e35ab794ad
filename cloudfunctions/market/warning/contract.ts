import * as v from 'valibot'
import { contract, fields } from '../../shared/contract'
import { line } from '../../shared/text'
import { NightId } from '../night/contract'

/** 提醒 What everybody with a stall of one night should know, while the night goes on as it is. */
export const warning = contract('market', {
  /** Tells everybody who has a stall, or is kept one, once; nothing else about the night changes. */
  warnNight: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, words: line('要说的话', { min: 4, max: 80 }) }),
    output: v.object({ night: v.string() }),
    refusals: {
      NO_SUCH_NIGHT: '没有找到这一晚，请刷新再选',
      NIGHT_ENDED: '这一晚已经收摊了，不用再提醒',
      NIGHT_CANCELLED: '这一晚已经取消，大家都通知过了，不用再提醒',
      NOBODY_TO_WARN: '这一晚还没有人订摊，不用提醒',
      SAID_ALREADY: '这句话刚刚通知过了，不用再发',
      BUSY: '这一晚正有人订摊，过几秒再点一次',
    },
  },
})
