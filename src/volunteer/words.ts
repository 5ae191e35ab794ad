import type { HoursKind } from '../../cloudfunctions/volunteer/hours/contract'
import type { ShiftItem, ShiftState, SignUpState } from '../../cloudfunctions/volunteer/shift/contract'
import type { SignUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { walkOf } from '../../cloudfunctions/volunteer/point/rules'
import { dotted, fromTo } from '../shared/phrases'

const stateWords: Record<ShiftState, string> = {
  notYet: '还没开始报名',
  open: '正在报名',
  closed: '报名截止',
  running: '正在进行',
  ended: '已经结束',
  cancelled: '取消了',
}

export const mineWords: Record<SignUpState, string> = {
  confirmed: '您报上了',
  offered: '给您留着名额',
  waiting: '您在候补',
  applied: '等组织方定',
}

const signUpWords: Record<SignUp['state'], string> = {
  ...mineWords,
  out: '退出了',
  missed: '没到场',
  served: '去过了',
  cancelled: '取消了',
}

/** How far it is, as people say it. */
export const distanceWords = (metres: number): string =>
  metres < 1000
    ? `${String(Math.max(Math.round(metres / 10) * 10, 10))} 米`
    : `${String(Math.round(metres / 100) / 10)} 公里`

/** How long one walks there. */
export function walkWords(metres: number): string {
  const minutes = walkOf(metres)
  return minutes === undefined ? distanceWords(metres) : `走 ${String(minutes)} 分钟内`
}

/** Opening hours as they were typed; no line ends between two times. */
export const hoursWords = (typed: string): string =>
  typed.replace(/(\d+:\d{2}) ?[–—~-] ?(\d+:\d{2})/g, (_, from: string, to: string) => fromTo(from, to))

/** How many more are wanted, or how many wait. */
export function placesWords({ state, places, confirmed, waiting }: ShiftItem): string {
  if (state !== 'open') return stateWords[state]
  if (confirmed < places) return `还要 ${String(places - confirmed)} 人`
  return waiting > 0 ? `满了，${String(waiting)} 人候补` : '满了，可候补'
}

/** What stands at the end of a shift's line. */
export const sideOf = (item: ShiftItem): string => (item.mine ? mineWords[item.mine] : placesWords(item))

/** What somebody is, or was, to a shift. */
export const signUpNote = ({ state, role, ahead, team, attendance }: SignUp): string =>
  dotted([
    (attendance?.state === 'here' ? '签到了，走时签退' : signUpWords[state]) +
      (state === 'waiting' && ahead !== undefined ? `，前面 ${String(ahead)} 人` : ''),
    role === '' ? undefined : role,
    team,
  ])

export const hoursKindWords: Record<HoursKind, string> = {
  scan: '签到签退',
  hand: '补记',
  wish: '微心愿',
  reversal: '更正',
}

/** The two things that one gives a hand with. */
export const givingTabs = [
  { value: 'shifts', label: '活动' },
  { value: 'wishes', label: '微心愿' },
] as const
