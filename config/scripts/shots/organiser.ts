import { onTop, sheetButton, tap, type Shot } from './shot'

const staff = 'o-staff-0001'
const base = '/desk/volunteer'

/** What whoever runs activities does at the desk. */
export const organising: Shot[] = [
  { name: 'desk-activities', as: staff, at: `${base}/activities`, says: '两天内还缺人' },
  { name: 'desk-activities-not-yours', as: 'o-resident-0001', at: `${base}/activities`, says: '这里给办事的邻里用' },
  { name: 'desk-activities-error', as: staff, at: `${base}/activities`, says: '再试一次', offline: 'at once' },
  { name: 'desk-activity', as: staff, at: `${base}/activity?activity=demo100002`, says: '取消整个活动' },
  {
    name: 'desk-activity-shift',
    as: staff,
    at: `${base}/activity?activity=demo100002`,
    says: '签到码和到场表',
    then: tap(/^12月3日/),
  },
  {
    name: 'desk-activity-cancel',
    as: staff,
    at: `${base}/activity?activity=demo100002`,
    says: '取消了不能恢复',
    then: async (page) => {
      await tap('取消整个活动')(page)
      await sheetButton(page, '先不动').waitFor()
    },
  },
  { name: 'desk-activity-none', as: staff, at: `${base}/activity?activity=nosuch0000`, says: '没有找到这个活动' },
  { name: 'desk-plan', as: staff, at: `${base}/plan`, says: '在哪里集合' },
  { name: 'desk-plan-like', as: staff, at: `${base}/plan?like=demo100003`, says: '去掉这个岗位' },
  { name: 'desk-more-shifts', as: staff, at: `${base}/more?activity=demo100002`, says: '每周都办' },
  { name: 'desk-waits-hours', as: staff, at: `${base}/waiting`, says: '没错，记上' },
  {
    name: 'desk-waits-appeals',
    as: staff,
    at: `${base}/waiting`,
    says: '有道理，这次不算',
    then: (page) => onTop(page).getByRole('tab', { name: '申诉' }).tap(),
  },
  {
    name: 'desk-waits-papers',
    as: staff,
    at: `${base}/waiting`,
    says: '健康证',
    then: (page) => onTop(page).getByRole('tab', { name: '证件' }).tap(),
  },
  { name: 'desk-papers', as: staff, at: `${base}/papers?volunteer=DEMVLNTR22`, says: '尾号 0220' },
  { name: 'desk-applications', as: staff, at: `${base}/applications?shift=2026-12-03T0900-100016`, says: '请对方来' },
  {
    name: 'desk-applications-none',
    as: staff,
    at: `${base}/applications?shift=2026-12-02T0830-100014`,
    says: '没有等审核的',
  },
]
