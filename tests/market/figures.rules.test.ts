import { figureIds, type FigureId } from '../../cloudfunctions/market/figures/contract'
import { rowsOf, sumOf, valuesOf, type Facts } from '../../cloudfunctions/market/figures/count.rules'
import { monthAfter } from '../../cloudfunctions/market/fees/rules'
import { definitions, totalsOf } from '../../cloudfunctions/market/figures/rules'
import { excelOf } from '../../cloudfunctions/shared/xlsx'
import { sheetsOf } from '../support/xlsx'

const time = (text: string) => new Date(`2026-11-${text}:00+08:00`)
const booked = time('25T10:00')
const seat = (vendor: string, stall: string, given: object = {}) => ({
  ...{ stall, vendor, name: `${vendor}家`, at: booked, key: `key-${vendor}` },
  ...given,
})
const arrived = (text: string) => ({ arrived: { at: time(text) } })
const waitedSince = booked
const until = time('27T20:00')
const missed = (vendor: string, stall: string, given: object = {}) =>
  seat(vendor, stall, { absentAt: time('27T18:30'), ...given }) as ReturnType<typeof seat> & { absentAt: Date }
const released = (vendor: string, stall: string, releaseKey: string, given: object = {}) => ({
  ...seat(vendor, stall, given),
  ...{ releasedAt: time('26T09:00'), releaseKey },
})
const marks = { hygiene: 'fine', fire: 'fine', noise: 'fine', footprint: 'fine' } as const
const money = { fee: 0, waived: 0, paid: 0, refunded: 0, toPay: 0, toRefund: 0 }

/** A night on which everything happened once or twice. */
const night: Facts['night'] = {
  date: '2026-11-27',
  occupyBy: time('27T18:30'),
  stalls: [{ code: 'A01' }, { code: 'A02' }, { code: 'A03', outOfUse: '地面在修' }],
  bookings: [
    seat('early', 'A01', arrived('27T17:00')),
    seat('late', 'A02', arrived('27T18:31')),
    seat('lastMinute', 'A04', { at: time('27T18:20'), ...arrived('27T19:05') }),
    seat('notYet', 'A05'),
    seat('holds', 'A06', { until }),
    seat('isOffered', 'A07', { until, waitedSince }),
    seat('gotOffer', 'A08', { waitedSince }),
    seat('volunteer', 'A09', { spare: true }),
    seat('cameBack', 'A10', arrived('27T18:50')),
  ],
  absent: [
    missed('noShow', 'A11'),
    missed('appeals', 'A12', { appeal: { state: 'open' } }),
    missed('excused', 'A13', { appeal: { state: 'excused' } }),
    missed('inTime', 'A14', { came: { at: time('27T18:20') } }),
    missed('cameBack', 'A10', { came: { at: time('27T18:50') } }),
  ],
  released: [
    released('gaveBack', 'A05', 'tap-00001'),
    released('held', 'A05', 'lapsed-1', { until }),
    released('lapsed', 'A05', 'lapsed-2', { until, waitedSince }),
    released('noShow', 'A11', 'missed-1'),
    released('early', 'A02', 'replaced-1'),
  ],
  waiting: [{ vendor: 'waits', name: '等着家', at: booked }],
  leftWaiting: [{ vendor: 'left' }, { vendor: 'waits' }],
  inspected: [
    {
      stall: 'A01',
      name: '早到家',
      marks: { ...marks, fire: 'bad', footprint: 'mend' },
      words: '线拖在地上',
      at: booked,
    },
    { stall: 'A02', name: '晚到家', marks, at: booked },
  ],
}
const facts: Facts = {
  night,
  money: [
    { ...money, stall: 'A01', name: '早到家', fee: 3000, paid: 3000 },
    {
      ...money,
      stall: 'A02',
      name: '晚到家',
      fee: 3000,
      waived: 3000,
      paid: 3000,
      refunded: 1000,
      toRefund: 2000,
      why: '停电',
    },
    { ...money, stall: 'A05', name: '没到家', fee: 2500, toPay: 2500 },
  ],
  complaints: [{ stall: 'A01', words: '油烟大', at: time('27T21:00') }],
}

