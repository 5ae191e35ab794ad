import { collection } from '../shared/collection'

/** 注销 Somebody who is leaving; the id is the openid. It goes when nothing of them is left. */
export interface Leaving {
  _id: string
  at: Date
  /** Since when nothing of theirs was found. */
  emptySince?: Date
}
export const leavings = collection<Leaving>('leavings', { at: { keys: { at: 1 } } })
