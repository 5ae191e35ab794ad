import type { Notice, RoleChange } from '../../shared/documents'
import { notice } from '../../shared/notify'
import { roleNames } from '../../shared/roles'

/** What a person is told of a change of their roles. */
export function noticeOf(to: string, { key, change, role, as, at, reason }: RoleChange, placeName: string): Notice {
  const granted = change === 'granted'
  const what = `${placeName}的${roleNames[role]}`
  return notice({
    to,
    kind: 'role',
    title: granted ? `您现在是${what}` : `您不再是${what}`,
    words: granted ? `由${roleNames[as]}添加，现在就能用了` : `原因：${reason ?? ''}。有疑问请联系社区服务中心`,
    opens: '/pages/me',
    at,
    cause: key,
  })
}
