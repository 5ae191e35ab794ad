import { organiserWays } from './organiser-ways'
import { promiseWays } from './promise-ways'
import type { Way } from './way'

/** Every page of the app: one that is missing here fails its test. */
export const ways: Record<string, Way> = {
  'pages/home': { card: true, says: '烟火桃花井夜市', list: '.row' },
  'pages/gone': { says: '这个页面找不到了' },
  'pages/me': { says: '还没有订摊位' },
  'member/inbox': {
    as: 'o-vendor-0002',
    says: '还没开微信提醒',
    taps: [['提醒设置'], ['.sheet-scrim']],
    list: '.letter',
  },
  'member/profile': {
    says: '大家会看到',
    taps: [
      ['.segment', '石**'],
      ['.segment', '昵称'],
    ],
  },
  'member/my-code': { says: '还能用' },
  'member/comfort': {
    says: '看起来是这样',
    taps: [
      ['.size', '大'],
      ['.size', '特大'],
      ['.size', '正常'],
    ],
  },
  'member/privacy': { says: '微信给的编号', taps: [['.button', '注销'], ['.sheet-scrim']] },
  ...promiseWays,
  'volunteer/shifts': {
    card: true,
    as: 'o-volunteer-0001',
    says: '老人手机课堂',
    list: '.row',
  },
  'volunteer/shift': {
    card: true,
    as: 'o-volunteer-0001',
    query: '?shift=2026-11-27T1500-100009',
    says: '谁组织的',
  },
  'volunteer/my-shifts': { as: 'o-volunteer-0001', says: '还没报班次' },
  'volunteer/profile': { as: 'o-volunteer-0001', says: '您是志愿者了' },
  'volunteer/hours': { as: 'o-volunteer-0001', says: '一笔一笔' },
  'volunteer/certificate': { as: 'o-volunteer-0004', says: '长按能存成图片' },
  'volunteer/check-certificate': { card: true, query: '?number=YHLLDEMA2345', says: '现在有效' },
  'volunteer/standing': { as: 'o-volunteer-0011', says: '次没到场', taps: [['.button', '申诉'], ['.sheet-scrim']] },
  'volunteer/wishes': { card: true, as: 'o-volunteer-0001', says: '还没人接的' },
  'volunteer/wish': { card: true, as: 'o-volunteer-0001', query: '?wish=demowish0005', says: '我来办' },
  'volunteer/ask-wish': {
    as: 'o-volunteer-0001',
    says: '想请人做什么',
    taps: [
      ['.segment', '心愿'],
      ['.chip', '陪伴'],
    ],
  },
  'volunteer/circle': {
    card: true,
    as: 'o-volunteer-0004',
    says: '桃花井党群服务中心',
    taps: [['.row', '桃花井党群服务中心'], ['.sheet-open .sheet-scrim'], ['.chip', '义剪角']],
  },
  'volunteer/my-wishes': { as: 'o-resident-0001', says: '我说的' },
  ...organiserWays,
  'desk/volunteer/wishes': { as: 'o-staff-0001', says: '桃花井社区' },
  'desk/volunteer/wish': {
    as: 'o-staff-0001',
    query: '?wish=demowish0001',
    says: '派出去',
    taps: [['.button', '这次派不出去'], ['.sheet-scrim']],
  },
  'volunteer/teams': { as: 'o-volunteer-0001', says: '加入一个队' },
  'market/night-map': {
    card: true,
    // Who taps here holds the stall, which no other way looks at.
    as: 'o-vendor-0016',
    query: '?night=2026-11-27-taohuajing',
    says: 'C21',
    taps: [['.stall', 'A14'], ['.sheet-scrim'], ['.stall', 'A01'], ['.sheet-scrim']],
  },
  'market/shop': { card: true, query: '?shop=shop000041', says: '哪天开始摆', taps: [['.button', '收藏']] },
  'market/my-shop': {
    says: '摊名',
    taps: [
      ['.chip', '百货'],
      ['.chip', '手作'],
    ],
  },
  'market/favourites': { as: 'o-resident-0001', says: '今晚' },
  'market/my-reports': { as: 'o-resident-0001', says: '油烟' },
  'market/complain': {
    as: 'o-resident-0001',
    query: '?night=2026-11-26-taohuajing&stall=A03',
    says: '怎么了',
    taps: [
      ['.chip', '占道'],
      ['.chip', '别的'],
    ],
  },
  'market/gate-pass': {
    as: 'o-vendor-0041',
    says: '没网也能亮',
    taps: [['.button', '扫不了'], ['.sheet-open .sheet-scrim']],
  },
  'market/spare': { query: '?night=2026-11-27-taohuajing', says: '还没到放出空摊的时间' },
  'market/my-record': {
    as: 'o-vendor-0041',
    says: '桌子摆到盲道上',
    taps: [['.button', '申诉'], ['.sheet-open .sheet-scrim']],
  },
  'market/my-round': {
    as: 'o-vendor-0041',
    query: '?night=2026-11-25-taohuajing',
    says: '桌子摆到盲道上',
    taps: [['.button', '回应'], ['.sheet-open .sheet-scrim']],
  },
  'market/my-fees': { as: 'o-vendor-0062', says: '现金' },
  'market/series': {
    as: 'o-vendor-0002',
    says: '每周哪几天',
    taps: [
      ['.chip', '周五'],
      ['.segment', '到月底'],
    ],
  },
  'desk/market/gate': {
    as: 'o-operator-0001',
    query: '?night=2026-11-27-taohuajing',
    says: 'A03',
    taps: [['.segment', '还没到'], ['.row', 'A01'], ['.sheet-open .sheet-scrim']],
  },
  'desk/market/place': {
    as: 'o-operator-0001',
    query: '?night=2026-11-27-taohuajing&stall=A02',
    says: '还有',
  },
  'desk/market/seasons': { as: 'o-operator-0001', query: '?market=taohuajing', says: '还没定给谁' },
  'desk/market/season': {
    as: 'o-operator-0001',
    query: '?market=taohuajing&stall=B19',
    says: '提前收回',
    taps: [['.row'], ['.sheet-open .sheet-scrim']],
  },
  'desk/market/appeals': {
    as: 'o-operator-0001',
    query: '?market=taohuajing',
    says: '三轮车半路',
    taps: [['.row', 'A05'], ['.sheet-open .sheet-scrim']],
  },
  'desk/market/round': { as: 'o-operator-0001', query: '?night=2026-11-27-taohuajing', says: '人还没到' },
  'desk/market/shops': {
    as: 'o-operator-0001',
    says: '桥头手机壳',
  },
  'desk/market/shop': {
    as: 'o-operator-0001',
    query: '?shop=newshop021',
    says: '桥头手机壳',
    taps: [['.button', '请对方补资料'], ['.sheet-open .sheet-scrim']],
  },
  'desk/market/reports': {
    as: 'o-operator-0001',
    says: '油烟',
    taps: [['.row', '油烟'], ['.sheet-open .sheet-scrim']],
  },
  'market/draw': { card: true, query: '?night=2026-11-27-taohuajing', says: '每一轮都查得到' },
  'market/draw-check': { card: true, query: '?round=2026-11-26-taohuajing-1', says: '公布了什么' },
  'desk/market/draws': { as: 'o-auditor-0001', says: '11月26日 周四' },
  'desk/home': { as: 'o-admin-0002', says: '看名单' },
  'desk/market/tonight': { as: 'o-operator-0001', says: '摊位布局' },
  'desk/market/schedule': {
    as: 'o-operator-0001',
    query: '?market=taohuajing',
    says: '11月27日',
    taps: [['.day', '周']],
  },
  'desk/market/hours': { as: 'o-operator-0001', query: '?market=taohuajing', says: '最晚到场' },
  'desk/market/night': {
    as: 'o-operator-0001',
    query: '?night=2026-11-27-taohuajing',
    says: 'C21',
    taps: [
      ['.spot', 'A02'],
      ['.sheet-open .sheet-scrim'],
      ['.button', '提醒摊主'],
      ['.sheet-open .sheet-scrim'],
      ['.button', '取消这一晚'],
      ['.sheet-open .sheet-scrim'],
    ],
  },
  'desk/market/times': { as: 'o-operator-0001', query: '?night=2026-11-27-taohuajing', says: '最晚到场' },
  'desk/market/draw-rule': { as: 'o-operator-0001', query: '?market=taohuajing', says: '最晚开签' },
  'desk/market/signs': { as: 'o-operator-0001', query: '?market=taohuajing', says: 'C21' },
  'desk/market/sign': {
    as: 'o-operator-0001',
    query: '?market=taohuajing&stall=A01',
    says: 'YANH UANG',
    taps: [['.button', '换一个新码'], ['.sheet-open .sheet-scrim']],
  },
  'desk/market/fees': {
    as: 'o-operator-0001',
    query: '?night=2026-11-27-taohuajing',
    says: '还没交',
    taps: [['.row', 'A01'], ['.sheet-open .sheet-scrim']],
  },
  'desk/market/figures': { as: 'o-operator-0001', query: '?night=2026-11-25-taohuajing', says: '占道扣分' },
  'desk/market/figure': {
    as: 'o-operator-0001',
    query: '?figure=booked&night=2026-11-25-taohuajing',
    says: '订下摊位的摊主',
  },
  'desk/market/month': { as: 'o-operator-0001', query: '?market=taohuajing', says: '合计' },
  'desk/market/month-fees': {
    as: 'o-operator-0001',
    query: '?market=taohuajing&month=2026-11',
    says: '清了',
  },
  'desk/market/layout': {
    as: 'o-operator-0001',
    query: '?market=taohuajing',
    says: 'C21',
    taps: [['.button', '加摊位'], ['.sheet-open .sheet-scrim']],
  },
  'desk/market/old-layouts': { as: 'o-operator-0001', query: '?market=taohuajing', says: '还没有以前的版本' },
  'desk/market/layout-nights': { as: 'o-operator-0001', query: '?market=taohuajing', says: '每晚都是最新布局' },
  'desk/roles': {
    as: 'o-admin-0002',
    says: '臭豆腐摊主',
    taps: [['.row', '炸串摊主'], ['.sheet-open .sheet-scrim'], ['.button', '加一位'], ['.sheet-open .sheet-scrim']],
    list: '.row',
  },
  'desk/regions': {
    as: 'o-admin-0002',
    query: '?place=wangcheng.yueliangdao.taohuajing',
    says: '第一网格',
    taps: [
      ['.button', '加一个'],
      ['.sheet-open .sheet-scrim'],
      ['.button', '改名'],
      ['.sheet-open .sheet-scrim'],
      ['.button', '停用'],
    ],
  },
}

/** How a page is opened, and by whom. Throws for a page that the table lacks. */
export function wayOf(route: string): Way & { as: string } {
  const way = ways[route]
  if (!way) throw new Error(`say in tests/weapp/ways.ts how ${route} is opened and what it then says`)
  return { as: 'o-vendor-0001', ...way }
}
