import * as v from 'valibot'
import { contract, Cursor, fields, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { Near } from '../shift/contract'

/** What a service point is. */
export const pointKinds = ['party', 'station', 'barber', 'tools', 'repair', 'books', 'care', 'rest'] as const
export const PointKind = v.pipe(v.picklist(pointKinds), v.title('哪一类'))
export type PointKind = (typeof pointKinds)[number]
export const pointKindWords: Readonly<Record<PointKind, string>> = {
  party: '党群服务中心',
  station: '志愿驿站',
  barber: '义剪角',
  tools: '共享工具',
  repair: '修补角',
  books: '借书角',
  care: '健康角',
  rest: '歇脚点',
}

export const PointId = v.pipe(v.string(), v.regex(/^[a-z0-9]{10}$/), v.title('哪个服务点'))

/** An office's number, never somebody's own: with its area code, a 400 number, or a short one as 12345. */
const OfficePhone = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^(0\d{2,3}-\d{7,8}|400-\d{3}-\d{4}|1\d{4})$/, '写办公电话，带上区号，如 0731-88000000'),
  v.title('电话'),
)

/** What people read of a point, and how they come to it. */
const shape = {
  name: line('名称', { min: 2, max: 20 }),
  kind: PointKind,
  where: line('在哪里', { min: 2, max: 30 }),
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90), v.title('纬度')),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180), v.title('经度')),
  hours: line('开放时间', { min: 2, max: 30 }),
  phone: v.optional(OfficePhone),
  offers: line('能帮什么', { min: 2, max: 60 }),
}

/** 服务点 As everybody reads it. */
export const PointItem = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(pointKinds),
  /** The community, or a smaller place in it, by name. */
  place: v.string(),
  where: v.string(),
  latitude: v.number(),
  longitude: v.number(),
  hours: v.string(),
  phone: v.optional(v.string()),
  offers: v.string(),
  /** Metres from the position that was given. */
  distance: v.optional(v.number()),
})
export type PointItem = v.InferOutput<typeof PointItem>

/** As those see it who look after it. */
export const DeskPoint = v.object({
  ...PointItem.entries,
  /** Why it is closed, if so. */
  closed: v.optional(v.string()),
  rev: v.number(),
})
export type DeskPoint = v.InferOutput<typeof DeskPoint>

const changing = {
  NO_SUCH_POINT: '没有找到这个服务点，刷新再看',
  POINT_CHANGED: '另一位同事刚改过，看看新的再改',
}
const Rev = v.pipe(v.number(), v.integer(), v.minValue(0), v.title('看到的版本'))
const noSuchPlace = '没有找到这个地方，请重新选'

/** 服务点 Where something is to be had all week long, within a walk. */
export const point = contract('volunteer', {
  /** Those that are open: within a walk of a position and nearest first, or those of a community. */
  listPoints: {
    by: 'anyone',
    input: fields({
      near: v.optional(Near),
      /** There and below; absent: everywhere. */
      community: v.optional(PlaceId),
      kind: v.optional(PointKind),
      cursor: v.optional(Cursor),
    }),
    output: v.object({ items: v.array(PointItem), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** All at a place and below, closed ones too. */
  listDeskPoints: {
    by: 'staff',
    also: ['auditor'],
    at: 'region',
    input: fields({ place: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({ items: v.array(DeskPoint), cursor: v.optional(v.string()) }),
    refusals: { NO_SUCH_PLACE: noSuchPlace },
  },
  openPoint: {
    by: 'staff',
    also: ['auditor'],
    at: 'point',
    input: fields({ point: PointId }),
    output: DeskPoint,
    refusals: { NO_SUCH_POINT: changing.NO_SUCH_POINT },
  },
  addPoint: {
    by: 'staff',
    at: 'region',
    changes: true,
    input: fields({ place: PlaceId, ...shape }),
    output: DeskPoint,
    refusals: {
      NO_SUCH_PLACE: noSuchPlace,
      PLACE_RETIRED: '这个地方已经停用，请选一个还在用的',
      PLACE_TOO_WIDE: '请选到社区，或社区里的网格',
    },
  },
  /** Writes anew what it says, of the version that was seen. */
  mendPoint: {
    by: 'staff',
    at: 'point',
    changes: true,
    input: fields({ point: PointId, rev: Rev, ...shape }),
    output: DeskPoint,
    refusals: changing,
  },
  /** 停用 It is kept, with the reason, and on no list of the public. */
  closePoint: {
    by: 'staff',
    at: 'point',
    changes: true,
    input: fields({ point: PointId, reason: line('原因', { min: 2, max: 200 }) }),
    output: DeskPoint,
    refusals: { ...changing, CLOSED: '这里已经停用了，要用就重新开放' },
  },
  /** 重新开放 */
  reopenPoint: {
    by: 'staff',
    at: 'point',
    changes: true,
    input: fields({ point: PointId }),
    output: DeskPoint,
    refusals: { ...changing, NOT_CLOSED: '这里开着呢，不用再开' },
  },
})
