import { dateOf, type CalendarDate } from '../../shared/shanghai'
import type { Pledge } from '../documents'
import { beads, keptInRow, nextDue, showable } from '../rhythm/rules'
import { addDays } from '../../shared/shanghai'
import type { PledgeView } from './contract'
import { isRunning, shownState, vagueIn } from './rules'

/** What a pledge says now: its latest version that has begun, or its first. */
export const saidNow = ({ versions }: Pick<Pledge, 'versions'>, today: CalendarDate) =>
  [...versions].reverse().find(({ from }) => from <= today) ?? versions[0]

/** A pledge as its member and its secretary see it. */
export function pledgeView(pledge: Pledge, now: Date): PledgeView {
  const today = dateOf(now)
  const { versions, span, pauses, steps, state } = pledge
  const latest = versions[versions.length - 1]
  const next = isRunning(state) ? nextDue(pledge, today) : undefined
  const say = [...steps].reverse().find((step) => step.say !== undefined)?.say
  return {
    id: pledge._id,
    by: pledge.by,
    branch: pledge.branch,
    place: pledge.place,
    list: pledge.list,
    ...(pledge.item === undefined ? {} : { item: pledge.item }),
    ...(pledge.activity === undefined ? {} : { activity: pledge.activity }),
    state: shownState(pledge, today),
    words: latest?.words ?? '',
    whom: latest?.whom ?? '',
    rhythm: latest?.rhythm ?? [],
    from: span.from,
    until: span.until,
    before: versions.slice(0, -1).map(({ words, whom, rhythm }, index) => ({
      ...{ words, whom, rhythm },
      until: addDays(versions[index + 1]?.from ?? span.until, -1),
      why: versions[index + 1]?.why ?? '',
    })),
    beads: beads(pledge, today),
    inRow: keptInRow(pledge, today),
    ...(next ? { nextDue: next.due } : {}),
    toShow: isRunning(state) ? showable(pledge, today) : [],
    pauses: pauses.map(({ from, until, reason }) => ({ from, until, reason })),
    ...(say === undefined ? {} : { say }),
    vague: vagueIn(latest?.words ?? ''),
    ...(pledge.publishedAt ? { publishedAt: pledge.publishedAt.toISOString() } : {}),
    rev: pledge.rev,
  }
}
