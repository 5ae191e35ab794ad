import type { RegionKind } from '../../cloudfunctions/shared/region'

/** What places are called by their level. */
export const kindWords: Record<RegionKind, string> = {
  district: '区',
  street: '街道',
  community: '社区',
  grid: '网格',
  unit: '邻',
}
