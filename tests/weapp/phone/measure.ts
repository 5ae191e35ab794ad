import type { OpenPage } from './page'

/** What WeChat's scan counts of a page: its components, not texts, and not the templates that Taro nests. */
export interface Measured {
  nodes: number
  depth: number
  /** Most children of one component. */
  children: number
}

/** Counts a page as the scan does. */
export function measure({ element }: OpenPage): Measured {
  const levels = (node: Element): number => 1 + Math.max(0, ...[...node.children].map(levels))
  const all = [element, ...element.querySelectorAll('*')]
  return {
    nodes: all.length,
    depth: levels(element),
    children: Math.max(...all.map((node) => node.children.length)),
  }
}
