/** Phones in WeChat have no keyboard that taps. */
export const startKeyboard: () => void = () => undefined
