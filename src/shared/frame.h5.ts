import type { Comfort } from './comfort'

/** In a browser the bars around a page are drawn by the page's own program, and grow with it. */
export function paintFrame(comfort: Comfort): void {
  document.body.classList.remove('comfort-normal', 'comfort-large', 'comfort-larger')
  document.body.classList.add(`comfort-${comfort}`)
}
