/** Where a page stands on the public web. */
export const webAddress = (path: string): string | undefined =>
  `${window.location.origin}${window.location.pathname}#${path}`

/** Keeps the address up with what a page shows, without another step for 返回. */
export const keepAddress = (path: string): void => window.history.replaceState(window.history.state, '', `#${path}`)
