import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { RoleName, ShiftId } from '../shift/contract'
import { whyNotSignUp } from '../sign-up/contract'

/** How many a team has at most. */
export const mostMembers = 30

const TeamId = v.pipe(v.string(), v.regex(/^[a-z0-9]{10}$/), v.title('哪个队'))
const MemberId = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/), v.title('哪位队员'))

/** 队伍 People who go to shifts together, as one of them sees it. */
export const TeamView = v.object({
  id: v.string(),
  name: v.string(),
  /** Whether the caller leads it: who signs it up, and gives its code away. */
  captain: v.boolean(),
  code: v.optional(v.string()),
  /** The captain first. */
  members: v.array(v.object({ id: v.string(), name: v.string(), captain: v.boolean(), me: v.boolean() })),
})
export type TeamView = v.InferOutput<typeof TeamView>

const noSuchTeam = '没有找到这个队，刷新看看'
const notCaptain = '这一步请队长来办'

export const team = contract('volunteer', {
  /** The teams that the caller is in, the latest made first. */
  myTeams: {
    by: 'volunteer',
    input: fields({}),
    output: v.object({ items: v.array(TeamView) }),
    refusals: {},
  },
  makeTeam: {
    by: 'volunteer',
    changes: true,
    limit: { times: 5, minutes: 60 },
    input: fields({ name: line('队名', { min: 2, max: 12 }) }),
    output: TeamView,
    refusals: { TEAMS_TOO_MANY: '您已经在 20 个队里了，先退出一个再来' },
  },
  /** 入队 Joins by the code that the captain shows. */
  joinTeam: {
    by: 'volunteer',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({ code: v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{6}$/), v.title('队伍码')) }),
    output: TeamView,
    refusals: {
      NO_SUCH_TEAM: '没有这个队伍码，请队长再看一眼',
      TEAM_FULL: '这个队满了，一队最多 30 人，请队长再建一个',
      TEAM_LEFT: '您刚退出了这个队，想回来就再输一次队伍码',
      TEAMS_TOO_MANY: '您已经在 20 个队里了，先退出一个再来',
    },
  },
  /**
   * 退队 Leaves; a captain hands over to whoever is longest in it. A captain may take out somebody else, whom the code of
   * before lets in no more.
   */
  leaveTeam: {
    by: 'volunteer',
    changes: true,
    input: fields({ team: TeamId, member: v.optional(MemberId) }),
    /** The team, as long as the caller is in it. */
    output: v.object({ team: v.optional(TeamView) }),
    refusals: { NO_SUCH_TEAM: noSuchTeam, NOT_IN_TEAM: '对方已经不在队里了，刷新看看', NOT_CAPTAIN: notCaptain },
  },
  /** 组队报名 The captain signs up all, or some, together or not at all; each is told, and may sign out alone. */
  signUpTeam: {
    by: 'volunteer',
    changes: true,
    input: fields({
      team: TeamId,
      shift: ShiftId,
      role: v.optional(RoleName),
      /** Who comes with the captain; absent: all. */
      members: v.optional(
        v.pipe(
          v.array(MemberId),
          v.minLength(1),
          v.maxLength(mostMembers - 1),
          v.check((all) => new Set(all).size === all.length),
          v.title('哪些队员'),
        ),
      ),
    }),
    output: v.object({
      team: v.string(),
      shift: v.string(),
      title: v.string(),
      starts: Instant,
      ends: Instant,
      place: v.string(),
      role: v.string(),
      /** `out` for a late repeat, after the captain signed out again. */
      state: v.picklist(['confirmed', 'applied', 'out']),
      /** Who was signed up, as they are called. */
      names: v.array(v.string()),
    }),
    refusals: {
      NO_SUCH_SHIFT: whyNotSignUp.NO_SUCH_SHIFT,
      NO_SUCH_TEAM: noSuchTeam,
      NOT_CAPTAIN: '报名请队长来报，或者自己单独报',
      NOT_IN_TEAM: '选的队员里有人退队了，刷新再选',
      NO_SUCH_ROLE: whyNotSignUp.NO_SUCH_ROLE,
      SHIFT_CANCELLED: whyNotSignUp.SHIFT_CANCELLED,
      NOT_YET: whyNotSignUp.NOT_YET,
      CLOSED: whyNotSignUp.CLOSED,
      MEMBERS_IN: '有队员已经报了这一班，这次不带上他们',
      MEMBERS_CANNOT: '有队员现在不能报名，这次不带上他们',
      MEMBERS_BUSY: '有队员那时候有别的安排，这次不带上他们，或者换一班',
      MEMBERS_UNFIT: '有队员还没有这个岗位要的手艺或证件，换个岗位，或者不带上他们',
      NO_ROOM: '剩下的名额不够一队，少带几个，或者换一班',
    },
  },
})
