import { feeStates, type FeeState } from '../../cloudfunctions/market/fees/contract'
import {
  amountOf,
  balanceOf,
  chargeOf,
  feeTable,
  idsOfMonth,
  refundParts,
  seatsOf,
  stateRows,
  sumsOf,
  type Charge,
  type MoneyFact,
} from '../../cloudfunctions/market/fees/rules'

const stall: Charge = { stall: 'A01', fee: 3000 }
const paid = (amount = 3000): MoneyFact => ({ kind: 'paid', amount })
const waived = (amount = 3000): MoneyFact => ({ kind: 'waived', amount })
const refunded = (amount = 3000): MoneyFact => ({ kind: 'refunded', amount })

type Row = [title: string, charge: Charge | undefined, facts: MoneyFact[], state: FeeState, pay: number, back: number]
const rows: Row[] = [
  ['a stall with no fact is owed', stall, [], 'owed', 3000, 0],
  ['paid is paid', stall, [paid()], 'paid', 0, 0],
  ['paid twice is to be paid back once', stall, [paid(), paid()], 'toRefund', 0, 3000],
  ['paid twice and once refunded is paid', stall, [paid(), paid(), refunded()], 'paid', 0, 0],
  ['a part paid leaves the rest', stall, [paid(1000)], 'owed', 2000, 0],
  ['moved to a dearer stall owes the rest', { stall: 'B01', fee: 5000 }, [paid()], 'owed', 2000, 0],
  ['moved to a cheaper one gets the rest back', { stall: 'B02', fee: 2000 }, [paid()], 'toRefund', 0, 1000],
  ['waived is waived', stall, [waived()], 'waived', 0, 0],
  ['waived after it was paid goes back', stall, [paid(), waived()], 'toRefund', 0, 3000],
  ['and then is refunded', stall, [paid(), waived(), refunded()], 'refunded', 0, 0],
  ['a waiver is worth no more than the fee', { stall: 'B02', fee: 2000 }, [waived()], 'waived', 0, 0],
  ['given back unpaid is nothing', undefined, [], 'nothing', 0, 0],
  ['given back and waived before is nothing', undefined, [waived()], 'nothing', 0, 0],
  ['given back and paid goes back', undefined, [paid()], 'toRefund', 0, 3000],
  ['given back, paid, refunded', undefined, [paid(), refunded()], 'refunded', 0, 0],
  ['a cancelled night is waived by itself', { ...stall, free: 'cancelled' }, [], 'waived', 0, 0],
  ['a cancelled night that was paid goes back', { ...stall, free: 'cancelled' }, [paid()], 'toRefund', 0, 3000],
  ['a stall for the public good with a fee is waived', { ...stall, free: 'good' }, [], 'waived', 0, 0],
  ['one without a fee is nothing', { stall: 'A01', fee: 0, free: 'good' }, [], 'nothing', 0, 0],
]
test.each(rows)('%s', (_title, charge, facts, state, toPay, toRefund) => {
  expect(balanceOf(charge, facts)).toMatchObject({ state, toPay, toRefund })
})

test('every state has a row and is met by a case', () => {
  expect(new Set(stateRows.map(([state]) => state))).toEqual(new Set(feeStates))
  expect(new Set(rows.map((row) => row[3]))).toEqual(new Set(feeStates))
})

test.each([
  ['owed', 'takeCash', null],
  ['owed', 'waive', null],
  ['owed', 'refund', 'NOTHING_TO_REFUND'],
  ['paid', 'takeCash', 'ALREADY_PAID'],
  ['paid', 'waive', null],
  ['paid', 'refund', 'NOTHING_TO_REFUND'],
  ['waived', 'takeCash', 'NOTHING_OWED'],
  ['waived', 'waive', 'NOTHING_OWED'],
  ['waived', 'refund', 'NOTHING_TO_REFUND'],
  ['toRefund', 'takeCash', 'ALREADY_PAID'],
  ['toRefund', 'waive', 'NOTHING_OWED'],
  ['toRefund', 'refund', null],
  ['refunded', 'takeCash', 'NOTHING_OWED'],
  ['refunded', 'waive', 'NOTHING_OWED'],
  ['refunded', 'refund', 'NOTHING_TO_REFUND'],
  ['nothing', 'takeCash', 'NOTHING_OWED'],
  ['nothing', 'waive', 'NOTHING_OWED'],
  ['nothing', 'refund', 'NOTHING_TO_REFUND'],
] as const)('where a fee is %s, %s is answered %s', (state, event, why) => {
  expect(feeTable[state][event]).toBe(why)
})

