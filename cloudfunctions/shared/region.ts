/**
 * A place in the region tree, written as the path from its district down: district, street, community, grid, unit,
 * joined by dots (`wangcheng.yueliangdao.taohuajing`).
 */
export type Place = string

/** Whether a role granted for `granted` holds at `place`: there, and everywhere below. */
export const covers = (granted: Place, place: Place): boolean => place === granted || place.startsWith(`${granted}.`)

/** What a place is, by its depth in the tree: 区, 街道, 社区, 网格, 邻. */
export const regionKinds = ['district', 'street', 'community', 'grid', 'unit'] as const
export type RegionKind = (typeof regionKinds)[number]

/** What a place at this path is; undefined below the tree's five levels. */
export const regionKind = (place: Place): RegionKind | undefined => regionKinds[place.split('.').length - 1]

/** The places that `place` lies in, the nearest first. */
export const placesAbove = (place: Place): Place[] => {
  const names = place.split('.')
  return names.slice(1).map((_, index) => names.slice(0, names.length - 1 - index).join('.'))
}
