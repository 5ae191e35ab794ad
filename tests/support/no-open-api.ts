/** WeChat's open APIs (`cloudfunctions/shared/open-api.ts`) where no cloud is: every word is fit, and nothing else is known. */
import type * as kit from '../../cloudfunctions/shared/open-api'

export const checkWords: typeof kit.checkWords = () => Promise.resolve()
export const checkOnce: typeof kit.checkOnce = () => () => Promise.resolve()
export const askAboutPicture: typeof kit.askAboutPicture = () => Promise.resolve(null)
export const phoneNumberOf: typeof kit.phoneNumberOf = () => Promise.resolve(null)
