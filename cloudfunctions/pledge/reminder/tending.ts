import { claim, command } from '../../shared/database'
import { notice, owed, settle } from '../../shared/notify'
import { longDate } from '../../shared/shanghai'
import type { Tender } from '../../shared/tending'
import { pledges, type Pledge } from '../documents'
import { isRunning } from '../promise/rules'
import { saidNow } from '../promise/views'
import { reminders, remindersDue, type Reminder, type Stage } from './rules'

/** What was to be said longer ago than this is not said any more. */
const staleMs = 3 * 24 * 60 * 60_000

const titles: Readonly<Record<Stage, string>> = {
  soon: '后天到期',
  today: '今天到期',
  late: '过了一天还没晒',
  veryLate: '过了很久还没晒',
}

const told = (pledge: Pledge, { occurrence, due, stage, at }: Reminder) =>
  notice({
    to: pledge.member,
    kind: 'pledge',
    title: titles[stage],
    words: `${longDate(due)} ${saidNow(pledge, due)?.words ?? ''}`,
    state: stage === 'soon' || stage === 'today' ? '该做了' : '已超期',
    opens: `/pledge/mine?pledge=${pledge._id}`,
    at,
    cause: `${pledge._id} ${occurrence} ${stage}`,
  })

/** Up to when this pledge's member was reminded. */
const toldUntil = ({ remindedTo, publishedAt }: Pledge, now: Date): Date =>
  new Date(Math.max(+(remindedTo ?? publishedAt ?? now), +now - staleMs))

/** 提醒 Says once that something is still to be done, in the write that says up to when all was said. */
export const reminded: Tender<Pledge> = {
  tend: async (pledge, now) => {
    if (!isRunning(pledge.state)) return false
    const due = remindersDue(pledge, toldUntil(pledge, now), now)
    if (due.length === 0) return false
    const list = due.map((each) => told(pledge, each))
    const change = { remindedTo: now, ...owed(list), rev: command.inc(1) }
    if (await claim(pledges, pledge._id, { rev: pledge.rev }, change)) await settle(pledges, pledge._id, list)
    return true
  },
  due: (pledge, now) => {
    if (!isRunning(pledge.state)) return []
    return reminders(pledge).flatMap(({ at }) => (at > now ? at : []))
  },
}
