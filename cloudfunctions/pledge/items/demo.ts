import { demoPlace } from '../../shared/demo'
import { placesAbove } from '../../shared/region'
import { addDays, dateOf, instantOf } from '../../shared/shanghai'
import { everywhere, listName } from '../promise/rules'
import type { ItemList, ItemOrigin } from './contract'
import type { Pledge } from '../documents'
import type { Item } from './documents'

interface Shape {
  list: ItemList
  words: string
  whom: string
  origin: ItemOrigin
  wants: number
  /** A piece of the words of pledges that take it. */
  by?: string
  closed?: { as: 'done' | 'dropped'; say: string }
}

/** What waits at a community, the newest first. */
const shapes: readonly Shape[] = [
  { list: 'problem', words: '北门的两个雨水篦子一下大雨就堵', whom: '夜市北门', origin: 'opinion', wants: 2 },
  { list: 'need', words: '六栋独居的李奶奶，每周想有人陪着去一次菜场', whom: '六栋的李奶奶', origin: 'wish', wants: 2 },
  { list: 'task', words: '暴雨预警时到地下车库口搬沙袋、守排水泵', whom: '二期车库', origin: 'branch', wants: 8 },
  {
    ...{ list: 'problem', words: '三栋楼道的灯晚上不亮，老人下楼怕摔', whom: '二期三栋', origin: 'whistle', wants: 2 },
    by: '三栋楼道的灯',
  },
  {
    ...{ list: 'need', words: '困境儿童放学后没人陪，作业也没人问', whom: '辖区三户', origin: 'opinion', wants: 3 },
    by: '困境儿童',
  },
  { list: 'task', words: '放学时路口车多，要有人护学', whom: '桃花井小学', origin: 'branch', wants: 4, by: '护学' },
  {
    ...{ list: 'problem', words: '四栋楼道堆了旧家具，轮椅过不去', whom: '二期四栋', origin: 'whistle', wants: 1 },
    by: '四栋楼道',
  },
  {
    ...{ list: 'need', words: '独居老人想有人上门量量血压', whom: '第二网格五位老人', origin: 'wish', wants: 3 },
    by: '量一次血压',
  },
  {
    list: 'task',
    words: '夜市入口停车乱，每晚都要劝一劝',
    whom: '夜市入口',
    origin: 'branch',
    wants: 4,
    by: '劝导停车',
  },
  {
    ...{ list: 'problem', words: '中心花园的健身器材松了，一晃就响', whom: '中心花园', origin: 'opinion', wants: 1 },
    by: '健身器材',
  },
  {
    ...{ list: 'need', words: '想有个地方给孩子借书看，周末也开着', whom: '社区的孩子', origin: 'opinion', wants: 1 },
    closed: { as: 'done', say: '服务中心一楼的书角开了，周末九点到五点' },
  },
  {
    ...{ list: 'task', words: '中秋给困难家庭送一次月饼和米油', whom: '十二户困难家庭', origin: 'branch', wants: 6 },
    closed: { as: 'dropped', say: '街道统一送过了，不用再送' },
  },
]

const idOf = (number: number): string => `demoitem${String(number + 1).padStart(4, '0')}`

/** Three lists of a community, each item some days older than the one before; `pledges` take those that they are about. */
export function demoItems(now: Date, pledges: readonly Pledge[]): Item[] {
  const here = pledges.filter(({ place }) => place === demoPlace)
  return shapes.map(({ by, closed, ...shape }, number): Item => {
    const madeAt = instantOf(addDays(dateOf(now), -2 - number * 3), 600)
    const _id = idOf(number)
    const made = { by: 'demo', at: madeAt, key: _id }
    const newestKey = `${madeAt.toISOString()}~${_id}`
    const about =
      by === undefined ? [] : here.filter(({ versions }) => versions.some(({ words }) => words.includes(by)))
    const takers = about.slice(0, shape.wants).map((pledge) => pledge._id)
    return {
      ...{ _id, madeAt, made, place: demoPlace, ...shape, takers, newestKey },
      ...(closed ? { closed: { ...made, ...closed } } : {}),
      ...(closed || takers.length >= shape.wants ? {} : { roomKey: newestKey }),
      lists: [demoPlace, ...placesAbove(demoPlace), everywhere].flatMap((at) => [
        listName(at),
        listName(at, shape.list),
      ]),
    }
  })
}
