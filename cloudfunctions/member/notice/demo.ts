import { createHash } from 'node:crypto'
import { demoOpenid, type DemoOptions } from '../../shared/demo'
import { notices, type Notice } from '../../shared/documents'

const hourMs = 60 * 60_000

/** A notice that came so many hours ago; the latest ones were not read yet. */
interface Letter extends Pick<Notice, 'kind' | 'title' | 'words' | 'unread'> {
  hoursAgo: number
}

const rain: Letter = {
  kind: 'market',
  title: '今晚可能有雨，夜市照常',
  words: '棚子已经搭好，摊位不变。路滑，推车进场请走北门。',
  hoursAgo: 2,
  unread: true,
}
const becameVendor: Letter = {
  kind: 'role',
  title: '您现在是桃花井社区的摊主',
  words: '由工作人员添加，现在就能用了',
  hoursAgo: 26 * 24,
  unread: false,
}

/** A vendor of long standing: an evening's reminder for each of the last weeks, more than one page of them. */
const evenings = Array.from({ length: 26 }, (_, day): Letter => {
  const stall = `A${String(2 + ((day * 5) % 20)).padStart(2, '0')}`
  return {
    kind: 'market',
    title: '今晚出摊',
    words: `17:30 开市，您的摊位是 ${stall}，早点来摆好`,
    hoursAgo: 19 + day * 24,
    unread: day < 2,
  }
})

const letters: [to: string, letters: Letter[]][] = [
  [
    demoOpenid('vendor', 1),
    [
      rain,
      {
        kind: 'market',
        title: '摊主资料通过了',
        words: '热食和冷食的摊位都能订了，到摊位图上挑一个',
        hoursAgo: 20,
        unread: true,
      },
      { ...becameVendor, hoursAgo: 23 },
    ],
  ],
  [demoOpenid('vendor', 2), [rain, ...evenings, becameVendor]],
  [
    demoOpenid('staff', 1),
    [
      {
        kind: 'role',
        title: '您现在是桃花井社区的工作人员',
        words: '由管理员添加，现在就能用了',
        hoursAgo: 50,
        unread: true,
      },
    ],
  ],
  [
    demoOpenid('volunteer', 1),
    [
      {
        kind: 'role',
        title: '您现在是桃花井社区的志愿者',
        words: '由工作人员添加，现在就能用了',
        hoursAgo: 30,
        unread: true,
      },
    ],
  ],
]

const opens = {
  market: '/pages/home',
  volunteer: '/volunteer/find',
  pledge: '/pledge/board',
  favourite: '/market/favourites',
  role: '/pages/me',
  photo: '/member/profile',
  privacy: '/member/privacy',
}

/** Letters as they lie in the inbox of one person; none has a WeChat message that would still be sent. */
const lying = (to: string, some: readonly Letter[], now: Date): Notice[] =>
  some.map(({ hoursAgo, ...letter }) => {
    const at = new Date(now.getTime() - hoursAgo * hourMs)
    const mark = createHash('sha256')
      .update(`${to} ${String(hoursAgo)}`)
      .digest('hex')
      .slice(0, 20)
    return { _id: `${at.toISOString().replace(/[-:.]/g, '')}-${mark}`, to, at, opens: opens[letter.kind], ...letter }
  })

/** What some of the demo people find in their inboxes, where the district is in use. */
export const demo = ({ now, lived }: DemoOptions): Record<string, Notice[]> =>
  lived ? { [notices.name]: letters.flatMap(([to, some]) => lying(to, some, now)) } : {}
