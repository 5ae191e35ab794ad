import { dayAndTime } from '../../cloudfunctions/shared/shanghai'

/** What waits on the phone for the network. @param madeAt when it was done (ISO) */
export const keptWords = (madeAt: string): string => `${dayAndTime(madeAt)} 记在手机上了，有网就送出`
