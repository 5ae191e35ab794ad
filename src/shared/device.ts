/** The only file that reads the phone's own clock and randomness; neither decides anything. */

/** When this phone saw something, by its own clock. */
export const phoneTime = (): string => new Date().toISOString()

/** A key that marks one tap, so that the cloud does it once however often it is sent. */
export function newTapKey(): string {
  const part = () => Math.random().toString(36).slice(2).padEnd(11, '0')
  return `${Date.now().toString(36)}-${part()}${part()}`
}
