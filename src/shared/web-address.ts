/** Where a page stands on the public web; the mini-program knows no such address. */
export const webAddress: (path: string) => string | undefined = () => undefined

/** Keeps an address up with what a page shows; a mini-program's is in what it shares. */
export const keepAddress: (path: string) => void = () => undefined
