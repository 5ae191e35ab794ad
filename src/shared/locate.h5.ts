import { foundAt, notFound, type Located } from './located'

/** Asks the browser where it is. Its point is taken as it is, though browsers count from another zero than WeChat's map. */
export const locate = (otherwise: string): Promise<Located> =>
  new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(foundAt(coords)),
      () => resolve({ whyNot: notFound(otherwise) }),
      { enableHighAccuracy: true, timeout: 8000 },
    ),
  )

/** A browser keeps its settings to itself. */
export const openSettings: () => void = () => undefined
