import { find } from '../../shared/database'
import type { Shelf } from '../../shared/person'
import { unseal } from '../../shared/seal'
import { vendors, type Papers } from '../documents'
import { paperKinds } from './contract'

/** A vendor's profile, and how it was decided on. */
export const profile: Shelf = {
  title: '摊主资料',
  read: async (openid) => {
    const found = await find(vendors, { where: { _id: openid }, sort: [], limit: 1 })
    return {
      rows: found.map(({ name, sells, kinds, state, marketName, since, steps }) => ({
        夜市: marketName,
        摊名: name,
        卖什么: sells,
        摊位种类: kinds,
        状态: state,
        ...(since ? { 通过时间: since.toISOString() } : {}),
        经过: steps.map(({ event, at, say }) => [event, at.toISOString(), say].filter(Boolean).join(' ')),
      })),
    }
  },
}

const paperRows = (openid: string, papers: Papers = {}, accepted: boolean) =>
  paperKinds.flatMap((kind) => {
    const paper = papers[kind]
    if (!paper) return []
    const { number, until, file, at } = paper
    return [
      { 证照: kind, 编号: unseal(number, openid), 有效期: until, 照片: file, 已通过: accepted, 时间: at.toISOString() },
    ]
  })

/** A vendor's papers, with their numbers. */
export const papers: Shelf = {
  title: '证照',
  read: async (openid) => {
    const [mine] = await find(vendors, { where: { _id: openid }, sort: [], limit: 1 })
    return { rows: [...paperRows(openid, mine?.papers, true), ...paperRows(openid, mine?.offered, false)] }
  },
}
