import type { Column, Sheet } from '../../shared/xlsx'
import type { Review, StoredState } from '../promise/contract'
import { together, type Share, type YearOf } from './rules'

/** One promise of a year as the sheet tells it. */
export interface YearLine extends YearOf {
  /** What each who had it did of it, the latest last. */
  shares: Share[]
  by: string
  words: string
  whom: string
  state: StoredState
  review?: Review | undefined
  thanks: number
}

const stateWords: Record<StoredState, string> = {
  draft: '草稿',
  submitted: '等支部看',
  returned: '退回改一改',
  approved: '定诺了',
  public: '公开了',
  done: '做到了',
  unfulfilled: '没做到',
  excused: '不用做了',
}

const reviewWords: Record<Review, string> = { reviewed: '评过了', closed: '结束了' }

const counts: readonly Column[] = ['该做', '按时', '晚了', '免了', '还没做'].map((title) => ({ title, kind: 'number' }))
const countsOf = ({ due, onTime, late, excused, open }: YearOf) => [due, onTime, late, excused, open]

/** A branch's year: each member and the sum of all, then each promise. */
export function sheetsOf(year: number, lines: readonly YearLine[]): Sheet[] {
  const shares = lines.flatMap((line) =>
    // Thanks are for whoever has it now.
    line.shares.map((share, index) => ({ ...share, thanks: index === line.shares.length - 1 ? line.thanks : 0 })),
  )
  const members = [...new Set(shares.map(({ member }) => member))]
  const ofMember = members
    .map((member) => shares.filter((each) => each.member === member))
    .sort(([one], [other]) => (one?.by ?? '').localeCompare(other?.by ?? '', 'zh-Hans-CN'))
  return [
    {
      name: `${String(year)}年党员`,
      columns: [
        { title: '党员', kind: 'text', width: 12 },
        { title: '承诺', kind: 'number' },
        ...counts,
        { title: '谢过', kind: 'number' },
      ],
      rows: [...ofMember, lines].map((of, index) => [
        index < members.length ? (of[0]?.by ?? '') : '合计',
        of.length,
        ...countsOf(together(of)),
        of.reduce((sum, { thanks }) => sum + thanks, 0),
      ]),
      sums: true,
    },
    {
      name: '每条承诺',
      columns: [
        { title: '党员', kind: 'text', width: 12 },
        { title: '承诺', kind: 'text', width: 40 },
        { title: '为谁、在哪', kind: 'text', width: 20 },
        ...counts,
        { title: '谢过', kind: 'number' },
        { title: '现在', kind: 'text', width: 12 },
        { title: '评诺', kind: 'text', width: 12 },
      ],
      rows: lines.map((each) => [
        ...[each.by, each.words, each.whom],
        ...countsOf(each),
        each.thanks,
        stateWords[each.state],
        each.review ? reviewWords[each.review] : '',
      ]),
    },
  ]
}
