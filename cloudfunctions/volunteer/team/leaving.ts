import { claim, command } from '../../shared/database'
import type { Notice } from '../../shared/documents'
import { notice, owed, settle } from '../../shared/notify'
import { teams, type Team } from '../documents'
import { teamCode } from './codes'
import { without } from './rules'

const opens = '/volunteer/team'

/** Who is told that somebody is out of a team: whoever was taken out, and whoever leads it now. */
function toldOf({ name, members }: Team, leaver: string, caller: string, key: string, at: Date): Notice[] {
  const about = { kind: 'volunteer', opens, at, cause: key } as const
  const [captain, next] = members
  const handed = captain?.person === leaver && next
  return [
    ...(leaver === caller
      ? []
      : [notice({ ...about, to: leaver, title: '您不在队里了', words: `队长把您移出了「${name}」`, state: '已移出' })]),
    ...(handed
      ? [
          notice({
            ...about,
            to: next.person,
            title: '您现在是队长',
            words: `「${name}」的队长退出了，以后由您来报名`,
            state: '已接任',
          }),
        ]
      : []),
  ]
}

const leftKept = 100

/**
 * Takes somebody out of a team by ONE write onto exactly what was read.
 * @returns the team after it, or null when it changed meanwhile
 */
export async function takeOut(
  team: Team,
  person: string,
  { caller, key, now }: { caller: string; key: string; now: Date },
) {
  const member = team.members.find((each) => each.person === person)
  if (!member) return team
  const told = toldOf(team, person, caller, key, now)
  const left = { person, key: member.key, leaveKey: key }
  const after: Team = {
    ...team,
    members: without(team.members, person),
    people: team.people.filter((each) => each !== person),
    ...(person === caller ? {} : { code: teamCode(team._id, key) }),
    rev: team.rev + 1,
  }
  const { members, people, code } = after
  const change = { members, people, code, left: command.push({ each: [left], slice: -leftKept }), rev: after.rev }
  if (!(await claim(teams, team._id, { rev: team.rev }, { ...change, ...owed(told) }))) return null
  await settle(teams, team._id, told)
  return after
}