test.each<[FigureId, number, string[]]>([
  ['usable', 2, ['A01', 'A02']],
  ['booked', 10, ['A01', 'A02', 'A04', 'A05', 'A08', 'A10', 'A11', 'A12', 'A13', 'A14']],
  ['spare', 1, ['A09']],
  ['waited', 5, ['A05', 'A07', 'A08', '等着家', '退出候补的摊主']],
  ['offered', 3, ['A05', 'A07', 'A08']],
  ['givenBack', 1, ['A05']],
  ['came', 4, ['A01', 'A02', 'A04', 'A10']],
  ['late', 2, ['A02', 'A10']],
  ['noShows', 2, ['A11', 'A12']],
  ['excused', 2, ['A13', 'A14']],
  ['charged', 8500, ['A01', 'A02', 'A05']],
  ['waived', 3000, ['A02']],
  ['paid', 6000, ['A01', 'A02']],
  ['refunded', 1000, ['A02']],
  ['toPay', 2500, ['A05']],
  ['toRefund', 2000, ['A02']],
  ['looks', 2, ['A01', 'A02']],
  ['hygiene', 0, []],
  ['fire', 6, ['A01']],
  ['noise', 0, []],
  ['footprint', 1, ['A01']],
  ['complaints', 1, ['A01']],
])('%s is %i, of these rows', (figure, value, stalls) => {
  const rows = rowsOf(figure, facts)
  expect(sumOf(rows)).toBe(value)
  expect(valuesOf(facts)[figure]).toBe(value)
  expect(rows.map(({ stall, name }) => stall ?? name)).toEqual(stalls)
})

test('on a cancelled night nobody was absent', () => {
  const values = valuesOf({ ...facts, night: { ...night, cancelled: '有暴雨' } })
  expect([values.noShows, values.excused]).toEqual([0, 0])
})

test('every figure has its words, none twice; a month sums its nights, months follow each other', () => {
  expect(new Set(figureIds.map((id) => definitions[id].words)).size).toBe(figureIds.length)
  const values = valuesOf(facts)
  expect(totalsOf([values, values]).charged).toBe(17_000)
  expect(totalsOf([]).charged).toBe(0)
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1), monthAfter('2026-09', 1)]).toEqual([
    '2027-01',
    '2025-12',
    '2026-10',
  ])
})

test('an Excel file keeps numbers as numbers, yuan with two decimals, dates as dates, words as words', async () => {
  const columns = [
    { title: '摊名', kind: 'text' },
    { title: '晚数', kind: 'number' },
    { title: '收到（元）', kind: 'fen' },
    { title: '日期', kind: 'date' },
    { title: '签到', kind: 'time' },
  ] as const
  const rows = [
    ['=1+1 <老街> & "炸串"', 3, 12_345, '2026-11-27', time('27T18:30')],
    ['合计', { fen: 50 }, undefined, undefined, undefined],
  ]
  expect(sheetsOf(await excelOf([{ name: '每晚', columns, rows, sums: true }]))).toEqual([
    {
      name: '每晚',
      frozen: true,
      rows: [
        ['摊名', '晚数', '收到（元）', '日期', '签到'],
        // Days since 1899-12-30: what Excel calls a date.
        [
          '=1+1 <老街> & "炸串"',
          [3, 'General'],
          [123.45, '#,##0.00'],
          [46353, 'yyyy-mm-dd'],
          [expect.closeTo(46353.770833, 5), 'yyyy-mm-dd hh:mm'],
        ],
        expect.arrayContaining(['合计', [0.5, '#,##0.00']]),
      ],
    },
  ])
})
