import { wishStates, type WishState } from '../../cloudfunctions/volunteer/wish/contract'
import {
  communityOf,
  dueOf,
  hasClaim,
  stateAfter,
  tellsNumber,
  timelineOf,
  unclaimedMs,
  whyNotClaim,
  whyNotConfirm,
  whyNotThank,
  wishState,
  wishTable,
  type WishEvent,
} from '../../cloudfunctions/volunteer/wish/rules'

const now = new Date('2026-11-27T10:00:00+08:00')
const later = (ms: number) => new Date(+now + ms)
const claim = { person: 'mei', at: now, until: later(1) }
const events: WishEvent[] = [
  ...(['pass', 'return', 'decline', 'mend', 'withdraw', 'claim', 'giveBack', 'lapse', 'call'] as const),
  ...(['finish', 'deny', 'thank', 'confirm'] as const),
]

test.each<[WishState, string]>([
  ['waiting', 'pass→shown return→returned decline→declined withdraw→withdrawn'],
  ['returned', 'decline→declined mend→waiting withdraw→withdrawn'],
  ['declined', ''],
  ['shown', 'decline→declined withdraw→withdrawn claim→claimed call→shown'],
  ['claimed', 'withdraw→withdrawn giveBack→shown lapse→shown finish→done'],
  ['done', 'deny→claimed thank→thanked confirm→confirmed'],
  ['confirmed', 'thank→thanked'],
  ['thanked', ''],
  ['withdrawn', ''],
])('from %s a wish goes %s', (state, expected) => {
  const goes = events.flatMap((event) => {
    const after = stateAfter({ state, claim }, event, now)
    return after === undefined ? [] : [`${event}→${after}`]
  })
  expect(goes.join(' ')).toBe(expected)
})

test('every state has its row, and each leads to states that there are', () => {
  expect(Object.keys(wishTable).sort()).toEqual([...wishStates].sort())
})

test('a claim lapses at its very instant, whether or not the timer came', () => {
  const claimed = { state: 'claimed' as const, claim }
  expect([wishState(claimed, now), wishState(claimed, later(1))]).toEqual(['claimed', 'shown'])
  expect([hasClaim(claimed, 'mei', now), hasClaim(claimed, 'mei', later(1)), hasClaim(claimed, 'lin', now)]).toEqual([
    true,
    false,
    false,
  ])
  expect(stateAfter(claimed, 'finish', later(1))).toBeUndefined()
  expect(stateAfter(claimed, 'claim', later(1))).toBe('claimed')
  // What is done stays done, however long the asker says nothing.
  expect(wishState({ state: 'done', claim }, later(1))).toBe('done')
})

const able = { person: 'mei', registered: true, skills: ['repair' as const], held: 2 }
test.each([
  ['open', {}, {}, null],
  ['somebody has it', { state: 'claimed' as const, claim: { ...claim, person: 'lin' } }, {}, 'WISH_TAKEN'],
  ['not public yet', { state: 'waiting' as const }, {}, 'NOT_OPEN'],
  ['over', { state: 'thanked' as const }, {}, 'NOT_OPEN'],
  ['their own', { asker: 'mei' }, {}, 'OWN_WISH'],
  ['no volunteer', {}, { registered: false }, 'NOT_A_VOLUNTEER'],
  ['somebody with three of them', {}, { held: 3 }, 'HANDS_FULL'],
  ['paused', {}, { blockedUntil: later(1) }, 'PAUSED'],
  ['paused until now', {}, { blockedUntil: now }, null],
  ['cannot do it', { skill: 'barber' as const }, {}, 'SKILL_MISSING'],
  ['can do it', { skill: 'repair' as const }, {}, null],
])('of a wish that is %s the rule says so', (_words, facts, who, expected) => {
  const wish = { state: 'shown' as const, asker: 'old', ...facts }
  expect(whyNotClaim(wish, { ...able, ...who }, now)).toBe(expected)
})

test.each([
  ['the asker', 'old', {}, null, 'confirms'],
  ['who did it', 'mei', {}, 'OWN_CLAIM', 'OWN_CLAIM'],
  ['who did it, where they asked as well', 'mei', { asker: 'mei' }, 'OWN_CLAIM', 'OWN_CLAIM'],
  ['somebody else', 'lin', {}, 'NOT_YOURS', 'confirms'],
  ['the asker too early', 'old', { state: 'claimed' as const }, 'NOT_THEN', 'NOT_THEN'],
  ['the asker, staff having confirmed', 'old', { state: 'confirmed' as const }, null, 'NOT_THEN'],
])('%s thanks, or confirms, as far as they may', (_who, person, facts, thank, confirm) => {
  const wish = { state: 'done' as const, asker: 'old', claim: { ...claim, until: later(9) }, ...facts }
  expect([whyNotThank(wish, person, now), whyNotConfirm(wish, person, now) ?? 'confirms']).toEqual([thank, confirm])
})

test.each([
  ['想请人代取一次药', false],
  ['打 13800138000 找我', true],
  ['138-0013-8000', true],
  ['8815 6210 转三', true],
  ['三栋 1204', false],
])('%j tells a number: %s', (words, expected) => expect(tellsNumber(words)).toBe(expected))

test('a place lies in its community, which is itself where it is wider', () => {
  expect(communityOf('a.b.c.g1.u1')).toBe('a.b.c')
  expect(communityOf('a.b.c')).toBe('a.b.c')
  expect(communityOf('a.b')).toBe('a.b')
})

test('the clock calls volunteers once to what nobody claims, and ends a claim', () => {
  const shown = { state: 'shown' as const, sinceKey: `${now.toISOString()}~id` }
  expect(dueOf(shown)).toEqual(later(unclaimedMs))
  expect(dueOf({ ...shown, calledAt: now })).toBeUndefined()
  expect(dueOf({ ...shown, state: 'claimed', claim })).toEqual(claim.until)
  expect(dueOf({ ...shown, state: 'done', claim })).toBeUndefined()
})

test('the four steps have their times; a claim that lapsed is still to come', () => {
  const made = { madeAt: now, shownAt: later(1), claim: { ...claim, until: later(9) } }
  const times = (facts: Parameters<typeof timelineOf>[0], at = now) => timelineOf(facts, at).map(({ at }) => at)
  expect(times({ ...made, state: 'claimed' })).toEqual([now, later(1), now, undefined])
  expect(times({ ...made, state: 'claimed' }, later(9))).toEqual([now, later(1), undefined, undefined])
  expect(times({ ...made, state: 'confirmed', confirmedAt: later(5) })).toEqual([now, later(1), now, later(5)])
  expect(times({ ...made, state: 'thanked', confirmedAt: later(5), thanks: { at: later(6) } })[3]).toEqual(later(6))
})
