import type { Role } from '../../cloudfunctions/shared/contract'
import { go } from '../shared/routes'
import type { IconName } from '../shared/ui/icon'

interface Way {
  title: string
  icon: IconName
  open: () => void
  /** Only for whoever holds this role anywhere. */
  by?: Role
  /** Only for whoever does not. */
  unless?: Role
  /** Stays in view where a page is simpler. */
  daily?: true
  /** Tells how many notices were not read. */
  counts?: true
}

interface Group {
  words: string
  ways: readonly Way[]
}

/** What is behind 我的, in the order it is shown: one group of what is one's own, then one for each thing to take part in. */
const groups: readonly Group[] = [
  {
    words: '我的小角落',
    ways: [
      { title: '收件箱', icon: 'bell', open: go.inbox, daily: true, counts: true },
      { title: '我的码', icon: 'scan', open: go.myCode, daily: true },
      { title: '字大一点', icon: 'settings', open: go.comfort, daily: true },
      { title: '名字与头像', icon: 'person', open: go.profile },
      { title: '隐私与我的数据', icon: 'lock', open: go.privacy },
    ],
  },
  {
    words: '志愿',
    ways: [
      { title: '我的班次', icon: 'calendar', open: go.myShifts, by: 'volunteer' },
      { title: '志愿时长', icon: 'heart', open: go.hours, by: 'volunteer' },
      { title: '到场记录', icon: 'tick', open: go.standing, by: 'volunteer' },
      { title: '我的队伍', icon: 'person', open: go.teams, by: 'volunteer' },
      { title: '我会什么', icon: 'settings', open: go.volunteer, by: 'volunteer' },
      { title: '我的心愿', icon: 'tell', open: go.myWishes },
      { title: '查证书', icon: 'scan', open: () => go.checkCertificate('') },
      { title: '登记成志愿者', icon: 'add', open: go.volunteer, unless: 'volunteer' },
    ],
  },
  {
    words: '承诺',
    ways: [
      { title: '我的承诺', icon: 'tick', open: go.myPledges, by: 'member' },
      { title: '承诺公示栏', icon: 'tell', open: go.board },
    ],
  },
  {
    words: '夜市',
    ways: [
      { title: '连着订几晚', icon: 'calendar', open: go.series, by: 'vendor' },
      { title: '我的摊位', icon: 'place', open: go.myShop, by: 'vendor' },
      { title: '我的记录', icon: 'tick', open: go.myRecord, by: 'vendor' },
      { title: '我的账单', icon: 'done', open: go.myFees, by: 'vendor' },
      { title: '收藏的摊主', icon: 'heart', open: go.favourites },
      { title: '我反映的问题', icon: 'warn', open: go.myReports },
      { title: '想来夜市摆摊', icon: 'add', open: go.myShop, unless: 'vendor' },
    ],
  },
]

/** The ways of somebody with these roles; while nobody knows them, those that everybody has. No group stands empty. */
export const waysOf = (held: readonly { role: Role }[] | undefined): Group[] =>
  groups
    .map(({ words, ways }) => ({
      words,
      ways: ways.filter(({ by, unless }) => {
        const has = (wanted: Role) => held?.some(({ role }) => role === wanted)
        return (by === undefined || has(by) === true) && (unless === undefined || has(unless) === false)
      }),
    }))
    .filter(({ ways }) => ways.length > 0)
