/** A browser has the newest version each time it opens the page. */
export const startUpdates: () => void = () => undefined
