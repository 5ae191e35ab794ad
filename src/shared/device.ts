/** The only file that reads the phone's own clock and randomness; neither decides anything. */

/** When this phone saw something, by its own clock; or the time so many milliseconds after. */
export const phoneTime = (after = 0): string => new Date(Date.now() + after).toISOString()

const chance = () => Math.random().toString(36).slice(2).padEnd(11, '0')

/** A key that marks one tap, so that the cloud does it once however often it is sent. */
export const newTapKey = (): string => `${Date.now().toString(36)}-${chance()}${chance()}`

/** The name of a file that is new in its folder. */
export const newFileName = (): string => chance() + chance()
