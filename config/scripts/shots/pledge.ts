import { onTop, type Shot } from './shot'

const member = 'o-member-0001'
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
  { name: 'pledge-desk', as: 'o-secretary-0001', at: '/desk/pledge/waiting', says: '等定诺' },
]
