/** A browser's Taro answers to scanning as if it had worked, and reads nothing: codes are typed there. */
export const canScan = false

export const scan = (): Promise<string | null> => Promise.resolve(null)
