import * as v from 'valibot'
import { contract, Cursor, fields } from '../../shared/contract'

/** 个人信息 What is kept about a person: to take along, and to be forgotten. */
export const privacy = contract('member', {
  /** One part after the other of everything that is kept about the caller. */
  exportMine: {
    by: 'resident',
    limit: { times: 300, minutes: 60 },
    input: fields({ cursor: v.optional(Cursor) }),
    output: v.object({
      title: v.string(),
      /** In words that a person reads: Chinese names of fields, times as ISO strings. */
      rows: v.array(v.record(v.string(), v.unknown())),
      cursor: v.optional(v.string()),
    }),
    refusals: {},
  },
  leave: {
    by: 'resident',
    changes: true,
    limit: { times: 5, minutes: 60 },
    input: fields({ sure: v.pipe(v.literal('注销'), v.title('确认')) }),
    output: v.object({
      /** Within some minutes nothing is left; the mini-program can be closed meanwhile. */ state: v.literal('leaving'),
    }),
    refusals: {
      LAST_ADMIN: '您是区里最后一位管理员，先请另一位接手，再来注销',
      ROLE_CHANGING: '您的身份正在变动，过一会儿再来注销',
    },
  },
})
