interface Point {
  latitude: number
  longitude: number
}

/** Where somebody is, or why that is not known; `closed`: they can open it in WeChat's settings. */
export type Located = { at: Point } | NotLocated
export interface NotLocated {
  whyNot: string
  closed?: boolean
}

/** Four places after the point are ten metres: nearer nobody needs to know. */
const rounded = (degrees: number): number => Math.round(degrees * 10_000) / 10_000

export const foundAt = ({ latitude, longitude }: Point): Located => ({
  at: { latitude: rounded(latitude), longitude: rounded(longitude) },
})

export const notFound = (otherwise: string): string => `没拿到位置，${otherwise}`
