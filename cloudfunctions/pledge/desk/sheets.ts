import type { Column, Sheet } from '../../shared/xlsx'
import type { StoredState } from '../promise/contract'
import { together, type YearOf } from './rules'

/** One promise of a year as the sheet tells it. */
export interface YearLine extends YearOf {
  /** openid, to tell two of one name apart; no column shows it. */
  member: string
  by: string
  words: string
  whom: string
  state: StoredState
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
  reviewed: '评过了',
  closed: '结束了',
}

const counts: readonly Column[] = ['该做', '按时', '晚了', '免了', '还没做'].map((title) => ({ title, kind: 'number' }))
const countsOf = ({ due, onTime, late, excused, open }: YearOf) => [due, onTime, late, excused, open]

/** A branch's year: each member and the sum of all, then each promise. */
export function sheetsOf(year: number, lines: readonly YearLine[]): Sheet[] {
  const members = [...new Set(lines.map(({ member }) => member))]
  const ofMember = members.map((member) => lines.filter((each) => each.member === member))
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
      ],
      rows: lines.map((each) => [
        ...[each.by, each.words, each.whom],
        ...countsOf(each),
        each.thanks,
        stateWords[each.state],
      ]),
    },
  ]
}
