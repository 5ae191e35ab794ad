const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#f2c14e" d="M0 0h8v8H0z"/><circle cx="4" cy="4" r="2" fill="#bc321c"/></svg>`

/** Stands for a photo. */
export const aPicture = `data:image/svg+xml,${encodeURIComponent(svg)}`
