import {
  barredKinds,
  daysBefore,
  eventOf,
  needsPapers,
  paperNews,
  papersHold,
  shopEvents,
  shopTable,
  submitEvent,
  whyNotApprove,
  whyNotPaper,
  whyNotSubmit,
  type Decision,
  type ShopFacts,
} from '../../cloudfunctions/market/vendor/rules'
import { shopStates } from '../../cloudfunctions/market/vendor/contract'
import { isTellingTime, tellingAt } from '../../cloudfunctions/market/favourite/rules'
import { complainMs, reportTable, whyNotComplain } from '../../cloudfunctions/market/report/rules'

const today = '2026-11-27'
const both = (until: string) => ({ food: { until }, health: { until } })
const shop = (fields: Partial<ShopFacts> = {}): ShopFacts => ({
  state: 'submitted',
  market: 'taohuajing',
  kinds: ['goods'],
  ...fields,
})

test.each([
  ['draft', { paper: 'draft', submit: 'submitted' }],
  ['submitted', { paper: 'submitted', submit: 'submitted', approve: 'approved', ask: 'needs-info' }],
  ['needs-info', { paper: 'needs-info', submit: 'submitted' }],
  [
    'approved',
    {
      paper: 'approved',
      edit: 'approved',
      submit: 'submitted',
      renew: 'approved',
      doubt: 'approved',
      suspend: 'suspended',
    },
  ],
  ['suspended', { reinstate: 'approved' }],
] as const)('a profile that is %s goes on by these events and no others', (state, ways) => {
  for (const event of shopEvents)
    expect([event, shopTable[state][event]]).toEqual([event, (ways as Record<string, string>)[event]])
})

test.each([
  ['draft', {}],
  ['submitted', { approve: 'approve', ask: 'ask' }],
  ['needs-info', {}],
  ['approved', { suspend: 'suspend' }],
  ['suspended', { reinstate: 'reinstate' }],
] as const)('who decides on a profile that is %s', (state, can) => {
  for (const decision of ['approve', 'ask', 'suspend', 'reinstate'] as Decision[])
    expect([decision, eventOf(decision, shop({ state }))]).toEqual([
      decision,
      (can as Record<string, string>)[decision] ?? null,
    ])
})

test('a paper that an approved vendor renewed is decided on by itself', () => {
  const renewed = shop({ state: 'approved', offered: { health: { until: '2027-11-27' } } })
  expect(eventOf('approve', renewed)).toBe('renew')
  expect(eventOf('ask', renewed)).toBe('doubt')
  expect(shopStates.filter((state) => eventOf('suspend', shop({ state })) !== null)).toEqual(['approved'])
})

test('food wants two papers; each holds on its last date and not on the next', () => {
  expect([needsPapers(['goods', 'craft', 'good']), needsPapers(['goods', 'cold']), needsPapers(['hot'])]).toEqual([
    false,
    true,
    true,
  ])
  expect(papersHold(both(today), today)).toBe(true)
  expect(papersHold(both(today), '2026-11-28')).toBe(false)
  expect(papersHold({ food: { until: '2027-01-01' } }, today)).toBe(false)
})

test('a vendor whose paper ends is barred from food alone, for the nights after it', () => {
  const vendor = {
    kinds: ['hot', 'goods', 'cold'] as const,
    papers: { food: { until: today }, health: { until: '2027-01-01' } },
  }
  expect(barredKinds(vendor, today)).toEqual([])
  expect(barredKinds(vendor, '2026-11-28')).toEqual(['hot', 'cold'])
  expect(barredKinds({ kinds: ['goods'] }, today)).toEqual([])
})

test.each([
  [undefined, ['goods'], null],
  [undefined, ['hot'], 'PAPERS_MISSING'],
  [shop({ state: 'draft', offered: both('2027-01-01') }), ['hot'], null],
  [shop({ state: 'draft', offered: both('2026-11-26') }), ['hot'], 'PAPERS_MISSING'],
  [shop({ state: 'needs-info', papers: both(today) }), ['cold'], null],
  [shop({ state: 'approved', kinds: ['hot'] }), ['hot'], null],
  [shop({ state: 'approved', kinds: ['goods'] }), ['hot'], 'PAPERS_MISSING'],
  [shop({ state: 'approved', market: 'elsewhere' }), ['goods'], 'OTHER_MARKET'],
  [shop({ state: 'submitted', market: 'elsewhere' }), ['goods'], null],
  [shop({ state: 'suspended' }), ['goods'], 'SHOP_SUSPENDED'],
] as const)('sending %j with kinds %j: %s', (mine, kinds, why) => {
  expect(whyNotSubmit(mine, { market: 'taohuajing', kinds }, today)).toBe(why)
})

