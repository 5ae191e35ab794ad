import type { Wish } from '../../cloudfunctions/volunteer/documents'
import { claimMs, dueOf, isPublic } from '../../cloudfunctions/volunteer/wish/rules'
import { keyAt } from '../../cloudfunctions/volunteer/wish/saving'
import { fridayMorning } from './cloud'

const place = 'wangcheng.yueliangdao.taohuajing'

/** A wish of the first resident that everybody may read and claim; `given` says what is different. */
export function aWish(name: string, given: Partial<Wish> = {}): Wish {
  const _id = `${name}wish`.padEnd(12, '0').slice(0, 12)
  const { state = 'shown', madeAt = fridayMorning } = given
  const wish: Wish = {
    ...{ _id, kind: 'help', category: 'errand', words: '想请人代取一次药', suits: '上午都在家', state },
    ...{ place, placeName: '桃花井社区', places: [place, 'wangcheng.yueliangdao', 'wangcheng', '*'] },
    ...{ asker: 'o-resident-0001', askerName: '邻居', madeAt, steps: [], rev: 2 },
    ...{ madeKey: keyAt(madeAt, _id), sinceKey: keyAt(madeAt, _id) },
    ...(isPublic(state) ? { publicKey: keyAt(madeAt, _id) } : {}),
    ...given,
  }
  const due = dueOf(wish)
  return due ? { ...wish, due } : wish
}

/** What makes a wish this volunteer's, and done where told. */
export const claimedBy = (person: string, done = false): Partial<Wish> => ({
  state: done ? 'done' : 'claimed',
  claim: { person, name: '志愿者', at: fridayMorning, until: new Date(+fridayMorning + claimMs) },
  ...(done ? { done: { words: '取好送到了', minutes: 60, photos: [], at: fridayMorning, day: '2026-11-27' } } : {}),
})
