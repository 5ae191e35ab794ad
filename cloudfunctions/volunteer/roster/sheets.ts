import type { Sheet } from '../../shared/xlsx'
import { attendanceWords } from '../shift/contract'
import type { Roster } from './contract'

/** A roster as Excel has it: who has a place, then who does not yet. */
export const sheetsOf = ({ confirmed, offered, waiting, applied }: Roster): Sheet[] => [
  {
    name: '名单',
    columns: [
      { title: '姓名', kind: 'text', width: 12 },
      { title: '岗位', kind: 'text', width: 12 },
      { title: '电话', kind: 'text', width: 14 },
      { title: '到场', kind: 'text', width: 10 },
      { title: '队伍', kind: 'text' },
    ],
    rows: confirmed.map(({ name, role, phone, state, team }) => [name, role, phone, attendanceWords[state], team]),
  },
  {
    name: '还没排上',
    columns: [
      { title: '姓名', kind: 'text', width: 12 },
      { title: '岗位', kind: 'text', width: 12 },
      { title: '排在哪里', kind: 'text' },
      { title: '队伍', kind: 'text' },
    ],
    rows: [
      ...offered.map(({ name, role, team }) => [name, role, '轮到了，等确认', team]),
      ...waiting.map(({ name, role, team }, index) => [name, role, `候补第 ${String(index + 1)} 位`, team]),
      ...applied.map(({ name, role, team }) => [name, role, '等审核', team]),
    ],
  },
]
