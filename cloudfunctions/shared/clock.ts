/** The one place where the product reads the clock; everything else is handed `now`. */
export const readClock = (): Date => new Date()
