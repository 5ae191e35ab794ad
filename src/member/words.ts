import type { profile } from '../../cloudfunctions/member/profile/contract'
import { dotted } from '../shared/phrases'
import type { Output } from '../../cloudfunctions/shared/contract'

/** Who the caller is, as they see it themselves. */
export type Me = Output<typeof profile.me>

/** Whether somebody has given any name yet. */
export const isNamed = ({ name, fullName }: Me): boolean => name !== undefined || fullName !== undefined

/** Their picture, if there is one to show. */
export const pictureOf = ({ avatar }: Me): string | undefined =>
  avatar === undefined || avatar.file === '' ? undefined : avatar.file

/** A role and where it holds: 摊主 · 桃花井社区. */
export const roleWords = ({ roleName, placeName }: Me['roles'][number]): string => dotted([roleName, placeName])
