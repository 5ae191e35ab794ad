import { tap, type Shot } from './shot'

const volunteer = 'o-volunteer-0001'
const nobody = 'o-resident-0001'

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
  { name: 'my-shifts', as: volunteer, at: '/volunteer/my-shifts', says: '要去的' },
  { name: 'volunteer-join', as: nobody, at: '/volunteer/profile', says: '桃花井社区', then: tap('月亮岛街道') },
  { name: 'volunteer-profile', as: volunteer, at: '/volunteer/profile', says: '我会什么' },
  { name: 'hours', as: volunteer, at: '/volunteer/hours', says: '一笔一笔' },
  { name: 'standing', as: 'o-volunteer-0008', at: '/volunteer/standing', says: '前不能报名' },
  { name: 'standing-once', as: 'o-volunteer-0011', at: '/volunteer/standing', says: '次没到场' },
  { name: 'standing-none', as: volunteer, at: '/volunteer/standing', says: '没有没到场的记录' },
  { name: 'teams', as: volunteer, at: '/volunteer/teams', says: '加入一个队' },
]
