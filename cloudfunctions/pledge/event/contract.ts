import * as v from 'valibot'
import { contract, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { EventKind, eventKinds } from '../rhythm/contract'

const EventView = v.object({
  id: v.string(),
  kind: v.picklist(eventKinds),
  day: v.string(),
  words: v.string(),
  at: Instant,
  /** How many pledges were called so far, and whether more are being. */
  called: v.number(),
  calling: v.boolean(),
})
export type EventView = v.InferOutput<typeof EventView>

const noSuchPlace = '没有找到这个地方，请重新选'

/** 召集 A rainstorm, a frost: whoever promised something for it has one more time to do it. */
export const event = contract('pledge', {
  /** Calls all who promised something for it, there and below; once for each place, kind and day. */
  callEvent: {
    by: 'staff',
    at: 'region',
    changes: true,
    input: fields({ place: PlaceId, kind: EventKind, words: line('怎么回事', { min: 4, max: 60 }) }),
    output: EventView,
    refusals: { NO_SUCH_PLACE: noSuchPlace, ALREADY_CALLED: '今天已经召集过了，大家都收到了' },
  },
  /** The latest twenty of a place. */
  listEvents: {
    by: 'staff',
    also: ['auditor', 'secretary'],
    at: 'region',
    input: fields({ place: PlaceId }),
    output: v.object({ items: v.array(EventView) }),
    refusals: { NO_SUCH_PLACE: noSuchPlace },
  },
})
