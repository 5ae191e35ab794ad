import { claim, command } from '../shared/database'
import { addDays, dateOf, instantOf } from '../shared/shanghai'
import type { Tender } from '../shared/tending'
import { pledges, type Pledge } from './documents'
import { keysChange } from './promise/keys'
import { isRunning, lateDays, outcomeOf } from './promise/rules'
import { newsOf, stateAfter } from './promise/saving'

/** The first instant after a pledge's last day on which nothing is waited for any more. */
const overAt = ({ span }: Pledge): Date => instantOf(addDays(span.until, lateDays + 1), 0)

/** 到期 A pledge whose time is over is done, or was not fulfilled. */
export const finished: Tender<Pledge> = {
  tend: async (pledge, now) => {
    const { _id, rev } = pledge
    if (!isRunning(pledge.state) || now < overAt(pledge)) return false
    const today = dateOf(now)
    const state = stateAfter(pledge, outcomeOf(pledge, today))
    if (!state) return false
    const after = { ...pledge, state, doneAt: now }
    const news = newsOf('over', state === 'done' ? 'done' : 'unfulfilled', now)
    const change = { state, doneAt: now, ...keysChange(after), ...news, rev: command.inc(1) }
    return claim(pledges, _id, { rev }, change)
  },
  due: (pledge) => (isRunning(pledge.state) ? [overAt(pledge)] : []),
}
