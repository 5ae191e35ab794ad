import { hexOf } from './hex'

/** Signs that nobody can guess, of so many bytes: from the browser's own source, never from `Math.random`. */
export const newSecret = (bytes: number): Promise<string> =>
  Promise.resolve(hexOf(crypto.getRandomValues(new Uint8Array(bytes))))
