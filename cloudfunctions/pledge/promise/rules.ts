import { placesAbove, type Place } from '../../shared/region'
import { addDays, type CalendarDate } from '../../shared/shanghai'
import { beads, occurrences, type RhythmFacts, type Span } from '../rhythm/rules'
import type { Bead, Rhythm } from '../rhythm/contract'
import type { Figured, ListKind, PledgeState, StoredState } from './contract'

/** What can happen to a pledge as a whole. */
export type PledgeEvent = 'submit' | 'return' | 'approve' | 'publish' | 'finish' | 'excuse' | 'fail'

/** 状态表 Where a pledge goes by what happens; what is not here cannot happen. Changes and pauses leave it where it is. */
export const pledgeTable: Record<StoredState, Partial<Record<PledgeEvent, StoredState>>> = {
  draft: { submit: 'submitted' },
  submitted: { return: 'returned', approve: 'approved' },
  returned: { submit: 'submitted' },
  approved: { publish: 'public' },
  public: { finish: 'done', excuse: 'excused', fail: 'unfulfilled' },
  done: {},
  unfulfilled: {},
  excused: {},
}

/** Whether everybody may read it. */
export const isPublic = (state: StoredState): boolean => !['draft', 'submitted', 'returned', 'approved'].includes(state)

/** Whether somebody promised it or did it before: they neither decide about it nor look at what was done. */
export const isTheirs = (
  { member, hands = [] }: { member: string; hands?: readonly { member: string }[] },
  person: string | undefined,
): boolean => member === person || hands.some((each) => each.member === person)

/** Whether something can still be shown for it. */
export const isRunning = (state: StoredState): boolean => state === 'public'

/** Where a pledge stands on a day: a public one is `active` 践诺 from its first day on. */
export const shownState = ({ state, span }: { state: StoredState; span: Span }, today: CalendarDate): PledgeState =>
  state === 'public' && today >= span.from ? 'active' : state

/** How long after its last day a pledge still waits for what is late, in days. */
export const lateDays = 30

/** What a pledge came to when its time was over: done where at least half of what was owed was kept, late or not. */
export function outcomeOf(facts: RhythmFacts, today: CalendarDate): 'finish' | 'fail' {
  const owed = beads(facts, today).filter(({ state }) => state !== 'paused' && state !== 'excused')
  const kept = owed.filter(({ state }) => state === 'kept' || state === 'keptLate')
  return kept.length * 2 >= owed.length ? 'finish' : 'fail'
}

/** The longest a pledge lasts, in days: the year, and a month to put it in order. */
export const longestDays = 400

/** How many a member makes a year: two are wanted, five at most. */
export const perYear = { least: 2, most: 5 }

/** Why something cannot be promised so, or null. */
export function whyNotPromise({ span, rhythm }: { span: Span; rhythm: readonly Rhythm[] }, today: CalendarDate) {
  if (span.from >= addDays(span.until, 1) || span.until > addDays(span.from, longestDays)) return 'DATES_WRONG'
  if (span.from < today) return 'STARTS_PAST'
  return comesUp(span, rhythm) ? null : 'NEVER_DUE'
}

/** Whether a rhythm ever comes round within a span; one on an event may. */
export const comesUp = (span: Span, rhythm: readonly Rhythm[]): boolean =>
  rhythm.some(({ kind }) => kind === 'event') ||
  occurrences({ span, versions: [{ from: span.from, rhythm }], called: [] }).length > 0

/** Words that promise little, and what could stand there instead. */
const vagueWords: readonly { words: RegExp; hint: string }[] = [
  { words: /积极|主动|努力|尽力|争取/, hint: '写做什么，不写怎么用心：换成「每周三晚巡一遍楼道」这样的' },
  { words: /加强|提高|提升|增强|进一步|不断/, hint: '提高多少？换成数得出来的：几次、几户、几点' },
  { words: /经常|定期|不定期|适时|及时|常态化/, hint: '多久一次？上面选好星期几或几号' },
  { words: /相关|有关|等工作|各项|一系列/, hint: '哪一件？写出名字或地方' },
  { words: /做好.{0,6}(工作|服务)$|发挥.*作用|带头作用|模范/, hint: '做成什么样才算好？写一个邻居看得见的结果' },
]

/** Which of its words say little, each with a hint. */
export const vagueIn = (words: string): { words: string; hint: string }[] =>
  vagueWords.flatMap(({ words: pattern, hint }) => {
    const found = pattern.exec(words)
    return found ? [{ words: found[0], hint }] : []
  })

/** The list of the whole product: every district's. */
export const everywhere = '*'

/** The list of what was promised at a place or branch and below; of one kind, or with one figure, where told. */
export const listName = (place: Place, of?: ListKind | Figured): string => (of ? `${of}@${place}` : place)

/** Every list that a public pledge stands in. @param met its occurrences, as far as facts alone tell */
export function listsOf({ place, list }: { place: Place; list: ListKind }, met: readonly Bead[]): string[] {
  const states = new Set(met.map(({ state }) => state))
  const marks: Figured[] = [
    ...(states.has('kept') ? (['keptOnTime'] as const) : []),
    ...(states.has('keptLate') ? (['keptLate'] as const) : []),
    ...(states.has('excused') ? (['excusedOnce'] as const) : []),
  ]
  return [place, ...placesAbove(place), everywhere].flatMap((each) => [
    listName(each),
    ...[list, ...marks].map((of) => listName(each, of)),
  ])
}
