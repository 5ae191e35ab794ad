import { claim, command, find } from '../../shared/database'
import { notice, owed, settle } from '../../shared/notify'
import { dateOf, dateInFull } from '../../shared/shanghai'
import { vendors, type Vendor } from '../documents'
import type { PaperKind } from './contract'
import { markOf, paperNews, type PaperNews } from './rules'
import { tenOn } from './saving'

const paperWords: Record<PaperKind, string> = { food: '食品摊贩登记证', health: '健康证明' }
const vendorsPerRun = 50
const marksKept = 20

/** One telling; its cause is what is told, so that it stands once in the inbox. */
const noticeOf = (to: string, news: PaperNews, now: Date) =>
  notice({
    to,
    kind: 'market',
    title: `${paperWords[news.paper]}快到期了`,
    words: `${dateInFull(news.until)}到期，之后的晚上不能订热食、冷食摊位，早点换新证传上来`,
    opens: '/market/my-shop',
    at: now,
    cause: markOf(news),
    state: '待更新',
  })

/** Tells one vendor what is due, by ONE write onto the profile that it was decided on. */
async function tell(vendor: Vendor, now: Date): Promise<void> {
  const { _id, rev, papers = {}, told = [] } = vendor
  const { news, marks, look } = paperNews(papers, told, dateOf(now))
  const notices = news.map((each) => noticeOf(_id, each, now))
  const change = {
    told: [...told, ...marks].slice(-marksKept),
    look: look === undefined ? command.remove() : tenOn(look),
    rev: command.inc(1),
    ...owed(notices),
  }
  if (await claim(vendors, _id, { rev }, change)) await settle(vendors, _id, notices)
}

/** Tells vendors whose papers end soon; the timer's part. */
export async function tellOfPapers(now: Date): Promise<{ papers: number }> {
  const due = await find(vendors, { where: { look: command.lte(now) }, sort: [['look', 'asc']], limit: vendorsPerRun })
  for (const vendor of due) await tell(vendor, now)
  return { papers: due.length }
}
