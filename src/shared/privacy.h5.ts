/** A browser asks by itself. */
export const startPrivacy: () => void = () => undefined

export const agreeButton = 'agree-to-privacy'

export const usePrivacy = () => ({ asked: false, agree: () => undefined, disagree: () => undefined })
