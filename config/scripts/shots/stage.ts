interface Stored {
  collection: string
  document: { _id: string }
}

const date = (iso: string) => ({ $date: iso })

/** A notice as it lies in an inbox; `mark` is one digit. */
const notice = (to: string, mark: string, at: string, words: object, unread: boolean): Stored => ({
  collection: 'notices',
  document: {
    _id: `${at.replace(/[-:.]/g, '')}-${mark.repeat(20)}`,
    ...{ to, at: date(at), unread, ...words },
  },
})

const vendor = 'o-vendor-0001'
const weather = {
  kind: 'market',
  title: '今晚有雨，夜市照常',
  words: '棚子已经搭好，摊位不变。路滑，推车进场请走北门。',
  opens: '/market/night-map?night=2026-11-27-taohuajing',
}
const granted = {
  kind: 'role',
  title: '您是摊主了',
  words: '桃花井社区给您开通了摊主，今晚就能订摊位。',
  opens: '/pages/me',
}
const photo = { kind: 'photo', title: '头像通过了', words: '现在街坊们都看得到了。', opens: '/pages/me' }

/** What the pictures show beside the demo data: an inbox in use, and a name as long as they get. */
export const staged: readonly Stored[] = [
  notice(vendor, 'a', '2026-11-27T01:10:00.000Z', weather, true),
  notice(vendor, 'b', '2026-11-26T12:00:00.000Z', photo, true),
  notice(vendor, 'c', '2026-11-20T03:30:00.000Z', granted, false),
]

/** Names of people who are there already, by their ids. */
export const longName = { id: 'o-vendor-0079', name: '月亮岛街道桃花井社区东门口老李家糖油粑粑' }
