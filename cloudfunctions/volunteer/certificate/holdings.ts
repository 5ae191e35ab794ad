import { command, find, removeAll } from '../../shared/database'
import type { Shelf } from '../../shared/person'
import { certificates } from '../documents'

const perStep = 20

/** Certificates of somebody, the latest first. */
export const certified: Shelf = {
  title: '志愿证书',
  read: async (openid, after) => {
    const found = await find(certificates, {
      where: { person: openid, ...(after === undefined ? {} : { at: command.lt(new Date(after)) }) },
      sort: [['at', 'desc']],
      limit: perStep,
    })
    const rows = found.map(({ _id, name, minutes, from, until, at, revoked }) => ({
      ...{ 编号: _id, 姓名: name, 分钟: minutes, 从: from, 到: until, 开具: at.toISOString() },
      ...(revoked ? { 收回: revoked.reason } : {}),
    }))
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return { rows, ...(last ? { after: last.at.toISOString() } : {}) }
  },
}

/** Whoever leaves leaves no certificate behind: it states nobody's hours any more. */
export async function forgetCertificates(openid: string): Promise<number> {
  const found = await find(certificates, { where: { person: openid }, sort: [], limit: perStep })
  return removeAll(
    certificates,
    found.map(({ _id }) => _id),
  )
}
