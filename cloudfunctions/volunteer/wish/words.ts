import { notice } from '../../shared/notify'
import type { Notice } from '../../shared/documents'
import { wishCategoryWords, wishKindWords } from './contract'
import type { Wish } from './documents'

type Told = Pick<Wish, '_id' | 'words'>

/** What a wish is called where its own words do not belong. */
export const wishTitle = ({ kind, category }: Pick<Wish, 'kind' | 'category'>): string =>
  `${kind === 'wish' ? '微心愿' : wishKindWords.help}：${wishCategoryWords[category]}`

/** A notice about a wish. */
export const about = (
  { _id }: Told,
  to: string,
  { title, words, state, at, cause }: { title: string; words: string; state: string; at: Date; cause: string },
): Notice => notice({ to, kind: 'volunteer', title, words, state, at, cause, opens: `/volunteer/wish?wish=${_id}` })
