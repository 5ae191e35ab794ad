/** How times, sizes and texts are written. */

// UTC+8, the platform's own zone, whatever the browser's is.
export const toLocal = (iso) => new Date(Date.parse(iso) + 8 * 3600_000).toISOString()
export const timeOf = (iso) => toLocal(iso).slice(11, 23)
export const dateOf = (iso) => (iso ? toLocal(iso).slice(0, 19).replace('T', ' ') : '–')
export const shorten = (text, length = 200) => (text.length > length ? `${text.slice(0, length)}…` : text)

const UNITS = ['bytes', 'KB', 'MB', 'GB']

/** A number of bytes as a person reads it: `12 bytes`, `4.8 MB`. */
export function sizeOf(bytes) {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1)
  const number = bytes / 1024 ** power
  return `${power === 0 || number >= 100 ? Math.round(number) : number.toFixed(1)} ${UNITS[power]}`
}

/** Pretty JSON where the text is JSON, else the text itself. */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
