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
  shown: '派单，社区核对过',
  claimed: '接单，有人来办',
  graded: '评单，谢一声',
}

/** What it is about, where, and when it suits. */
export const wishNote = ({ kind, category, place, suits, skill }: WishView): string =>
  dotted([
    kind === 'wish' ? wishKindWords.wish : wishCategoryWords[category],
    place,
    suits,
    skill && `要会${skillWords[skill]}`,
  ])
