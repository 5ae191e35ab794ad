import { tap, type Shot } from './shot'

const vendor = 'o-vendor-0001'
const night = '2026-11-27-taohuajing'
const round = '2026-11-26-taohuajing-1'

/** The draw: what its entrants see, what anybody checks, what the auditor has to do. */
export const draws: Shot[] = [
  { name: 'draw', as: vendor, at: `/market/draw?night=${night}`, says: '每一轮都查得到' },
  { name: 'draw-none', as: vendor, at: '/market/draw?night=2026-12-17-taohuajing', says: '现在没有摇号' },
  { name: 'draw-check', as: vendor, at: `/market/draw-check?round=${round}`, says: '公布了什么' },
  {
    name: 'draw-check-done',
    as: vendor,
    at: `/market/draw-check?round=${round}`,
    says: '和公布的一模一样',
    then: tap('开始验'),
  },
  { name: 'desk-draws', as: 'o-auditor-0001', at: '/desk/market/draws', says: '11月26日' },
]
