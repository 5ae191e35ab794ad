import type { FeeState } from '../../../cloudfunctions/market/fees/contract'
import type { NightState, StallKind, StallMode } from '../../../cloudfunctions/market/night/contract'
import type { CollisionKind } from '../../../cloudfunctions/market/layout/contract'
import type { WaitKind } from '../../../cloudfunctions/market/desk/contract'

export const kindWords: Record<StallKind, string> = {
  hot: '热食',
  cold: '冷食',
  goods: '百货',
  craft: '手作',
  good: '公益',
}

export const modeWords: Record<StallMode, string> = { pick: '先到先得', fixed: '固定摊', draw: '摇号' }

export const stateWords: Record<NightState, string> = {
  draft: '还没开放订摊',
  open: '正在订摊',
  closed: '订摊结束',
  running: '正热闹着',
  ended: '已经收摊',
  cancelled: '取消了',
}

/** Why whoever has a stall would be hit by another layout. */
export const collisionWords: Record<CollisionKind, string> = {
  gone: '没有了',
  closed: '停用了',
  kind: '换了类型',
  mode: '换了订法',
  water: '没有水了',
  power: '没有电了',
  season: '季度固定摊，订法要变',
  listed: '摇号名单已经公布',
  wished: '有人报名摇这个',
}

export const waitWords: Record<WaitKind, string> = {
  noShows: '还没到的摊主',
  rounds: '等着巡查',
  offers: '候补等确认',
  approvals: '摊主等核对',
  appeals: '申诉等裁定',
  reports: '反映等答复',
  layouts: '布局没换上',
}

export const feeWords: Record<FeeState, string> = {
  owed: '还没交',
  paid: '交了',
  waived: '免收',
  toRefund: '要退',
  refunded: '退了',
  nothing: '不用交',
}

/** Fen as people write yuan. */
export const yuan = (fen: number): string => String(fen / 100)

/** Minutes after midnight as people say them: `18:30`, `次日 01:30`. */
export function minuteWords(minutes: number): string {
  const two = (count: number) => `${count < 10 ? '0' : ''}${String(count)}`
  const day = minutes >= 1440 ? '次日 ' : ''
  return `${day}${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
}

/** So many days before a night, as people say it. */
export const dayBeforeWords = (days: number): string =>
  days === 0 ? '当天' : days === 1 ? '前一天' : `前 ${String(days)} 天`

/** Days of the week from 1, as in 周一. */
export const weekdayWords = ['', '一', '二', '三', '四', '五', '六', '日']