test('words of an approved vendor change at once, another kind waits for an approval', () => {
  const approved = shop({ state: 'approved', kinds: ['goods', 'craft'] })
  expect([submitEvent(approved, ['craft']), submitEvent(approved, ['craft', 'good'])]).toEqual(['edit', 'submit'])
  expect(submitEvent(shop({ state: 'needs-info' }), ['goods'])).toBe('submit')
})

test('a paper is taken in until it ends, and from nobody who is suspended', () => {
  expect(whyNotPaper(undefined, today, today)).toBeNull()
  expect(whyNotPaper(undefined, '2026-11-26', today)).toBe('PAPER_EXPIRED')
  expect(whyNotPaper(shop({ state: 'suspended' }), today, today)).toBe('SHOP_SUSPENDED')
})

test('food is approved with photos that passed and papers that hold; all else without any', () => {
  const hot = shop({ kinds: ['hot'], offered: both('2027-01-01') })
  expect(whyNotApprove(hot, true, today)).toBeNull()
  expect(whyNotApprove(hot, false, today)).toBe('PHOTO_NOT_CHECKED')
  expect(whyNotApprove(shop({ kinds: ['hot'], papers: both(today) }), true, '2026-11-28')).toBe('PAPERS_MISSING')
  expect(whyNotApprove(shop(), false, today)).toBeNull()
})

test.each([
  ['2026-12-28', [], [], '2026-11-28'],
  ['2026-12-27', [], ['30'], '2026-12-20'],
  ['2026-12-27', ['food-2026-12-27-30'], [], '2026-12-20'],
  ['2026-12-04', [], ['7'], undefined],
  ['2026-12-05', ['food-2026-12-05-30'], [], '2026-11-28'],
  [today, [], ['7'], undefined],
  ['2026-11-26', [], [], undefined],
] as const)('of a paper until %s with %j told: %j now, and again on %s', (until, told, days, look) => {
  const next = paperNews({ food: { until } }, told, today)
  expect([next.news.map((each) => String(each.days)), next.look]).toEqual([days, look])
  // What is told now is told once.
  expect(paperNews({ food: { until } }, [...told, ...next.marks], today).news).toEqual([])
  expect(daysBefore).toEqual([30, 7])
})

const night = { startsAt: new Date('2026-11-27T17:30:00+08:00'), endsAt: new Date('2026-11-28T02:00:00+08:00') }
const at = (time: string) => new Date(`2026-11-27T${time}:00+08:00`)

test('followers are told from an hour before a night until its end, never of one that is cancelled', () => {
  expect(tellingAt(night)).toEqual(at('16:30'))
  expect([at('16:29'), at('16:30'), at('23:00'), night.endsAt].map((now) => isTellingTime(night, now))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(isTellingTime({ ...night, cancelled: '有暴雨' }, at('18:00'))).toBe(false)
})

test.each([
  [at('17:29'), 'o-vendor-0001', {}, 'NOT_BEGUN'],
  [at('17:30'), 'o-vendor-0001', {}, null],
  [at('18:00'), undefined, {}, 'NOBODY_THERE'],
  [at('18:00'), 'o-me', {}, 'OWN_STALL'],
  [at('18:00'), 'o-vendor-0001', { cancelled: '有暴雨' }, 'NOBODY_THERE'],
  [new Date(+night.endsAt + complainMs), 'o-vendor-0001', {}, null],
  [new Date(+night.endsAt + complainMs + 1), 'o-vendor-0001', {}, 'TOO_LATE'],
])('complaining at %s of %s: %j %s', (now, who, more, why) => {
  expect(whyNotComplain({ ...night, ...more }, who, 'o-me', now)).toBe(why)
})

test('a complaint is answered once', () => expect(reportTable).toEqual({ open: { answer: 'closed' }, closed: {} }))
