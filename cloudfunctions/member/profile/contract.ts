import * as v from 'valibot'
import { contract, fields, Instant, PlaceId, roles, shownAsKinds } from '../../shared/contract'
import { line } from '../../shared/text'

/** How a name is shown to others: 石**, the nickname, or in full. */
export const ShownAs = v.picklist(shownAsKinds)

/** A picture, and whether others see it yet. */
export const Avatar = v.object({ file: v.optional(v.string()), state: v.picklist(['checking', 'fine', 'refused']) })

/** What a person says of themselves, as they see it. */
const profileEntries = {
  name: v.optional(v.string()),
  fullName: v.optional(v.string()),
  shownAs: ShownAs,
  /** What others read. */
  shownName: v.string(),
  /** As `138****8000`. */
  phone: v.optional(v.string()),
}
export const Profile = v.object(profileEntries)
export type Profile = v.InferOutput<typeof Profile>

/** A file id of the cloud's storage. */
export const FileId = v.pipe(v.string(), v.maxLength(300), v.regex(/^cloud:\/\/[\w.-]+\/[\w./-]+$/), v.title('图片'))

/** A legal name: Chinese characters, with dots between parts where there are, or Latin letters. */
const FullName = v.pipe(
  v.string(),
  v.trim(),
  v.regex(
    /^(?:(?:[\u3400-\u9fff]|[\ud840-\ud888][\udc00-\udfff])+(?:·(?:[\u3400-\u9fff]|[\ud840-\ud888][\udc00-\udfff])+)*|[A-Za-z]+(?:[ '-][A-Za-z]+)*)$/,
  ),
  v.check((name) => name.length >= 2 && name.length <= 40),
  v.title('姓名'),
)

/** 我 Who the caller is, and what others see of them. */
export const profile = contract('member', {
  me: {
    by: 'resident',
    input: fields({}),
    output: v.object({
      ...profileEntries,
      avatar: v.optional(Avatar),
      roles: v.array(
        v.object({ role: v.picklist(roles), roleName: v.string(), place: PlaceId, placeName: v.string() }),
      ),
      /** Notices not read yet, up to 99. */
      unread: v.number(),
      /** Where a picture of oneself is uploaded to: `photos/<folder>/<random>.<jpg|png|webp>`. */
      folder: v.string(),
    }),
    refusals: {},
  },
  setName: {
    by: 'resident',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({ name: line('昵称', { max: 20 }) }),
    output: Profile,
    refusals: {},
  },
  setFullName: {
    by: 'resident',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({ fullName: FullName }),
    output: Profile,
    refusals: {},
  },
  setShownAs: {
    by: 'resident',
    changes: true,
    input: fields({ shownAs: v.pipe(ShownAs, v.title('名字怎么显示')) }),
    output: Profile,
    refusals: {
      NAME_MISSING: '还没有昵称，先填一个再选它',
      FULL_NAME_MISSING: '先填上姓名，再这样显示',
    },
  },
  setAvatar: {
    by: 'resident',
    changes: true,
    limit: { times: 10, minutes: 60 },
    input: fields({ file: FileId }),
    output: Avatar,
    refusals: {
      NOT_YOUR_FILE: '这张图不是刚才传上来的，请重新选一张',
      FILE_MISSING: '图片没有传完整，请重新选一张',
    },
  },
  setPhone: {
    by: 'resident',
    changes: true,
    limit: { times: 5, minutes: 60 },
    input: fields({ code: v.pipe(v.string(), v.regex(/^[\w-]{8,128}$/), v.title('手机号授权码')) }),
    output: Profile,
    refusals: { PHONE_CODE_SPENT: '这次授权过期了，请再点一次“填手机号”' },
  },
  removePhone: { by: 'resident', changes: true, input: fields({}), output: Profile, refusals: {} },
  myCode: {
    by: 'resident',
    changes: true,
    limit: { times: 30, minutes: 60 },
    input: fields({}),
    output: v.object({ code: v.string(), ends: Instant }),
    refusals: {},
  },
})
