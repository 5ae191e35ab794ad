import { changeAll, command, find } from '../../shared/database'
import type { Shelf } from '../../shared/person'
import { activities, shifts } from '../documents'

const perStep = 50

/** The activities that somebody leads. */
export const led: Shelf = {
  title: '带队的活动',
  read: async (openid, after) => {
    const found = await find(activities, {
      where: { leader: openid, ...(after === undefined ? {} : { _id: command.gt(after) }) },
      sort: [['_id', 'asc']],
      limit: perStep,
    })
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return {
      rows: found.map(({ title, where }) => ({ 活动: title, 地点: where.name })),
      ...(last ? { after: last._id } : {}),
    }
  },
}

/** What somebody led is without a leader; @returns how many knew of them */
export async function forgetLed(openid: string): Promise<number> {
  const nobody = { leader: command.remove() }
  return (
    (await changeAll(activities, { leader: openid }, { ...nobody, leaderName: command.remove() })) +
    (await changeAll(shifts, { leader: openid }, { ...nobody, rev: command.inc(1) }))
  )
}
