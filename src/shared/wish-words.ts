import {
  wishCategoryWords,
  wishKindWords,
  type WishState,
  type WishStepName,
  type WishView,
} from '../../cloudfunctions/volunteer/wish/contract'
import { skillWords } from '../../cloudfunctions/volunteer/shift/contract'
import { dotted } from './phrases'

export const wishStateWords: Record<WishState, string> = {
  waiting: '等社区核对',
  returned: '等补充',
  declined: '没派出去',
  shown: '等人接',
  claimed: '有人接了',
  done: '办好了，等评',
  confirmed: '办好了',
  thanked: '谢过了',
  withdrawn: '撤回了',
}

export const wishStepWords: Record<WishStepName, string> = {
  asked: '点单，说出来',
  shown: '派单，社区核对',
  claimed: '接单，邻居来办',
  graded: '评单，谢一声',
}

/** What it is about, where, and what one must be able to do. */
export const wishAbout = ({ kind, category, place, skill }: WishView): string =>
  dotted([
    kind === 'wish' ? wishKindWords.wish : wishCategoryWords[category],
    place,
    skill && `要会${skillWords[skill]}`,
  ])

/** As `wishAbout`, with when it suits. */
export const wishNote = (wish: WishView): string => dotted([wishAbout(wish), wish.suits])
