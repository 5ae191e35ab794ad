import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId, roles, type Role } from '../../shared/contract'
import { line } from '../../shared/text'

/** The code that a person shows from their own page. */
export const PersonCode = v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{8}$/), v.title('对方的码'))

/** One holder in a list, as only whoever asked for the list can name them again. */
export const Holder = v.pipe(v.string(), v.regex(/^[\w-]{40,200}$/), v.title('哪一位'))

const AnyRole = v.pipe(v.picklist(roles), v.title('身份'))

/** The roles that a community's staff give and take themselves. */
export const staffRoles = ['vendor', 'volunteer', 'lead'] as const satisfies readonly Role[]
const StaffRole = v.pipe(v.picklist(staffRoles), v.title('身份'))

const Why = line('原因', { min: 2, max: 200 })

/** A role at a place, and who has it as others read them. */
export const Holding = v.object({
  role: v.picklist(roles),
  roleName: v.string(),
  place: PlaceId,
  placeName: v.string(),
  shownName: v.string(),
})
export type Holding = v.InferOutput<typeof Holding>

const noSuchPlace = '没有找到这个地方，请重新选'
const busy = '这位的身份正在变动，请过一会儿再试'
const grantRefusals = {
  NO_SUCH_PLACE: noSuchPlace,
  PLACE_RETIRED: '这个地方已经停用，请选一个还在用的',
  NO_SUCH_PERSON: '这个码认不出来或者过期了，请对方打开“我的码”再给您看一次',
  NOT_YOURSELF: '不能给自己加身份，请另一位同事来办',
  ALREADY_HOLDS: '这位在这里已经有这个身份了，不用再加',
  ROLE_CHANGING: busy,
}
const revokeRefusals = {
  NO_SUCH_PLACE: noSuchPlace,
  NO_SUCH_PERSON: '没有找到这一位，请刷新名单再选',
  DOES_NOT_HOLD: '这位在这里已经没有这个身份了，请刷新名单',
  ROLE_CHANGING: busy,
}

const holdersOutput = v.object({
  items: v.array(v.object({ ...Holding.entries, holder: v.string() })),
  cursor: v.optional(v.string()),
})

/** 身份 Who is what, and where. */
export const role = contract('member', {
  grantRole: {
    by: 'admin',
    at: 'region',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({ place: PlaceId, role: AnyRole, person: PersonCode }),
    output: Holding,
    refusals: grantRefusals,
  },
  revokeRole: {
    by: 'admin',
    at: 'region',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({ place: PlaceId, role: AnyRole, holder: Holder, reason: Why }),
    output: Holding,
    refusals: { ...revokeRefusals, LAST_ADMIN: '区里至少要有一位管理员，请先加上另一位再来办' },
  },
  appoint: {
    by: 'staff',
    at: 'region',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({ place: PlaceId, role: StaffRole, person: PersonCode }),
    output: Holding,
    refusals: grantRefusals,
  },
  dismiss: {
    by: 'staff',
    at: 'region',
    changes: true,
    limit: { times: 60, minutes: 10 },
    input: fields({ place: PlaceId, role: StaffRole, holder: Holder, reason: Why }),
    output: Holding,
    refusals: revokeRefusals,
  },
  /** Who holds a role at a place and below, for its staff; `listAllHolders` is the same for its admins. */
  listHolders: {
    by: 'staff',
    at: 'region',
    input: fields({ place: PlaceId, role: AnyRole, cursor: v.optional(Cursor) }),
    output: holdersOutput,
    refusals: { NO_SUCH_PLACE: noSuchPlace },
  },
  listAllHolders: {
    by: 'admin',
    at: 'region',
    input: fields({ place: PlaceId, role: AnyRole, cursor: v.optional(Cursor) }),
    output: holdersOutput,
    refusals: { NO_SUCH_PLACE: noSuchPlace },
  },
  /** Who shows this code: to be sure before giving a role. */
  findMember: {
    by: 'resident',
    limit: { times: 20, minutes: 10 },
    input: fields({ person: PersonCode }),
    output: v.object({ shownName: v.string(), avatar: v.optional(v.string()) }),
    refusals: { NO_SUCH_PERSON: grantRefusals.NO_SUCH_PERSON },
  },
  /** What became of the caller's own roles, the newest first. */
  listMyRoleChanges: {
    by: 'resident',
    input: fields({}),
    output: v.object({
      items: v.array(
        v.object({
          change: v.picklist(['granted', 'revoked']),
          roleName: v.string(),
          place: PlaceId,
          placeName: v.string(),
          /** What whoever did it is: 管理员 or 工作人员. */
          as: v.string(),
          at: Instant,
          reason: v.optional(v.string()),
        }),
      ),
    }),
    refusals: {},
  },
})
