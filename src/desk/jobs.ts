import type { Role } from '../../cloudfunctions/shared/contract'
import type { Grant } from '../../cloudfunctions/shared/roles'
import { go } from '../shared/routes'
import type { IconName } from '../shared/ui/icon'

interface Job {
  title: string
  note: string
  icon: IconName
  /** Who does it: whoever holds one of these roles anywhere. */
  by: readonly Role[]
  open: () => void
}

/** What there is to do at the desk, in the order it is shown. */
const jobs: readonly Job[] = [
  {
    title: '夜市今晚',
    note: '等我办的，每一晚，摊位布局',
    icon: 'time',
    by: ['operator'],
    open: () => go.to('/desk/market/tonight'),
  },
  {
    title: '成员与身份',
    note: '看名单，加一位，取消身份',
    icon: 'person',
    by: ['staff', 'admin'],
    open: go.deskRoles,
  },
  {
    title: '摊主',
    note: '核对资料，请对方补，暂停和恢复',
    icon: 'person',
    by: ['operator'],
    open: go.deskShops,
  },
  {
    title: '对摊位的反映',
    note: '看看怎么了，处理好再答复',
    icon: 'warn',
    by: ['operator'],
    open: go.deskReports,
  },
  {
    title: '地方',
    note: '街道、社区、网格、邻：添加、改名、停用',
    icon: 'place',
    by: ['admin'],
    open: () => go.deskRegions(),
  },
  {
    title: '志愿活动',
    note: '谁缺人，办一个，审核、补时、申诉',
    icon: 'calendar',
    by: ['staff'],
    open: () => go.to('/desk/volunteer/activities'),
  },
  {
    title: '微心愿',
    note: '核对、派单，看看哪些等久了',
    icon: 'heart',
    by: ['staff'],
    open: () => go.to('/desk/volunteer/wishes'),
  },
  {
    title: '服务点',
    note: '驿站、义剪角、共享工具：加一处，改，停用',
    icon: 'place',
    by: ['staff'],
    open: go.deskPoints,
  },
  {
    title: '支部的承诺',
    note: '定诺、退回，核实做了没有',
    icon: 'tick',
    by: ['secretary'],
    open: () => go.to('/desk/pledge/waiting'),
  },
  {
    title: '正在做的承诺',
    note: '谁晚了，免一次、暂停、调整、了结',
    icon: 'time',
    by: ['secretary'],
    open: () => go.to('/desk/pledge/running'),
  },
  {
    title: '印公示栏',
    note: '贴在服务中心门口，扫码看最新的',
    icon: 'place',
    by: ['secretary'],
    open: () => go.to('/desk/pledge/notice-board'),
  },
  {
    title: '三张清单',
    note: '写一条，了结一条',
    icon: 'calendar',
    by: ['secretary'],
    open: () => go.to('/desk/pledge/items'),
  },
  {
    title: '评诺',
    note: '新开一轮，看开过的',
    icon: 'done',
    by: ['secretary'],
    open: () => go.to('/desk/pledge/rounds'),
  },
  {
    title: '召集',
    note: '暴雨、冰冻来了，叫上承诺过的人',
    icon: 'whistle',
    by: ['staff'],
    open: () => go.to('/desk/pledge/events'),
  },
  {
    title: '夜市月报',
    note: '每一晚的摊位、到场、摊位费，导出 Excel',
    icon: 'calendar',
    by: ['auditor'],
    open: () => go.to('/desk/market/month'),
  },
  {
    title: '夜市摇号',
    note: '录公共数字开签，有事作废重摇',
    icon: 'time',
    by: ['auditor'],
    open: go.deskDraws,
  },
]

/** What somebody with these roles does at the desk. */
export const jobsOf = (held: readonly Grant[]): Job[] =>
  jobs.filter(({ by }) => held.some(({ role }) => by.includes(role)))
