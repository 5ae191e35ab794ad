import { regions, type Region } from '../shared/documents'
import { demoOpenid, type DemoOptions } from '../shared/demo'
import { placesAbove, regionKind } from '../shared/region'
import { demo as demoNotices } from './notice/demo'

/**
 * The district of the report: its street and community, and the two communities that it names without a street, put
 * under another one here. What is smaller is made up.
 */
const places: [place: string, name: string][] = [
  ['wangcheng', '望城区'],
  ['wangcheng.yueliangdao', '月亮岛街道'],
  ['wangcheng.yueliangdao.taohuajing', '桃花井社区'],
  ['wangcheng.yueliangdao.taohuajing.g1', '第一网格'],
  ['wangcheng.yueliangdao.taohuajing.g1.u1', '时代倾城二期东邻'],
  ['wangcheng.yueliangdao.taohuajing.g1.u2', '时代倾城二期西邻'],
  ['wangcheng.yueliangdao.taohuajing.g2', '第二网格'],
  ['wangcheng.yueliangdao.taohuajing.g2.u1', '夜市北门邻'],
  ['wangcheng.yueliangdao.taohuajing.g3', '第三网格'],
  ['wangcheng.gaotangling', '高塘岭街道'],
  ['wangcheng.gaotangling.wangfulu', '望府路社区'],
  ['wangcheng.gaotangling.wangfulu.g1', '森林海网格'],
  ['wangcheng.gaotangling.huangshiling', '黄狮岭社区'],
  ['wangcheng.gaotangling.huangshiling.g1', '第一网格'],
]

const orderOf = (place: string): number => {
  const [parent] = placesAbove(place)
  const beside = places.filter(([each]) => placesAbove(each)[0] === parent)
  return beside.findIndex(([each]) => each === place) + 1
}

/** Where the demo's people live, the district down to its neighbourhood units, and what they were told. */
export function demo(options: DemoOptions): Record<string, { _id: string }[]> {
  const { now } = options
  const tree = places.flatMap(([place, name]): Region[] => {
    const kind = regionKind(place)
    if (!kind) return []
    const children = places
      .filter(([each]) => placesAbove(each)[0] === place)
      .map(([each, name]) => ({
        slug: each.slice(place.length + 1),
        name,
        order: orderOf(each),
        by: 'actor-demo',
        at: now,
        key: `demo-${each}`,
      }))
    const district = kind === 'district' ? { admins: [demoOpenid('admin', 2)], moves: [] } : {}
    const order = orderOf(place)
    return [
      { _id: place, place, name, kind, parent: placesAbove(place)[0] ?? '', order, children, renames: [], ...district },
    ]
  })
  return { [regions.name]: tree, ...demoNotices(options) }
}
