import { claim, command, find } from '../../shared/database'
import { newId } from '../../shared/ids'
import type { Shelf } from '../../shared/person'
import { teams } from '../documents'
import { takeOut } from './leaving'

const perStep = 50

const teamsWith = (list: 'people' | 'left.person', openid: string) =>
  find(teams, { where: { [list]: openid }, sort: [], limit: perStep })

/** The teams that somebody is in. */
export const inTeams: Shelf = {
  title: '队伍',
  read: async (openid) => ({
    rows: (await teamsWith('people', openid)).map(({ name, members }) => ({
      队名: name,
      队长: members[0]?.person === openid ? '是' : '否',
      入队时间: members.find(({ person }) => person === openid)?.at.toISOString(),
    })),
  }),
}

/** Somebody goes out of their teams, which go on; @returns how many knew of them */
export async function forgetInTeams(openid: string, now: Date): Promise<number> {
  const [present, past] = [await teamsWith('people', openid), await teamsWith('left.person', openid)]
  for (const team of present) await takeOut(team, openid, { caller: openid, key: `left-${newId()}`, now })
  for (const { _id } of past)
    await claim(teams, _id, { 'left.person': openid }, { left: command.pull({ person: openid }), rev: command.inc(1) })
  return present.length + past.length
}
