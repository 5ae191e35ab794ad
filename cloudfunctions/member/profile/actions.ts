import { members, notices, photos, type Member, type Photo } from '../../shared/documents'
import { newCode } from '../../shared/ids'
import { many, maybe } from '../../shared/load'
import { checkWords, phoneNumberOf } from '../../shared/open-api'
import { folderOf, pathIn, receivePhoto } from '../../shared/photos'
import { seal, unseal } from '../../shared/seal'
import { action } from '../../shared/serve'
import { newMember, signedIn } from '../../shared/signed-in'
import { saveMine, wasDone } from '../mine'
import { namesOf, worded } from '../places'
import { profile as contract, type Profile } from './contract'
import { photoUses } from './photo'
import { maskPhone, shownAsOf, shownName, whyNotShownAs } from './rules'

/** A person as they see themselves. */
const view = (me: Omit<Member, 'roles' | 'uploads'>): Profile => ({
  ...(me.name === undefined ? {} : { name: me.name }),
  ...(me.fullName === undefined ? {} : { fullName: me.fullName }),
  shownAs: shownAsOf(me),
  shownName: shownName(me),
  ...(me.phone ? { phone: maskPhone(unseal(me.phone.sealed, me._id), me.phone.last) } : {}),
})

/** The caller's picture: the one sent last, as long as it is not replaced, and whether others see it. */
function avatarOf(me: Pick<Member, 'avatar'>, latest: Photo | undefined) {
  const shown = me.avatar?.file
  if (latest?.state === 'refused') return { ...(shown === undefined ? {} : { file: shown }), state: latest.state }
  if (latest) return { file: latest.file, state: latest.state }
  return shown === undefined ? undefined : { file: shown, state: 'fine' as const }
}

/** How many unread notices are counted. */
const unreadCounted = 99

export const me = action(contract.me, {
  load: ({ caller }) => ({
    found: maybe(members, caller),
    unread: many(notices, { match: { to: caller, unread: true }, limit: unreadCounted, fields: { _id: 1 } }),
    pictures: many(photos, { match: { owner: caller, use: 'avatar' }, sort: { at: -1 }, limit: 1 }),
  }),
  run: async ({ caller, now, loaded: { found, unread, pictures } }) => {
    const { uploads, ...me } = await signedIn(caller, found, now)
    const avatar = avatarOf(me, pictures[0])
    const names = await namesOf(me.roles.map(({ place }) => place))
    return {
      ...view(me),
      ...(avatar ? { avatar } : {}),
      roles: me.roles.map((grant) => worded(grant, names)),
      unread: unread.length,
      folder: folderOf(uploads, 'avatar'),
    }
  },
})

/** The caller's own document, for what changes it. */
const mine = ({ caller }: { caller: string }) => ({ me: maybe(members, caller) })

export const setName = action(contract.setName, {
  load: mine,
  run: async ({ input, caller, key, now, loaded: { me } }) => {
    if (me && wasDone(me, key)) return view(me)
    await checkWords(caller, input.name, 'profile')
    return view(await saveMine(caller, me, { key, now, set: { name: input.name } }))
  },
})

export const setFullName = action(contract.setFullName, {
  load: mine,
  run: async ({ input, caller, key, now, loaded: { me } }) => {
    if (me && wasDone(me, key)) return view(me)
    await checkWords(caller, input.fullName, 'profile')
    return view(await saveMine(caller, me, { key, now, set: { fullName: input.fullName } }))
  },
})

export const setShownAs = action(contract.setShownAs, {
  load: mine,
  run: async ({ input, caller, key, now, loaded: { me }, refuse }) => {
    if (me && wasDone(me, key)) return view(me)
    const why = whyNotShownAs(input.shownAs, me ?? {})
    if (why) throw refuse(why)
    return view(await saveMine(caller, me, { key, now, set: { shownAs: input.shownAs } }))
  },
})

export const setAvatar = action(contract.setAvatar, {
  load: mine,
  run: async ({ input: { file }, caller, now, loaded: { me }, refuse }) => {
    const path = me?.uploads === undefined ? null : pathIn(folderOf(me.uploads, 'avatar'), file)
    if (path === null) throw refuse('NOT_YOUR_FILE')
    const received = await receivePhoto({ owner: caller, file, path, use: 'avatar' }, photoUses, now)
    if (!received) throw refuse('FILE_MISSING')
    return { file, state: received.state }
  },
})

export const setPhone = action(contract.setPhone, {
  load: mine,
  run: async ({ input, caller, key, now, loaded: { me }, refuse }) => {
    if (me && wasDone(me, key)) return view(me)
    const phone = await phoneNumberOf(input.code)
    if (phone === null) throw refuse('PHONE_CODE_SPENT')
    const sealed = { sealed: seal(phone, caller), last: phone.slice(-4), at: now }
    return view(await saveMine(caller, me, { key, now, set: { phone: sealed } }))
  },
})

export const removePhone = action(contract.removePhone, {
  load: mine,
  run: async ({ caller, key, now, loaded: { me } }) => {
    if (!me?.phone || wasDone(me, key)) return view(me ?? newMember(caller, now))
    return view(await saveMine(caller, me, { key, now, unset: 'phone' }))
  },
})

const minuteMs = 60_000
const codeMs = 10 * minuteMs
/** A code that still lives this long is shown again, so that whoever reads it off has the time. */
const longEnoughMs = 3 * minuteMs

export const myCode = action(contract.myCode, {
  load: mine,
  run: async ({ caller, key, now, loaded: { me } }) => {
    const shown = me?.code
    if (shown && +shown.ends > +now + longEnoughMs) return { code: shown.text, ends: shown.ends.toISOString() }
    const code = { text: newCode(8), ends: new Date(+now + codeMs) }
    await saveMine(caller, me, { key, now, set: { code } })
    return { code: code.text, ends: code.ends.toISOString() }
  },
})
