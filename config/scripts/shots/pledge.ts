import { onTop, sheetButton, tap, type Shot } from './shot'

const member = 'o-member-0001'
const secretary = 'o-secretary-0001'
const nobody = 'o-resident-0001'

/** What neighbours read of promises, and what members and their secretary do. */
export const pledges: Shot[] = [
  { name: 'board', as: nobody, at: '/pledge/board', says: /谢过/ },
  {
    name: 'board-late',
    as: nobody,
    at: '/pledge/board',
    says: '晚了',
    then: (page) => onTop(page).getByText('晚了的').tap(),
  },
  {
    name: 'board-filtered',
    as: nobody,
    at: '/pledge/board?branch=wangcheng.yueliangdao.taohuajing&list=problem&sort=due',
    says: '换一换',
  },
  { name: 'board-none', as: nobody, at: '/pledge/board?search=%E8%B5%B7%E9%87%8D%E6%9C%BA', says: '这里还没有承诺' },
  {
    name: 'find',
    as: nobody,
    at: '/pledge/find?branch=wangcheng.yueliangdao.taohuajing&list=need',
    says: '哪个社区的支部',
  },
  { name: 'board-error', as: nobody, at: '/pledge/board', says: '再试一次', offline: 'at once' },
  { name: 'pledge', as: nobody, at: '/pledge/pledge?pledge=demo00000013', says: '做了什么' },
  { name: 'pledges-mine', as: member, at: '/pledge/mine', says: '该做的' },
  { name: 'pledge-write', as: member, at: '/pledge/write', says: '我承诺' },
  {
    name: 'pledge-confirm-none',
    as: nobody,
    at: '/pledge/confirm?pledge=abcdefghijkl&code=ABCDEFGH',
    says: '认不出来',
  },
  { name: 'items', as: nobody, at: '/pledge/items', says: '雨水篦子' },
  { name: 'items-error', as: nobody, at: '/pledge/items', says: '再试一次', offline: 'at once' },
  { name: 'item', as: member, at: '/pledge/item?item=demoitem0005', says: '我来承诺' },
  { name: 'item-over', as: nobody, at: '/pledge/item?item=demoitem0012', says: '还没有人承诺' },
  { name: 'item-write', as: member, at: '/pledge/write?item=demoitem0002', says: '交上去就算领了' },
  { name: 'rounds', as: member, at: '/pledge/rounds', says: '去评' },
  { name: 'rounds-none', as: nobody, at: '/pledge/rounds?branch=wangcheng.gaotangling.wangfulu', says: '还没有评过' },
  { name: 'rounds-where', as: nobody, at: '/pledge/rounds', says: '您住哪个社区' },
  { name: 'round', as: member, at: '/pledge/round?round=demoround002', says: '以什么身份评' },
  {
    name: 'round-sure',
    as: nobody,
    at: '/pledge/round?round=demoround002',
    says: '再想想',
    then: tap('交上这一票'),
  },
  {
    name: 'round-voted',
    as: 'o-resident-0007',
    at: '/pledge/round?round=demoround002',
    says: /您的一票在里面|已经评过/,
    then: async (page) => {
      await tap('交上这一票')(page)
      await sheetButton(page, '交上').tap()
    },
  },
  { name: 'round-over', as: nobody, at: '/pledge/round?round=demoround001', says: '大家说的' },
  { name: 'promise-figures', as: nobody, at: '/pledge/figures', says: '按时做了' },
  {
    name: 'promise-figures-branch',
    as: nobody,
    at: '/pledge/figures?place=wangcheng.yueliangdao.taohuajing',
    says: '看是哪些承诺',
  },
  {
    name: 'promise-figures-none',
    as: nobody,
    at: '/pledge/figures?place=wangcheng.jinshanqiao',
    says: /暂时看不到|还没有轮到|移走/,
  },
  { name: 'pledges-running', as: secretary, at: '/desk/pledge/running', says: '快到期' },
  ...(['免一次', '暂停几天', '调整', '了结'] as const).map((way, index): Shot => ({
    name: `desk-promise-${String(index)}`,
    as: secretary,
    at: '/desk/pledge/promise?pledge=demo00000013',
    says: '免一次',
    then: (page) => onTop(page).getByText(way, { exact: true }).first().tap(),
  })),
  { name: 'notice-board', as: secretary, at: '/desk/pledge/notice-board', says: '服务中心门口' },
  { name: 'notice-board-no', as: nobody, at: '/desk/pledge/notice-board', says: '回首页' },
  { name: 'desk-rounds', as: secretary, at: '/desk/pledge/rounds', when: 'morning', says: '开过的' },
  {
    name: 'desk-rounds-sure',
    as: secretary,
    at: '/desk/pledge/rounds',
    when: 'morning',
    says: '再看看',
    then: tap('开一轮'),
  },
  { name: 'desk-items', as: secretary, at: '/desk/pledge/items', says: '雨水篦子' },
  { name: 'desk-items-add', as: secretary, at: '/desk/pledge/items', says: '放到清单上', then: tap('写一条') },
  { name: 'desk-items-close', as: secretary, at: '/desk/pledge/items', says: '看谁领了', then: tap(/雨水篦子/) },
  { name: 'desk-events', as: 'o-staff-0001', at: '/desk/pledge/events', says: '召集过的' },
  {
    name: 'desk-events-sure',
    as: 'o-staff-0001',
    at: '/desk/pledge/events',
    says: '再想想',
    then: async (page) => {
      await onTop(page).getByLabel('怎么回事').fill('今晚到明早有暴雨，低洼的车库先看一遍')
      await tap('召集')(page)
    },
  },
  { name: 'desk-events-no', as: nobody, at: '/desk/pledge/events', says: '回首页' },
  { name: 'pledge-desk', as: secretary, at: '/desk/pledge/waiting', says: '等定诺' },
]
