import { addOnce, claim, command, find } from './database'
import { members, type Member } from './documents'
import { newId } from './ids'

type SignedIn = Member & { uploads: string }

/** The document of somebody who is here for the first time. */
export const newMember = (openid: string, now: Date): SignedIn => ({
  _id: openid,
  roles: [],
  uploads: newId(),
  joinedAt: now,
})

/** A person's document: made when they do something for the first time, completed where it is old. */
export async function signedIn(openid: string, found: Member | undefined, now: Date): Promise<SignedIn> {
  if (found?.uploads !== undefined) return { ...found, uploads: found.uploads }
  const fresh = newMember(openid, now)
  const { uploads } = fresh
  const made = found
    ? await claim(members, openid, { uploads: command.exists(false) }, { uploads })
    : await addOnce(members, fresh)
  if (made) return { ...fresh, ...found, uploads }
  const [there] = await find(members, { where: { _id: openid }, sort: [], limit: 1 })
  return { ...fresh, ...there, uploads: there?.uploads ?? uploads }
}
