import type { FromServer } from './use-server'

/** Milliseconds that the cloud's clock is before the phone's, as far as an answer tells that has the cloud's. */
export const aheadOf = ({ value, at }: Pick<FromServer<{ now: string }>, 'value' | 'at'>): number =>
  value === undefined || at === undefined ? 0 : Date.parse(value.now) - Date.parse(at)
