import { dateOf, type CalendarDate } from '../../shared/shanghai'
import type { Pledge, PledgeFact } from '../documents'
import { beads, keptInRow, nextDue, showable } from '../rhythm/rules'
import { addDays } from '../../shared/shanghai'
import type { PledgeOffer, PledgeView } from './contract'
import { reviewedAs } from '../review/rules'
import type { RoundSpan } from '../review/spans'
import { isRunning, shownState, vagueIn } from './rules'

/** What a pledge says now: its latest version that has begun, or its first. */
export const saidNow = ({ versions }: Pick<Pledge, 'versions'>, today: CalendarDate) =>
  [...versions].reverse().find(({ from }) => from <= today) ?? versions[0]

/** A pledge as its member and its secretary see it. @param rounds those of its branch, where it may have been reviewed */
export function pledgeView(pledge: Pledge, now: Date, rounds: readonly RoundSpan[] = []): PledgeView {
  const today = dateOf(now)
  const { versions, span, pauses, steps, state, hands = [] } = pledge
  const latest = versions[versions.length - 1]
  const next = isRunning(state) ? nextDue(pledge, today) : undefined
  const review = reviewedAs(pledge, rounds, now)
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
    ...(review ? { review } : {}),
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
    inRow: keptInRow({ ...pledge, facts: ownFacts(pledge) }, today),
    ...(next ? { nextDue: next.due } : {}),
    toShow: isRunning(state) ? showable(pledge, today) : [],
    hands: hands.map(({ by, until, why }) => ({ by, until, why })),
    pauses: pauses.map(({ from, until, reason }) => ({ from, until, reason })),
    ...(say === undefined ? {} : { say }),
    vague: vagueIn(latest?.words ?? ''),
    ...(pledge.publishedAt ? { publishedAt: pledge.publishedAt.toISOString() } : {}),
    rev: pledge.rev,
  }
}

/** What was shown since its member has it: what others did before stays theirs. */
const ownFacts = ({ facts, hands = [] }: Pledge): PledgeFact[] => {
  const since = hands[hands.length - 1]?.at
  return since === undefined ? facts : facts.filter(({ at }) => at >= since)
}

/** A pledge as somebody reads it who is asked to go on with it. */
export function offerView(
  { _id: id, by, versions, span: { until }, handing }: Pledge,
  today: CalendarDate,
): PledgeOffer {
  const said = saidNow({ versions }, today)
  const { words = '', whom = '', rhythm = [] } = said ?? {}
  return { id, by, words, whom, rhythm, until, why: handing?.why ?? '' }
}
