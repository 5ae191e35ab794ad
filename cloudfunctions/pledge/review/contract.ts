import * as v from 'valibot'
import { contract, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { Day } from '../rhythm/contract'

/** Who speaks: the members of themselves, of each other, the branch and its leads, those who live there. */
export const voices = ['self', 'peers', 'branch', 'residents'] as const
export type Voice = (typeof voices)[number]
export const voiceWords: Readonly<Record<Voice, string>> = {
  self: '自评',
  peers: '互评',
  branch: '组织评',
  residents: '群众评',
}

export const grades = ['excellent', 'good', 'fair', 'poor'] as const
export type Grade = (typeof grades)[number]
export const gradeWords: Readonly<Record<Grade, string>> = {
  excellent: '很好',
  good: '不错',
  fair: '一般',
  poor: '没做到',
}

/** What whom a round concerns hears of it, each once: that it opened, that it closes, what came of it. */
export type RoundNews = 'opened' | 'closing' | 'closed'

/** How many ballots a round takes at most, so that it stays one document. */
export const mostBallots = 1000

const RoundId = v.pipe(v.string(), v.regex(/^[a-z0-9]{12}$/), v.title('哪一轮'))
/** SHA-256 in hex of what the phone alone knows. */
const Receipt = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.title('回执'))

const RoundView = v.object({
  id: v.string(),
  place: v.string(),
  branch: v.string(),
  from: v.string(),
  until: v.string(),
  closesAt: Instant,
  open: v.boolean(),
  /** How many voted. */
  count: v.number(),
})
export type RoundView = v.InferOutput<typeof RoundView>

const noSuchRound = '没有找到这一轮，刷新再看'

/** 评诺 Four voices grade what a branch promised; one ballot each, and nobody can tell whose. */
export const review = contract('pledge', {
  openRound: {
    by: 'secretary',
    at: 'branch',
    changes: true,
    input: fields({ branch: PlaceId, from: Day, until: Day, closes: Day }),
    output: RoundView,
    refusals: {
      NO_SUCH_BRANCH: '没有找到这个支部，请重新选',
      DATES_WRONG: '评的日子要先后对得上，截止在今天以后、三十天以内',
    },
  },
  /** The latest of a branch. */
  listRounds: {
    by: 'anyone',
    input: fields({ branch: PlaceId }),
    output: v.object({ today: Day, items: v.array(RoundView) }),
    refusals: {},
  },
  /** Casts one's ballot, once; who asks again with the same receipt hears that it was counted. */
  vote: {
    by: 'resident',
    changes: true,
    input: fields({
      round: RoundId,
      voice: v.pipe(v.picklist(voices), v.title('以什么身份评')),
      grade: v.pipe(v.picklist(grades), v.title('评得怎么样')),
      opinion: v.optional(line('想说的话', { min: 2, max: 60 })),
      receipt: Receipt,
    }),
    output: v.object({ counted: v.literal(true) }),
    refusals: {
      NO_SUCH_ROUND: noSuchRound,
      ROUND_OVER: '这一轮已经截止了，去看看结果',
      NOT_YOUR_VOICE: '您不在这一类里，换一个身份评',
      ALREADY_VOTED: '这一轮您已经评过了，每人一票',
      RECEIPT_USED: '没有交上，请再点一次',
      ROUND_FULL: '这一轮评的人满了，谢谢您',
    },
  },
  /** Whether the ballot that came with a receipt was counted; not what it said. */
  checkReceipt: {
    by: 'anyone',
    input: fields({ round: RoundId, receipt: Receipt }),
    output: v.object({ counted: v.boolean() }),
    refusals: { NO_SUCH_ROUND: noSuchRound },
  },
  /** What came of a round, once it is over. */
  roundResult: {
    by: 'anyone',
    input: fields({ round: RoundId }),
    output: v.object({
      ...RoundView.entries,
      /** Voices with less than five ballots stand together; empty while it is open, or with less than five in all. */
      results: v.array(
        v.object({
          voices: v.array(v.picklist(voices)),
          count: v.number(),
          grades: v.object(v.entriesFromList(grades, v.number())),
        }),
      ),
      words: v.array(v.string()),
    }),
    refusals: { NO_SUCH_ROUND: noSuchRound },
  },
})
