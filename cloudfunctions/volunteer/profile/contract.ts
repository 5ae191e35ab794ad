import * as v from 'valibot'
import { PhotoFile } from '../../market/vendor/contract'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { PaperKind, paperKinds, Skill, skills } from '../shift/contract'
import { Phone } from '../wish/contract'

const Day = v.pipe(v.string(), v.isoDate())

/** What a volunteer is called in addresses: it says nothing of who they are. */
const VolunteerId = v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{10}$/), v.title('哪位志愿者'))

/** One sending of a paper: what is decided about is what was seen. */
const PaperId = v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{10}$/), v.title('哪张证件'))

/** Where a paper stands: `accepted` ones count until they end. */
export const paperStates = ['waiting', 'refused', 'accepted'] as const

/** 证件 A paper as its owner and whoever decides about it see it. */
export const PaperView = v.object({
  id: v.string(),
  kind: v.picklist(paperKinds),
  /** In full for whoever decides, else its last signs. */
  number: v.string(),
  /** The last date that it holds on. */
  until: Day,
  file: v.string(),
  /** Whether WeChat had a look at the photo. */
  photo: v.picklist(['checking', 'fine', 'refused']),
  state: v.picklist(paperStates),
  /** Why it was refused, if so. */
  say: v.optional(v.string()),
  at: Instant,
})
export type PaperView = v.InferOutput<typeof PaperView>

/** The caller as a volunteer. */
export const MyVolunteer = v.object({
  enrolled: v.boolean(),
  /** Where they are registered. */
  community: v.optional(v.object({ place: v.string(), name: v.string() })),
  since: v.optional(Instant),
  skills: v.array(v.picklist(skills)),
  /** As `138****8000`, where they left one. */
  phone: v.optional(v.string()),
  /** Of each kind the one that counts, and the one that was sent after it. */
  papers: v.array(PaperView),
})
export type MyVolunteer = v.InferOutput<typeof MyVolunteer>

/** A volunteer's papers as whoever decides about them sees them. */
export const PapersForDesk = v.object({
  volunteer: v.string(),
  name: v.string(),
  community: v.string(),
  papers: v.array(PaperView),
})
export type PapersForDesk = v.InferOutput<typeof PapersForDesk>

const Skills = v.pipe(
  v.array(Skill),
  v.maxLength(skills.length),
  v.check((all) => new Set(all).size === all.length),
  v.title('会什么'),
)

const noSuchVolunteer = '没有找到这位志愿者，可能已经注销了，刷新再看'
const deskRefusals = {
  NO_SUCH_VOLUNTEER: noSuchVolunteer,
  NOT_YOURSELF: '自己的证件请另一位同事来办',
  PAPER_CHANGED: '对方刚换了一张，或者另一位同事刚办过，请再看一遍',
}

/** 登记 Who is a volunteer, what they can do, and the papers that show it. */
export const profile = contract('volunteer', {
  myVolunteer: {
    by: 'resident',
    input: fields({}),
    output: v.object({
      ...MyVolunteer.entries,
      today: Day,
      /** Where photos of papers are uploaded to: `photos/<folder>/<random>.<jpg|png|webp>`. */
      folder: v.string(),
    }),
    refusals: {},
  },
  /** 登记 Becomes a volunteer of a community at once, or moves to another one. */
  enroll: {
    by: 'resident',
    changes: true,
    input: fields({ community: PlaceId }),
    output: MyVolunteer,
    refusals: {
      NO_SUCH_PLACE: '没有找到这个社区，请重新选',
      PLACE_RETIRED: '这个地方已经停用，请选一个还在用的',
      PLACE_TOO_WIDE: '请选到您住的社区，或社区里的网格',
    },
  },
  /** 退出 Is no volunteer any more; hours stay, and so do skills and papers for whoever comes back. */
  resign: {
    by: 'resident',
    changes: true,
    input: fields({}),
    output: MyVolunteer,
    refusals: {
      NOT_ENROLLED: '您还没有登记成志愿者，不用退',
      SHIFTS_TO_COME: '还有报了名的班次，先在「我的志愿」里退掉，再来退出',
      WISH_CLAIMED: '还有认领了没做完的心愿，先做完或者退回，再来退出',
    },
  },
  setSkills: {
    by: 'volunteer',
    changes: true,
    input: fields({ skills: Skills }),
    output: MyVolunteer,
    refusals: {},
  },
  /** 留电话 Leaves a phone for whoever organises what one signs up for, another one, or none any more. */
  setContact: {
    by: 'volunteer',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({ phone: v.optional(Phone) }),
    output: MyVolunteer,
    refusals: {},
  },
  /** 交证件 Sends one paper, or a newer one; it counts once staff have seen it. */
  putPaper: {
    by: 'volunteer',
    changes: true,
    limit: { times: 20, minutes: 60 },
    input: fields({
      kind: PaperKind,
      number: v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z0-9（）()〔〕\u4e00-\u9fff-]{4,40}$/), v.title('证件编号')),
      until: v.pipe(Day, v.title('有效期')),
      file: PhotoFile,
    }),
    output: MyVolunteer,
    refusals: {
      NOT_YOUR_FILE: '这张照片不是刚才传上来的，请重新拍一张',
      FILE_MISSING: '照片没有传完整，请重新拍一张',
      PAPER_EXPIRED: '这张证件已经过期了，换了新证再传',
    },
  },
  /** Volunteers of a place and below whose papers wait to be looked at, who waits longest first. */
  listPapers: {
    by: 'staff',
    also: ['auditor'],
    at: 'region',
    input: fields({ place: PlaceId, cursor: v.optional(Cursor) }),
    output: v.object({
      items: v.array(
        v.object({
          volunteer: v.string(),
          name: v.string(),
          community: v.string(),
          kinds: v.array(v.picklist(paperKinds)),
          since: Instant,
        }),
      ),
      cursor: v.optional(v.string()),
    }),
    refusals: { NO_SUCH_PLACE: '没有找到这个地方，请重新选' },
  },
  openPapers: {
    by: 'staff',
    at: 'volunteer',
    input: fields({ volunteer: VolunteerId }),
    output: PapersForDesk,
    refusals: { NO_SUCH_VOLUNTEER: noSuchVolunteer },
  },
  /** 通过 From now on it counts for every shift until its last date. */
  approvePaper: {
    by: 'staff',
    at: 'volunteer',
    changes: true,
    input: fields({ volunteer: VolunteerId, paper: PaperId }),
    output: PapersForDesk,
    refusals: {
      ...deskRefusals,
      PAPER_EXPIRED: '这张证件已经过期了，请退回去，让对方换新的',
      PHOTO_NOT_CHECKED: '照片还没核对好，过几分钟再办；没通过的请对方重传',
    },
  },
  /** 退回 Says what is wrong with it. */
  refusePaper: {
    by: 'staff',
    at: 'volunteer',
    changes: true,
    input: fields({ volunteer: VolunteerId, paper: PaperId, reason: line('原因', { min: 2, max: 100 }) }),
    output: PapersForDesk,
    refusals: deskRefusals,
  },
})
