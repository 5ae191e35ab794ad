import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { members } from '../../shared/documents'
import { newId, signsOf } from '../../shared/ids'
import { many, maybe, one, oneLike } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { action } from '../../shared/serve'
import { shownName } from '../../member/profile/rules'
import { teams, type Team } from '../documents'
import { teamCode } from './codes'
import { mostMembers, team as contract, type TeamView } from './contract'
import { takeOut } from './leaving'

/** A team as one of its members sees it. */
export function teamView({ _id: id, name, code, members }: Team, caller: string): TeamView {
  const captain = members[0]?.person === caller
  return {
    id,
    name,
    captain,
    ...(captain ? { code } : {}),
    members: members.map(({ id, person, name }, index) => ({ id, name, captain: index === 0, me: person === caller })),
  }
}

const mostTeams = 20

const teamsOf = (caller: string) => many(teams, { match: { people: caller }, sort: { madeAt: -1 }, limit: mostTeams })

export const myTeams = action(contract.myTeams, {
  load: ({ caller }) => ({ found: teamsOf(caller) }),
  run: ({ caller, loaded: { found } }) => ({ items: found.map((each) => teamView(each, caller)) }),
})

const codesTried = 3

export const makeTeam = action(contract.makeTeam, {
  load: ({ caller }) => ({ me: maybe(members, caller), found: teamsOf(caller) }),
  run: async ({ input: { name }, caller, key, now, loaded: { me, found }, refuse }) => {
    const _id = signsOf([caller, key], 10)
    const before = found.find((each) => each._id === _id)
    if (before) return teamView(before, caller)
    if (found.length === mostTeams) throw refuse('TEAMS_TOO_MANY')
    await checkWords(caller, name, 'profile')
    const members = [{ id: newId(), person: caller, name: shownName(me ?? {}), at: now, key }]
    // Another team may have the same code: then this one gets another.
    for (let left = codesTried; left > 0; left--) {
      const made: Team = {
        _id,
        name,
        code: teamCode(_id, `made ${String(left)}`),
        members,
        people: [caller],
        left: [],
        madeAt: now,
        rev: 0,
      }
      if (await addOnce(teams, made)) return teamView(made, caller)
      const [there] = await find(teams, { where: { _id }, sort: [], limit: 1 })
      if (there) return teamView(there, caller)
    }
    throw new Error('no code was free for a team')
  },
})

export const joinTeam = action(contract.joinTeam, {
  load: ({ input: { code }, caller }) => ({
    team: oneLike(teams, { code, 'people.0': { $exists: true } }, 'NO_SUCH_TEAM'),
    me: maybe(members, caller),
    found: many(teams, { match: { people: caller }, limit: mostTeams, fields: { _id: 1 } }),
  }),
  run: async ({ input: { code }, caller, key, now, loaded: { team, me, found }, refuse }) => {
    const joined = await untilClaimed(teams, team, async (team) => {
      if (team.people.includes(caller)) return team
      if (team.left.some((each) => each.person === caller && each.key === key)) throw refuse('TEAM_LEFT')
      if (team.code !== code || team.people.length === 0) throw refuse('NO_SUCH_TEAM')
      if (team.people.length >= mostMembers) throw refuse('TEAM_FULL')
      if (found.length === mostTeams) throw refuse('TEAMS_TOO_MANY')
      const member = { id: newId(), person: caller, name: shownName(me ?? {}), at: now, key }
      const done = await claim(
        teams,
        team._id,
        {
          code,
          [`people.${String(mostMembers - 1)}`]: command.exists(false),
          people: command.nin([caller]),
          left: command.not(command.elemMatch({ person: caller, key })),
        },
        {
          members: command.push({ each: [member] }),
          people: command.push({ each: [caller] }),
          rev: command.inc(1),
        },
      )
      return done ? { ...team, members: [...team.members, member], people: [...team.people, caller] } : null
    })
    if (!joined) throw refuse('TEAM_FULL')
    return teamView(joined, caller)
  },
})

export const leaveTeam = action(contract.leaveTeam, {
  load: ({ input }) => ({ team: one(teams, input.team, 'NO_SUCH_TEAM') }),
  run: async ({ input, caller, key, now, loaded, refuse }) => {
    const after = await untilClaimed(teams, loaded.team, (team) => {
      if (team.left.some(({ leaveKey }) => leaveKey === key)) return Promise.resolve(team)
      if (!team.people.includes(caller)) throw refuse('NO_SUCH_TEAM')
      const member = team.members.find(({ id, person }) =>
        input.member === undefined ? person === caller : id === input.member,
      )
      if (!member) throw refuse('NOT_IN_TEAM')
      if (member.person !== caller && team.members[0]?.person !== caller) throw refuse('NOT_CAPTAIN')
      return takeOut(team, member.person, { caller, key, now })
    })
    if (!after) throw new Error('a team changed all the time')
    return after.people.includes(caller) ? { team: teamView(after, caller) } : {}
  },
})
