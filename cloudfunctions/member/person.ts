import { command, find, removeAll } from '../shared/database'
import { limits, members, notices, photos, type Notice } from '../shared/documents'
import type { Holdings, Shelf } from '../shared/person'
import { roleNames } from '../shared/roles'
import { unseal } from '../shared/seal'
import { deleteFiles } from '../shared/storage'

const perStep = 50

const memberOf = async (openid: string) => (await find(members, { where: { _id: openid }, sort: [], limit: 1 }))[0]

const profile: Shelf = {
  title: '我的资料',
  read: async (openid) => {
    const me = await memberOf(openid)
    if (!me) return { rows: [] }
    const { name, fullName, shownAs, phone, joinedAt, avatar, notices: settings } = me
    const row = {
      名字: name,
      真实姓名: fullName,
      显示成: shownAs,
      手机号: phone && unseal(phone.sealed, openid),
      头像: avatar?.file,
      加入时间: joinedAt?.toISOString(),
      不看的通知: settings?.muted,
    }
    return { rows: [Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))] }
  },
}

const roles: Shelf = {
  title: '我的身份',
  read: async (openid) => {
    const me = await memberOf(openid)
    return { rows: (me?.roles ?? []).map(({ role, place }) => ({ 身份: roleNames[role], 地方: place })) }
  },
}

const roleChanges: Shelf = {
  title: '身份变动',
  read: async (openid) => {
    const me = await memberOf(openid)
    const rows = (me?.roleChanges ?? []).map(({ change, role, place, as, at, reason }) => ({
      变动: change === 'granted' ? '开通' : '取消',
      身份: roleNames[role],
      地方: place,
      谁办的: roleNames[as],
      时间: at.toISOString(),
      ...(reason === undefined ? {} : { 原因: reason }),
    }))
    return { rows }
  },
}

/** A page of somebody's notices that are read, or not yet. */
const noticesOf = (openid: string, unread: boolean, before: string | undefined) =>
  find(notices, {
    where: { to: openid, unread, ...(before === undefined ? {} : { _id: command.lt(before) }) },
    sort: [['_id', 'desc']],
    limit: perStep,
  })

const noticeRow = ({ title, words, at }: Notice) => ({ 标题: title, 内容: words, 时间: at.toISOString() })

const noticeShelf = (title: string, unread: boolean): Shelf => ({
  title,
  read: async (openid, after) => {
    const found = await noticesOf(openid, unread, after)
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return { rows: found.map(noticeRow), ...(last ? { after: last._id } : {}) }
  },
})

const photosOf = (openid: string, after?: string) =>
  find(photos, {
    where: { owner: openid, ...(after === undefined ? {} : { _id: command.gt(after) }) },
    sort: [['_id', 'asc']],
    limit: perStep,
  })

const photoShelf: Shelf = {
  title: '传过的照片',
  read: async (openid, after) => {
    const found = await photosOf(openid, after)
    const last = found.length === perStep ? found[found.length - 1] : undefined
    return {
      rows: found.map(({ file, use, state, at }) => ({ 文件: file, 用途: use, 状态: state, 时间: at.toISOString() })),
      ...(last ? { after: last._id } : {}),
    }
  },
}

const idsOf = (documents: readonly { _id: string }[]): string[] => documents.map(({ _id }) => _id)

/** What the kit and this domain keep about a person. */
export const holdings: Holdings = {
  shelves: [profile, roles, roleChanges, noticeShelf('没看的通知', true), noticeShelf('看过的通知', false), photoShelf],
  forget: async (openid) => {
    const [taken, unread, read, tries] = await Promise.all([
      photosOf(openid),
      noticesOf(openid, true, undefined),
      noticesOf(openid, false, undefined),
      find(limits, { where: { openid }, sort: [], limit: perStep }),
    ])
    // Files first: while its row stands, a file is found again after a crash.
    await deleteFiles(taken.map(({ file }) => file))
    await removeAll(photos, idsOf(taken))
    await removeAll(notices, idsOf([...unread, ...read]))
    await removeAll(limits, idsOf(tries))
    const left = taken.length + unread.length + read.length + tries.length
    if (left > 0) return false
    return (await removeAll(members, [openid])) === 0
  },
}
