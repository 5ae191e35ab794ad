import type { Code } from '../../shared/contract'
import { addDays, type CalendarDate } from '../../shared/shanghai'
import type { StallKind } from '../night/contract'
import { paperKinds, type PaperKind, type ShopState, type vendor } from './contract'

/** What happens to a profile. `renew` and `doubt` are a yes and a no to a paper that an approved vendor renewed. */
export const shopEvents = [
  'submit',
  'edit',
  'paper',
  'approve',
  'ask',
  'renew',
  'doubt',
  'suspend',
  'reinstate',
] as const
export type ShopEvent = (typeof shopEvents)[number]

/** Where each event leads, by the state that it meets; what is not here cannot happen. */
export const shopTable: Readonly<Record<ShopState, Partial<Record<ShopEvent, ShopState>>>> = {
  draft: { paper: 'draft', submit: 'submitted' },
  submitted: { paper: 'submitted', submit: 'submitted', approve: 'approved', ask: 'needs-info' },
  'needs-info': { paper: 'needs-info', submit: 'submitted' },
  approved: {
    paper: 'approved',
    edit: 'approved',
    submit: 'submitted',
    renew: 'approved',
    doubt: 'approved',
    suspend: 'suspended',
  },
  suspended: { reinstate: 'approved' },
}

/** Kinds of stall for which the law wants papers (食品安全法, Art. 36 and 45; 湖南省食品生产加工小作坊小餐饮和食品摊贩管理条例). */
const foodKinds: readonly StallKind[] = ['hot', 'cold']
export const needsPapers = (kinds: readonly StallKind[]): boolean => kinds.some((kind) => foodKinds.includes(kind))

export type Untils = Readonly<Partial<Record<PaperKind, { until: CalendarDate }>>>

/** Whether all papers are there and hold on `date`. */
export const papersHold = (papers: Untils, date: CalendarDate): boolean =>
  paperKinds.every((kind) => (papers[kind]?.until ?? '') >= date)

/** The kinds of stall that this vendor may use, but not on `date`, because a paper is not there or has expired by then. */
export const barredKinds = (
  { kinds, papers = {} }: { kinds: readonly StallKind[]; papers?: Untils },
  date: CalendarDate,
): StallKind[] => (papersHold(papers, date) ? [] : kinds.filter((kind) => foodKinds.includes(kind)))

/** The kinds of stall that this vendor may use on `date`. */
export function usableKinds(vendor: { kinds: readonly StallKind[]; papers?: Untils }, date: CalendarDate): StallKind[] {
  const barred = barredKinds(vendor, date)
  return vendor.kinds.filter((kind) => !barred.includes(kind))
}

/** A profile as rules see it. */
export interface ShopFacts {
  state: ShopState
  market: string
  kinds: readonly StallKind[]
  /** Approved ones. */
  papers?: Untils
  /** Those that wait to be approved. */
  offered?: Untils
}

/** What sending the profile means now: words alone can change without another approval. */
export const submitEvent = ({ state, kinds }: ShopFacts, wanted: readonly StallKind[]): 'submit' | 'edit' =>
  state === 'approved' && wanted.every((kind) => kinds.includes(kind)) ? 'edit' : 'submit'

/** Why a profile cannot be sent as it is, or null. */
export function whyNotSubmit(
  shop: ShopFacts | undefined,
  wanted: { market: string; kinds: readonly StallKind[] },
  today: CalendarDate,
): Code<typeof vendor.submitShop> | null {
  if (shop?.state === 'suspended') return 'SHOP_SUSPENDED'
  if (shop?.state === 'approved' && shop.market !== wanted.market) return 'OTHER_MARKET'
  const edit = shop !== undefined && submitEvent(shop, wanted.kinds) === 'edit'
  if (edit || !needsPapers(wanted.kinds)) return null
  return papersHold({ ...shop?.papers, ...shop?.offered }, today) ? null : 'PAPERS_MISSING'
}

/** Why a paper cannot be taken in, or null. */
export function whyNotPaper(shop: ShopFacts | undefined, until: CalendarDate, today: CalendarDate) {
  if (shop?.state === 'suspended') return 'SHOP_SUSPENDED'
  return until < today ? 'PAPER_EXPIRED' : null
}

const hasOffered = ({ offered = {} }: ShopFacts): boolean => paperKinds.some((kind) => offered[kind] !== undefined)

export type Decision = 'approve' | 'ask' | 'suspend' | 'reinstate'

/** What a decision does to a profile as it stands, or null where it can do nothing. */
export function eventOf(decision: Decision, shop: ShopFacts): ShopEvent | null {
  const renewal = shop.state === 'approved' && (decision === 'approve' || decision === 'ask')
  if (renewal) return hasOffered(shop) ? (decision === 'approve' ? 'renew' : 'doubt') : null
  return shopTable[shop.state][decision] === undefined ? null : decision
}

export const decisions: readonly Decision[] = ['approve', 'ask', 'suspend', 'reinstate']

/** Why a profile cannot be approved as it is, or null. @param photosFine whether WeChat let all new photos pass */
export function whyNotApprove(
  shop: ShopFacts,
  photosFine: boolean,
  today: CalendarDate,
): 'PAPERS_MISSING' | 'PHOTO_NOT_CHECKED' | null {
  if (!needsPapers(shop.kinds)) return null
  if (!photosFine) return 'PHOTO_NOT_CHECKED'
  return papersHold({ ...shop.papers, ...shop.offered }, today) ? null : 'PAPERS_MISSING'
}

/** How many days before a paper ends its vendor is told, the earliest first. */
export const daysBefore = [30, 7] as const

/** One telling: which paper ends when, and how long before that it is told. */
export interface PaperNews {
  paper: PaperKind
  until: CalendarDate
  days: (typeof daysBefore)[number]
}

/** What a telling is remembered by: each is made once. */
export const markOf = ({ paper, until, days }: PaperNews): string => `${paper}-${until}-${String(days)}`

/**
 * What is to be told of papers now, and the date on which to look again. Whoever renews late is told once, not twice:
 * of two tellings that are due together, the later one says it all, and both count as made.
 */
export function paperNews(
  papers: Untils,
  told: readonly string[],
  today: CalendarDate,
): { news: PaperNews[]; marks: string[]; look?: CalendarDate } {
  const all = paperKinds.flatMap((paper) => {
    const until = papers[paper]?.until
    return until === undefined || until < today ? [] : daysBefore.map((days) => ({ paper, until, days }))
  })
  const dayOf = ({ until, days }: PaperNews): CalendarDate => addDays(until, -days)
  const due = all.filter((each) => dayOf(each) <= today && !told.includes(markOf(each)))
  const news = due.filter(({ paper, days }) => !due.some((other) => other.paper === paper && other.days < days))
  const look = all
    .map(dayOf)
    .filter((day) => day > today)
    .sort()[0]
  return { news, marks: due.map(markOf), ...(look === undefined ? {} : { look }) }
}

/** How many days back a vendor's record counts. */
export const recordDays = 60
