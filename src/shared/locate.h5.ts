import { toGcj } from './gcj'
import { foundAt, notFound, type Located } from './located'

/** Asks the browser where it is, and counts its point as WeChat's map does. */
export const locate = (otherwise: string): Promise<Located> =>
  new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(foundAt(toGcj(coords))),
      () => resolve({ whyNot: notFound(otherwise) }),
      { enableHighAccuracy: true, timeout: 8000 },
    ),
  )

/** A browser keeps its settings to itself. */
export const openSettings: () => void = () => undefined
