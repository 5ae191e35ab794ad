import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'
import { FileId } from '../gate/contract'
import { Day, NightId, StallCode, StallKind } from '../night/contract'

/** 卫生, 用火, 噪音, 占道: what a round looks at. */
export const aspects = ['hygiene', 'fire', 'noise', 'footprint'] as const
export type Aspect = (typeof aspects)[number]

/** 合格, 要改, 不合格. */
export const markKinds = ['fine', 'mend', 'bad'] as const
export type Mark = (typeof markKinds)[number]
export type Marks = Record<Aspect, Mark>

const MarkOf = (title: string) => v.pipe(v.picklist(markKinds), v.title(title))
const marksEntries = {
  hygiene: MarkOf('卫生'),
  fire: MarkOf('用火'),
  noise: MarkOf('噪音'),
  footprint: MarkOf('占道'),
}

const InspectionId = v.pipe(v.string(), v.maxLength(40), v.regex(/^[0-9a-f-]{36}$/), v.title('哪一次巡查'))

export const InspectionView = v.object({
  id: v.string(),
  night: v.string(),
  date: Day,
  marketName: v.string(),
  stall: v.string(),
  name: v.string(),
  ...marksEntries,
  /** Points taken off. */
  points: v.number(),
  words: v.optional(v.string()),
  photo: v.optional(v.string()),
  at: Instant,
  answer: v.optional(v.object({ words: v.string(), at: Instant })),
})
export type InspectionView = v.InferOutput<typeof InspectionView>

const noSuchNight = '没有找到这一晚，请刷新再看'

export const inspection = contract('market', {
  /** 巡查 The stalls of a night, row by row, with who stands there and what was seen last. */
  round: {
    by: 'operator',
    at: 'night',
    input: fields({ night: NightId }),
    output: v.object({
      night: v.string(),
      name: v.string(),
      date: Day,
      /** Where photos of this round go. */
      folder: v.optional(v.string()),
      stalls: v.array(
        v.object({
          stall: v.string(),
          row: v.string(),
          kind: StallKind,
          name: v.string(),
          sells: v.string(),
          here: v.boolean(),
          seen: v.array(InspectionView),
        }),
      ),
    }),
    refusals: { NO_SUCH_NIGHT: noSuchNight },
  },
  /** 记一摊 What was seen at one stall. */
  inspect: {
    by: 'operator',
    at: 'night',
    changes: true,
    input: fields({
      night: NightId,
      stall: StallCode,
      ...marksEntries,
      words: v.optional(line('说明', { min: 2, max: 200 })),
      file: v.optional(FileId),
    }),
    output: InspectionView,
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NOT_RUNNING: '这一晚没有在出摊，现在不能巡查',
      NOBODY_HERE: '这个摊位今晚没有人，不用记',
      WORDS_OWED: '有不合格的，请写一句哪里不行',
      SEEN_ENOUGH: '这个摊位今晚已经记满六次，请当面跟进',
      OWN_STALL: '自己的摊位请另一位同事来查',
      NOT_YOUR_FILE: '这张照片不是从这里传的，请重新拍一张',
      FILE_MISSING: '照片没有传到，请重新拍一张',
    },
  },
  /** 我的巡查 What rounds saw at the caller's stalls, the latest night first. */
  myInspections: {
    by: 'vendor',
    input: fields({}),
    output: v.object({ items: v.array(InspectionView), points: v.number() }),
    refusals: {},
  },
  /** One night's, with its photos. */
  myInspectionsOf: {
    by: 'vendor',
    at: 'night',
    input: fields({ night: NightId }),
    output: v.object({ items: v.array(InspectionView) }),
    refusals: { NO_SUCH_NIGHT: noSuchNight },
  },
  /** 回应 Answers once what was seen. */
  answerInspection: {
    by: 'vendor',
    at: 'night',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({ night: NightId, inspection: InspectionId, words: line('回应', { min: 2, max: 200 }) }),
    output: InspectionView,
    refusals: {
      NO_SUCH_NIGHT: noSuchNight,
      NO_SUCH_INSPECTION: '没有找到这次巡查，请刷新再看',
      ALREADY_ANSWERED: '这一次您已经回应过了',
    },
  },
})
