import type { PledgeState } from '../../cloudfunctions/pledge/promise/contract'

export const pledgeStateWords: Record<PledgeState, string> = {
  draft: '草稿',
  submitted: '等支部看',
  returned: '退回改一改',
  approved: '定诺了',
  public: '公开了，还没开始',
  active: '正在做',
  done: '做到了',
  unfulfilled: '没做到',
  excused: '不用做了',
}
