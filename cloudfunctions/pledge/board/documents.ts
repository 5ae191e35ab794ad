import { collection } from '../../shared/collection'

/** What one person is to one pledge: that they thanked for it, that they follow it. */
export interface Regard {
  /** `signsOf` the person and the pledge, so that each has one. */
  _id: string
  /** openid */
  person: string
  pledge: string
  thanked?: Date
  /** Their thanks do not stand in the pledge's count yet. */
  uncounted?: true
  following: boolean
  /** The once-only key of the latest tap. */
  key: string
}

export const regards = collection<Regard>('pledge_regards', {
  person: { keys: { person: 1, _id: 1 } },
  uncounted: { keys: { uncounted: 1 } },
  followers: { keys: { pledge: 1, following: 1, _id: 1 } },
})
