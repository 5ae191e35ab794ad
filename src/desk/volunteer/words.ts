import type { ActivityState, ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { dotted } from '../../shared/phrases'

export const stateWords: Record<ActivityState, string> = {
  draft: '还没发布',
  published: '正在报名',
  running: '正在办',
  ended: '办完了',
  settled: '结项了',
  cancelled: '取消了',
}

/** Whether nothing more can be done about it. */
export const isOver = (state: ActivityState): boolean => state === 'settled' || state === 'cancelled'

type Planned = ActivityView['times'][number]

/** Who is in a shift, who is missing, who waits for what. */
export function peopleWords(planned: Planned): string {
  const { confirmed, places, missing, waiting, applied, cancelled } = planned
  if (cancelled !== undefined) return `取消了：${cancelled}`
  return dotted([
    `报了 ${String(confirmed)} / ${String(places)}`,
    missing > 0 && `还差 ${String(missing)} 人`,
    waiting > 0 && `候补 ${String(waiting)}`,
    applied > 0 && `等审核 ${String(applied)}`,
  ])
}
