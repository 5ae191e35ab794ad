import * as v from 'valibot'
import { contract, fields } from '../../shared/contract'
import { Booking, whyNotPick } from '../booking/contract'
import { Day, NightId, StallCode } from '../night/contract'

/** 候补 Where one stands with a night's waiting list. */
export const Wait = v.object({
  night: v.string(),
  name: v.string(),
  date: Day,
  /** `over`: it led to something since, or one left. */
  state: v.picklist(['waiting', 'offered', 'over']),
  /** 1 is next; only while one waits. */
  position: v.optional(v.number()),
  /** What is offered, while it is. */
  offer: v.optional(Booking),
})
export type Wait = v.InferOutput<typeof Wait>

const { NO_SUCH_NIGHT, VENDOR_NOT_APPROVED, VENDOR_PAUSED, NIGHT_CANCELLED, NIGHT_NOT_OPEN, NIGHT_CLOSED } = whyNotPick

export const waiting = contract('market', {
  /** 候补 Joins the waiting list of a night, at its end; a stall that is free already is offered at once. */
  joinWaiting: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId }),
    output: Wait,
    refusals: {
      NO_SUCH_NIGHT,
      VENDOR_NOT_APPROVED,
      VENDOR_PAUSED,
      NIGHT_CANCELLED,
      NIGHT_NOT_OPEN,
      NIGHT_CLOSED,
      HAS_STALL: '这一晚您已经有摊位了，不用候补',
      WAITS_ALREADY: '您已经在候补了，空出来会马上通知您',
      NO_STALL_FITS: '这一晚没有您这一类的摊位，看看别的日子',
      WAITING_FULL: '候补的人太多了，看看后面几晚',
    },
  },
  leaveWaiting: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId }),
    output: Wait,
    refusals: { NO_SUCH_NIGHT, NOT_WAITING: '这一晚您没有在候补，不用退出' },
  },
  /** Takes what the waiting list offered. */
  acceptOffer: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId, stall: StallCode }),
    output: Booking,
    refusals: { ...whyNotPick, NO_OFFER: '这个摊位没有给您留着，或者留的时间过了，还想要可以再候补' },
  },
  /** Lets the next have it, and leaves the list. */
  declineOffer: {
    by: 'vendor',
    at: 'night',
    changes: true,
    input: fields({ night: NightId }),
    output: Booking,
    refusals: { NO_SUCH_NIGHT, NO_OFFER: '这一晚没有给您留着的摊位，不用回绝' },
  },
})
