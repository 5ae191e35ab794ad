import type { ServicePoint, Wish } from '../../cloudfunctions/volunteer/documents'
import { foundBy } from '../../cloudfunctions/volunteer/point/saving'
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
    ...{ asker: 'o-resident-0001', askerName: '邻居', madeAt, steps: [], hold: _id, rev: 2 },
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

/** A service point that is open; `given` says what is different. */
export function aPoint(name: string, given: Partial<ServicePoint> = {}): ServicePoint {
  const point: ServicePoint = {
    ...{ _id: `${name}point`.padEnd(10, '0').slice(0, 10), name: '桃花井驿站', kind: 'station', place },
    ...{ placeName: '桃花井社区', places: [place, 'wangcheng.yueliangdao', 'wangcheng'] },
    where: { name: '夜市北门旁', latitude: 28.2799, longitude: 112.9203 },
    ...{ hours: '每天 9:00–21:00', offers: '歇脚、热水、充电', steps: [], rev: 0 },
    ...given,
  }
  return point.closed ? point : { ...point, ...foundBy(point) }
}
