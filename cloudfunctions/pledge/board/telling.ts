import { claim, command, find } from '../../shared/database'
import { land, notice } from '../../shared/notify'
import { dateOf } from '../../shared/shanghai'
import { pledges, regards, type Pledge, type PledgeNews, type PledgeProgress } from '../documents'
import { saidNow } from '../promise/views'

const pledgesPerRun = 60
const followersPerRun = 100
const atOnce = 10

const newsWords: Readonly<Record<PledgeProgress, { title: string; state: string }>> = {
  kept: { title: '您关注的承诺又做了一次', state: '有进展' },
  amended: { title: '您关注的承诺调整了', state: '已调整' },
  passed: { title: '您关注的承诺换人接着做', state: '换人了' },
  done: { title: '您关注的承诺做到了', state: '做到了' },
  unfulfilled: { title: '您关注的承诺没做到', state: '没做到' },
  excused: { title: '您关注的承诺不用做了', state: '不用做了' },
}

const noticeOf = (pledge: Pledge, { id, what, at }: PledgeNews, to: string) =>
  notice({
    to,
    kind: 'pledge',
    ...newsWords[what],
    words: `${pledge.by}：${saidNow(pledge, dateOf(at))?.words ?? ''}`,
    opens: `/pledge/pledge?pledge=${pledge._id}`,
    at,
    cause: `${pledge._id} ${id}`,
  })

/** Tells the next of those who follow a pledge; its member knows already. */
async function tellNext(pledge: Pledge): Promise<void> {
  const [first] = pledge.news ?? []
  if (!first) return
  const some = await find(regards, {
    where: { pledge: pledge._id, following: true, _id: command.gt(pledge.newsAfter ?? '') },
    sort: [['_id', 'asc']],
    limit: followersPerRun,
  })
  await land(some.flatMap(({ person }) => (person === pledge.member ? [] : noticeOf(pledge, first, person))))
  const last = some.length === followersPerRun ? some.at(-1)?._id : undefined
  await claim(
    pledges,
    pledge._id,
    { 'news.0.id': first.id },
    last === undefined ? { news: command.pull({ id: first.id }), newsAfter: command.remove() } : { newsAfter: last },
  )
}

/** 有进展 Tells whoever follows a pledge what came of it: each once, so many in a minute, in the order in which it happened. */
export async function tellProgress(): Promise<{ progress: number }> {
  const found = await find(pledges, {
    where: { 'news.id': command.gt('') },
    sort: [['news.id', 'asc']],
    limit: pledgesPerRun,
  })
  for (let start = 0; start < found.length; start += atOnce)
    await Promise.all(found.slice(start, start + atOnce).map(tellNext))
  return { progress: found.length }
}