test('whatever may happen moves more than nothing and leads to a state where it may not happen again', () => {
  const kinds = { takeCash: 'paid', waive: 'waived', refund: 'refunded' } as const
  for (const [title, charge, facts, state] of rows)
    for (const event of ['takeCash', 'waive', 'refund'] as const) {
      if (feeTable[state][event] !== null) continue
      const amount = amountOf(event, balanceOf(charge, facts))
      const after = balanceOf(charge, [...facts, { kind: kinds[event], amount }])
      const again = feeTable[after.state][event] !== null || amountOf(event, after) === 0
      expect([title, event, amount > 0, again]).toEqual([title, event, true, true])
    }
})

const seat = { shop: 'shop-one', stall: 'A01', kind: 'hot' as const, fee: 3000 }
const later = new Date('2026-11-27T18:30:00+08:00')
test.each<[string, Parameters<typeof seatsOf>[0], string | undefined]>([
  ['a booking', { bookings: [seat] }, 'A01'],
  ['nothing for a hold', { bookings: [{ ...seat, until: later }] }, undefined],
  ['nothing for somebody else’s', { bookings: [{ ...seat, shop: 'shop-two' }] }, undefined],
  ['the last stall that was missed', { bookings: [], absent: [seat, { ...seat, stall: 'A02' }] }, 'A02'],
  ['each of several', { bookings: [seat, { ...seat, stall: 'A02' }] }, 'A01、A02'],
  ['a booking before an absence', { bookings: [seat], absent: [{ ...seat, stall: 'A02' }] }, 'A01'],
  ['nothing when excused', { bookings: [], absent: [{ ...seat, appeal: { state: 'excused' } }] }, undefined],
  [
    'what was missed when the appeal failed',
    { bookings: [], absent: [{ ...seat, appeal: { state: 'upheld' } }] },
    'A01',
  ],
  ['nothing for who came in time', { bookings: [], absent: [{ ...seat, came: { at: later } }] }, undefined],
])('a vendor is charged: %s', (_title, night, stall) => {
  expect(chargeOf(night, seatsOf(night, 'shop-one'))?.stall).toBe(stall)
})

test.each([
  [{}, [seat], { stall: 'A01', fee: 3000 }],
  [{ cancelled: '有暴雨' }, [seat], { stall: 'A01', fee: 3000, free: 'cancelled' }],
  [{}, [{ ...seat, spare: true as const }], { stall: 'A01', fee: 3000, free: 'good' }],
  [{}, [{ ...seat, kind: 'good' as const }], { stall: 'A01', fee: 3000, free: 'good' }],
  [{}, [seat, { ...seat, stall: 'A02', fee: 2500 }], { stall: 'A01、A02', fee: 5500 }],
  [{}, [seat, { ...seat, stall: 'A02', kind: 'good' as const }], { stall: 'A01、A02', fee: 3000 }],
  [{}, [], undefined],
])('a night %j says what seats cost: %#', (night, seats, charge) => {
  expect(chargeOf(night, seats)).toEqual(charge)
})

test('a month holds the ids of its nights, and sums add up', () => {
  const { $gte, $lt } = idsOfMonth('2026-11')
  const inside = (id: string) => id >= $gte && id < $lt
  expect(['2026-10-31-a', '2026-11-01-a', '2026-11-30-zz', '2026-12-01-a'].map(inside)).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(sumsOf([balanceOf(stall, [paid()]), balanceOf(stall, [])])).toEqual({
    fee: 6000,
    waived: 0,
    paid: 3000,
    refunded: 0,
    toPay: 3000,
    toRefund: 0,
  })
})

const wechat = (key: string, amount = 3000) => ({ ...paid(amount), way: 'wechat' as const, key })
const inCash = (amount = 3000) => ({ ...paid(amount), way: 'cash' as const, key: 'cash' })
const back = (of: string, amount: number) => ({ ...refunded(amount), way: 'wechat' as const, key: 'back', of })
const order = (number: string, total = 3000) => ({ number, total })
test.each<[string, number, Parameters<typeof refundParts>[1], ReturnType<typeof refundParts>]>([
  ['cash as cash', 3000, [inCash()], [{ amount: 3000 }]],
  ['WeChat’s to its order', 3000, [wechat('a')], [{ amount: 3000, order: order('a') }]],
  ['a part to its order', 1000, [wechat('a')], [{ amount: 1000, order: order('a') }]],
  [
    'no more than came by it',
    3000,
    [inCash(), wechat('a', 2000)],
    [{ amount: 2000, order: order('a', 2000) }, { amount: 1000 }],
  ],
  [
    'two orders one after the other',
    4000,
    [wechat('a'), wechat('b')],
    [
      { amount: 3000, order: order('a') },
      { amount: 1000, order: order('b') },
    ],
  ],
  [
    'what an order gave back before is gone',
    3000,
    [wechat('a'), back('a', 3000), wechat('b')],
    [{ amount: 3000, order: order('b') }],
  ],
])('money goes back: %s', (_title, amount, facts, parts) => {
  expect(refundParts(amount, facts)).toEqual(parts)
})
