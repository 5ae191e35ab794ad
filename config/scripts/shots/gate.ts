import { sheetButton, tap, type Shot } from './shot'

const vendor = 'o-vendor-0041'
const nobody = 'o-vendor-0001'
const operator = 'o-operator-0001'
const night = '2026-11-27-taohuajing'

/** The night itself: at the gate, on a round, and what is on record afterwards. */
export const gate: Shot[] = [
  { name: 'gate-pass', as: vendor, at: '/market/gate-pass', says: '没网也能亮', when: 'evening' },
  { name: 'gate-pass-none', as: nobody, at: '/market/gate-pass', says: '还没有要出的摊' },
  {
    name: 'gate-pass-sign',
    as: vendor,
    at: '/market/gate-pass',
    says: '这不是摊位码',
    when: 'evening',
    then: async (page) => {
      await tap(/^扫不了/)(page)
      await sheetButton(page, '签到').tap()
    },
  },
  { name: 'my-record', as: vendor, at: '/market/my-record', says: '桌子摆到盲道上' },
  { name: 'my-round', as: vendor, at: '/market/my-round?night=2026-11-25-taohuajing', says: '桌子摆到盲道上' },
  { name: 'my-record-open', as: 'o-vendor-0044', at: '/market/my-record', says: '申诉交上去了' },
  { name: 'my-record-none', as: nobody, at: '/market/my-record', says: '记录是干净的' },
  { name: 'my-record-appeal', as: vendor, at: '/market/my-record', says: '那晚怎么了', then: tap('申诉') },
  { name: 'desk-gate', as: operator, at: `/desk/market/gate?night=${night}`, says: '还没到 ', when: 'evening' },
  {
    name: 'desk-gate-hand',
    as: operator,
    at: `/desk/market/gate?night=${night}`,
    says: '人在，签上',
    when: 'evening',
    then: tap(/^A03/),
  },
  { name: 'desk-round', as: operator, at: `/desk/market/round?night=${night}`, says: '人还没到', when: 'evening' },
  { name: 'desk-appeals', as: operator, at: '/desk/market/appeals', says: '三轮车半路' },
  { name: 'desk-appeals-rule', as: operator, at: '/desk/market/appeals', says: '有道理', then: tap(/^A05/) },
  { name: 'my-fees', as: 'o-vendor-0062', at: '/market/my-fees', says: '现金' },
  { name: 'desk-figures', as: operator, at: '/desk/market/figures?night=2026-11-25-taohuajing', says: '占道扣分' },
  {
    name: 'desk-figure',
    as: operator,
    at: '/desk/market/figure?figure=noShows&night=2026-11-25-taohuajing',
    says: 'A03',
  },
  { name: 'desk-month', as: operator, at: '/desk/market/month?market=taohuajing', says: '合计' },
  {
    name: 'desk-month-fees',
    as: operator,
    at: '/desk/market/month-fees?market=taohuajing&month=2026-11',
    says: '清了',
  },
  { name: 'spare-early', as: nobody, at: `/market/spare?night=${night}`, says: '还没到放出空摊' },
  { name: 'spare', as: 'o-vendor-0008', at: `/market/spare?night=${night}`, says: '要这个', when: 'late' },
]
