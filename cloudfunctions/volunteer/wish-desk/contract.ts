import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { noSuchPlace, noSuchWish, notThen, WishId, WishInside, WishView, WishWhy, wishChanged } from '../wish/contract'

const Rev = v.pipe(v.number(), v.integer(), v.minValue(0), v.title('看到的版本'))

const deskRefusals = { NO_SUCH_WISH: noSuchWish, WISH_CHANGED: wishChanged, NOT_THEN: notThen }

/** 派单 What staff do with wishes: check them before anybody reads them, and see what waits too long. */
export const wishDesk = contract('volunteer', {
  /** What waits for staff at a place and below, the longest first: to check; nobody's for days; done and not answered for days. */
  listDeskWishes: {
    by: 'staff',
    also: ['auditor'],
    at: 'region',
    input: fields({
      place: PlaceId,
      which: v.pipe(v.picklist(['check', 'unclaimed', 'unanswered']), v.title('哪一类')),
      cursor: v.optional(Cursor),
    }),
    output: v.object({
      items: v.array(v.object({ ...WishView.entries, since: Instant })),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_PLACE: noSuchPlace },
  },
  openWish: {
    by: 'staff',
    at: 'wish',
    input: fields({ wish: WishId }),
    output: v.object({
      ...WishInside.entries,
      /** The reader asked for it, or claimed it: somebody else decides. */
      own: v.optional(v.literal(true)),
    }),
    refusals: { NO_SUCH_WISH: noSuchWish },
  },
  /** 派单 It is public from now on. */
  passWish: {
    by: 'staff',
    at: 'wish',
    changes: true,
    input: fields({ wish: WishId, seen: Rev }),
    output: WishInside,
    refusals: { ...deskRefusals, OWN_WISH: '自己发的心愿请另一位同事核对' },
  },
  /** 请补充 With a hint for the asker. */
  returnWish: {
    by: 'staff',
    at: 'wish',
    changes: true,
    input: fields({ wish: WishId, hint: line('缺什么', { min: 4, max: 100 }) }),
    output: WishInside,
    refusals: deskRefusals,
  },
  /** 不能派 With a reason that the asker reads; also of one that is public, while nobody has it. */
  declineWish: {
    by: 'staff',
    at: 'wish',
    changes: true,
    input: fields({ wish: WishId, reason: WishWhy }),
    output: WishInside,
    refusals: deskRefusals,
  },
  /** 代确认 Staff asked the one it was done for, who does not answer here; never whoever did it. */
  confirmWish: {
    by: 'staff',
    at: 'wish',
    changes: true,
    input: fields({ wish: WishId }),
    output: WishInside,
    refusals: { ...deskRefusals, OWN_CLAIM: '自己办的请另一位同事来确认' },
  },
})
