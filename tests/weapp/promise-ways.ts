import type { Way } from './way'

/** What people read of promises, and what members, secretaries and staff do about them. */
export const promiseWays: Record<string, Way> = {
  'pledge/board': { card: true, as: 'o-resident-0001', says: '说到做到', list: '.row' },
  'pledge/find': { as: 'o-resident-0001', says: '哪张清单', taps: [['.chip', '需求清单']] },
  'pledge/pledge': { card: true, as: 'o-resident-0001', query: '?pledge=demo00000013', says: '做了什么' },
  'pledge/mine': { as: 'o-member-0001', says: '该做的' },
  'pledge/write': { as: 'o-member-0001', says: '我承诺' },
  'pledge/confirm': {
    card: true,
    as: 'o-resident-0001',
    query: '?pledge=demo00000013&code=ABCDEFGH',
    says: '认不出来',
  },
  'pledge/items': { card: true, as: 'o-resident-0001', says: '雨水篦子', taps: [['.chip', '需求']] },
  'pledge/item': { card: true, as: 'o-member-0001', query: '?item=demoitem0005', says: '我来承诺' },
  'pledge/rounds': { card: true, as: 'o-member-0001', says: '截止了，看结果' },
  'pledge/round': {
    card: true,
    as: 'o-member-0001',
    query: '?round=demoround002',
    says: '以什么身份评',
    taps: [['.chip', '不错'], ['.button', '交上这一票'], ['.sheet-open .sheet-scrim']],
  },
  'pledge/figures': { card: true, as: 'o-resident-0001', says: '按时做了' },
  'desk/pledge/running': { as: 'o-secretary-0001', says: '晚了的' },
  'desk/pledge/promise': {
    as: 'o-secretary-0001',
    query: '?pledge=demo00000013',
    says: '免这一次',
    taps: [['.chip', '了结']],
  },
  'desk/pledge/notice-board': { as: 'o-secretary-0001', says: '服务中心门口' },
  'desk/pledge/rounds': {
    as: 'o-secretary-0001',
    says: '开过的',
    taps: [['.button', '开一轮'], ['.sheet-open .sheet-scrim']],
  },
  'desk/pledge/items': {
    as: 'o-secretary-0001',
    says: '雨水篦子',
    taps: [['.button', '写一条'], ['.sheet-open .sheet-scrim'], ['.row', '北门的两个'], ['.sheet-open .sheet-scrim']],
  },
  'desk/pledge/events': { as: 'o-staff-0001', says: '召集过的', taps: [['.chip', '冰冻']] },
  'desk/pledge/waiting': { as: 'o-secretary-0001', says: '等定诺' },
}
