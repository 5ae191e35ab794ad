import { changeAll, command, find, removeAll } from '../../shared/database'
import { newId } from '../../shared/ids'
import type { Shelf } from '../../shared/person'
import { handHours, hoursBook } from '../documents'

const perStep = 20

/** A person's book of hours, the latest line first. */
export const booked: Shelf = {
  title: '志愿时长',
  read: async (openid, after) => {
    const found = await find(hoursBook, {
      where: { person: openid, ...(after === undefined ? {} : { seq: command.lt(Number(after)) }) },
      sort: [['seq', 'desc']],
      limit: perStep,
    })
    const rows = found.map(({ day, title, minutes, total, reason }) => ({
      日期: day,
      活动: title,
      分钟: minutes,
      累计分钟: total,
      ...(reason === undefined ? {} : { 说明: reason }),
    }))
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: String(last.seq) } : {}) }
  },
}

/** Hours that were served stay, for the district's sums, without who served them; what nobody confirmed goes. */
export async function forgetHours(openid: string): Promise<number> {
  const left = `left-${newId()}`
  const lines = await changeAll(hoursBook, { person: openid }, { person: left })
  const hands = await find(handHours, { where: { person: openid }, sort: [], limit: 100 })
  await removeAll(
    handHours,
    hands.map(({ _id }) => _id),
  )
  return lines + hands.length
}
