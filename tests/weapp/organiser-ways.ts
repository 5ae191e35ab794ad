import type { Way } from './way'

/** What the organiser of volunteering has at the desk, and whoever leads a shift. */
export const organiserWays: Record<string, Way> = {
  'desk/volunteer/activities': { as: 'o-staff-0001', says: '两天内还缺人', list: '.row' },
  'desk/volunteer/activity': {
    as: 'o-staff-0001',
    query: '?activity=demo100002',
    says: '取消整个活动',
    taps: [
      ['.row', '取消整个活动'],
      ['.sheet-open .button', '先不动'],
      ['.row', '下一周照样排'],
      ['.sheet-open .button', '先不排'],
      ['.row', '12月'],
    ],
  },
  'desk/volunteer/plan': {
    as: 'o-staff-0001',
    says: '在哪里集合',
    taps: [
      ['.chip', '平安'],
      ['.row', '报名要审核'],
    ],
  },
  'desk/volunteer/more': { as: 'o-staff-0001', query: '?activity=demo100002', says: '每周都办' },
  'desk/volunteer/points': { as: 'o-staff-0001', says: '地铁口改造' },
  'desk/volunteer/point': {
    as: 'o-staff-0001',
    query: '?point=demopt0001',
    says: '开放时间',
    taps: [['.chip', '义剪角'], ['.button', '停用'], ['.sheet-open .sheet-scrim']],
  },
  'desk/volunteer/waiting': { as: 'o-staff-0001', says: '没错，记上' },
  'desk/volunteer/papers': { as: 'o-staff-0001', query: '?volunteer=DEMVLNTR22', says: '健康证' },
  'desk/volunteer/applications': { as: 'o-staff-0001', query: '?shift=2026-12-03T0900-100016', says: '请对方来' },
  'volunteer/lead': {
    as: 'o-volunteer-0004',
    query: '?shift=2026-11-27T0715-100008',
    says: '没网也能亮',
    taps: [
      ['.segment', '还没到'],
      ['.segment', '全部'],
      ['.is-gone .row'],
      ['.sheet-open .sheet-scrim'],
      ['.is-missed .row'],
      ['.sheet-open .button', '补时'],
      ['.sheet-open .step'],
      ['.sheet-open .button', '不补了'],
      ['.sheet-open .sheet-scrim'],
    ],
  },
  'volunteer/roster': { as: 'o-volunteer-0004', query: '?shift=2026-11-28T0830-10000g', says: '存成表格' },
}
