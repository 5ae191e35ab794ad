import { claim, command, find } from '../../shared/database'
import { newId } from '../../shared/ids'
import type { Shelf } from '../../shared/person'
import { stallReports } from '../documents'

const perStep = 50

const reportsBefore = (openid: string, before: string | undefined) =>
  find(stallReports, {
    where: { openid, ...(before === undefined ? {} : { _id: command.lt(before) }) },
    sort: [['_id', 'desc']],
    limit: perStep,
  })

/** What somebody complained of. */
export const reports: Shelf = {
  title: '反映的问题',
  read: async (openid, after) => {
    const found = await reportsBefore(openid, after)
    const last = found.length === perStep ? found[found.length - 1] : undefined
    const rows = found.map(({ date, stall, words, photos, answer, at }) => ({
      日期: date,
      摊位: stall,
      内容: words,
      ...(photos ? { 照片: photos.map(({ file }) => file).join(' ') } : {}),
      ...(answer ? { 答复: answer.words } : {}),
      时间: at.toISOString(),
    }))
    return { rows, ...(last ? { after: last._id } : {}) }
  },
}

/** A complaint stays with the market, without who made it. */
export async function forgetReports(openid: string): Promise<number> {
  const found = await reportsBefore(openid, undefined)
  const left = () => ({ openid: `left-${newId()}`, photos: command.remove(), owed: command.remove() })
  for (const { _id } of found) await claim(stallReports, _id, { openid }, left())
  return found.length
}
