import { organising } from './organiser'
import { onTop, sheetButton, tap, type Shot } from './shot'

const volunteer = 'o-volunteer-0001'
const nobody = 'o-resident-0001'

/** A page of a shift that is led, on Saturday morning. */
const led = (page: string): string => `/volunteer/${page}?shift=2026-11-28T0830-10000g`

/** What somebody sees who gives a hand, or thinks of it. */
export const volunteers: Shot[] = [
  { name: 'shifts', as: volunteer, at: '/volunteer/shifts', says: /还要 \d+ 人/ },
  {
    name: 'shifts-none',
    as: nobody,
    at: '/volunteer/shifts',
    says: '还没有活动',
    when: 'over',
  },
  { name: 'shifts-error', as: nobody, at: '/volunteer/shifts', says: '再试一次', offline: 'at once' },
  {
    name: 'shift',
    as: volunteer,
    at: '/volunteer/shift?shift=2026-11-27T1500-100009',
    says: '谁组织的',
  },
  {
    name: 'shift-resident',
    as: nobody,
    at: '/volunteer/shifts',
    says: '登记成志愿者',
    then: tap(/还要 \d+ 人/),
  },
  { name: 'shift-due', as: 'o-volunteer-0008', at: led('shift'), says: '用定位签到', when: 'shift' },
  { name: 'my-shifts-due', as: 'o-volunteer-0008', at: '/volunteer/my-shifts', says: '用定位签到', when: 'shift' },
  { name: 'my-shifts-led', as: 'o-volunteer-0004', at: '/volunteer/my-shifts', says: '我带队的', when: 'shift' },
  { name: 'lead', as: 'o-volunteer-0004', at: led('lead'), says: '没网也能亮', when: 'shift' },
  {
    name: 'lead-one',
    as: 'o-volunteer-0004',
    at: led('lead'),
    says: '人在，签上',
    when: 'shift',
    then: tap(/^志愿者8/),
  },
  {
    name: 'lead-over',
    as: 'o-volunteer-0004',
    at: '/volunteer/lead?shift=2026-11-27T0715-100008',
    says: '人的时长',
  },
  {
    name: 'lead-hand',
    as: 'o-volunteer-0004',
    at: '/volunteer/lead?shift=2026-11-27T0715-100008',
    says: '交给社区核对',
    then: async (page) => {
      await tap(/^志愿者8/)(page)
      await sheetButton(page, '补时').tap()
    },
  },
  { name: 'roster', as: 'o-volunteer-0004', at: led('roster'), says: '存成表格' },
  { name: 'roster-not-yours', as: nobody, at: led('roster'), says: '暂时看不到' },
  { name: 'lead-not-yours', as: nobody, at: led('lead'), says: '暂时看不到' },
  { name: 'my-shifts', as: volunteer, at: '/volunteer/my-shifts', says: '要去的' },
  { name: 'volunteer-join', as: nobody, at: '/volunteer/profile', says: '桃花井社区', then: tap('月亮岛街道') },
  { name: 'volunteer-profile', as: volunteer, at: '/volunteer/profile', says: '我会什么' },
  { name: 'hours', as: volunteer, at: '/volunteer/hours', says: '一笔一笔' },
  { name: 'certificate', as: 'o-volunteer-0004', at: '/volunteer/certificate', says: '长按能存成图片' },
  { name: 'certificate-none', as: volunteer, at: '/volunteer/certificate', says: '还没有证书' },
  { name: 'certificate-check', as: nobody, at: '/volunteer/check-certificate?number=YHLLDEMA2345', says: '现在有效' },
  {
    name: 'certificate-wrong',
    as: nobody,
    at: '/volunteer/check-certificate?number=ABCDEFGH2345',
    says: '没有这张证书',
  },
  { name: 'standing', as: 'o-volunteer-0008', at: '/volunteer/standing', says: '前不能报名' },
  { name: 'standing-once', as: 'o-volunteer-0011', at: '/volunteer/standing', says: '次没到场' },
  { name: 'standing-none', as: volunteer, at: '/volunteer/standing', says: '没有没到场的记录' },
  { name: 'teams', as: volunteer, at: '/volunteer/teams', says: '加入一个队' },
  { name: 'wishes', as: volunteer, at: '/volunteer/wishes', says: '等人接' },
  { name: 'wishes-error', as: nobody, at: '/volunteer/wishes', says: '再试一次', offline: 'at once' },
  { name: 'wish', as: volunteer, at: '/volunteer/wish?wish=demowish0005', says: '我来办' },
  { name: 'wish-refused', as: volunteer, at: '/volunteer/wish?wish=demowish0004', says: '我会什么' },
  { name: 'wish-resident', as: nobody, at: '/volunteer/wish?wish=demowish0006', says: '登记成志愿者' },
  { name: 'wish-returned', as: 'o-resident-0003', at: '/volunteer/wish?wish=demowish0003', says: '补一补' },
  { name: 'wish-done', as: 'o-resident-0003', at: '/volunteer/wish?wish=demowish0009', says: '谢一声' },
  { name: 'wish-thanked', as: 'o-resident-0002', at: '/volunteer/wish?wish=demowish0011', says: '很满意' },
  { name: 'wish-claimed', as: 'o-volunteer-0010', at: '/volunteer/wish?wish=demowish0007', says: '办不了，退回' },
  { name: 'circle', as: 'o-volunteer-0004', at: '/volunteer/circle', says: '桃花井党群服务中心' },
  {
    name: 'circle-map',
    as: 'o-volunteer-0004',
    at: '/volunteer/circle',
    says: /15\s分钟/,
    then: (page) => onTop(page).getByRole('tab', { name: '地图' }).tap(),
  },
  {
    name: 'circle-point',
    as: 'o-volunteer-0004',
    at: '/volunteer/circle',
    says: '怎么走',
    then: tap('桃花井党群服务中心'),
  },
  { name: 'circle-choose', as: nobody, at: '/volunteer/circle', says: '您住哪个社区' },
  { name: 'circle-error', as: nobody, at: '/volunteer/circle', says: '再试一次', offline: 'at once' },
  { name: 'desk-points', as: 'o-staff-0001', at: '/desk/volunteer/points', says: '地铁口改造' },
  { name: 'desk-point', as: 'o-staff-0001', at: '/desk/volunteer/point?point=demopt0001', says: '开放时间' },
  { name: 'desk-point-new', as: 'o-staff-0001', at: '/desk/volunteer/point', says: '先到那里定位' },
  { name: 'ask-wish', as: volunteer, at: '/volunteer/ask-wish', says: '门牌' },
  { name: 'ask-wish-for', as: 'o-lead-0001', at: '/volunteer/ask-wish', says: '替谁说的' },
  { name: 'my-wishes', as: nobody, at: '/volunteer/my-wishes', says: '等社区核对' },
  { name: 'my-wishes-none', as: volunteer, at: '/volunteer/my-wishes', says: '还没说过心愿' },
  ...organising,
  { name: 'desk-wishes', as: 'o-staff-0001', at: '/desk/volunteer/wishes', says: '降压药' },
  { name: 'desk-wish', as: 'o-staff-0001', at: '/desk/volunteer/wish?wish=demowish0001', says: '派出去' },
  { name: 'desk-wish-done', as: 'o-staff-0001', at: '/desk/volunteer/wish?wish=demowish0010', says: '确实办好了' },
]
