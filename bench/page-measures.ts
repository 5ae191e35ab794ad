/** What opening and using a page of a built mini-program costs a phone. */
export interface PageMeasures {
  /** Bytes of setData until the page shows its data. */
  open: number
  /** Bytes of setData of the tap that takes most, before the cloud answers; absent where no tap is measured. */
  tap?: number
  /** Bytes of setData of what the cloud answers to a tap, at most; absent where none is asked. */
  answer?: number
  /** Bytes of setData that the next page of its list takes; absent where it has none. */
  nextPage?: number
  /** What WeChat's scan counts, at its most: components, levels, and the children of one. */
  nodes: number
  depth: number
  children: number
}

/** Per page, below what WeChat's own scan allows (256 KB, 1,000 nodes, 30 levels, 60 children): a slow phone is the measure. */
export const pageBudgets: Required<PageMeasures> = {
  open: 32 * 1024,
  tap: 256,
  answer: 1536,
  nextPage: 10 * 1024,
  nodes: 700,
  depth: 15,
  children: 40,
}

/** What is measured, and where to: the task of `tests/weapp/measure-pages.ts`, handed over as JSON in `MEASURE`. */
export interface MeasureTask {
  /** Folders of built mini-programs: ours, whose pages are opened as `tests/weapp/ways.ts` says, and an empty one. */
  ours: string
  empty: string
  /** The file that the measures go to. */
  result: string
}

/** Measures of each page of both, by its route. */
export interface Measured {
  ours: Record<string, PageMeasures>
  empty: Record<string, PageMeasures>
}
