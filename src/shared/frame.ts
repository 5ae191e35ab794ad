import type { Comfort } from './comfort'

/** WeChat draws its own bars, at the size it thinks right. */
export const paintFrame: (comfort: Comfort) => void = () => undefined
