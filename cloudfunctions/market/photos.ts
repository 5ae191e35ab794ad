import type { Member } from '../shared/documents'
import { folderOf, pathIn, receivePhoto, type PhotoUses } from '../shared/photos'

/** What the market's photos are for. They are shown where their document says `fine`: nothing follows from that. */
const photoUses: PhotoUses = {
  pitch: {
    scene: 'social',
    refusedTitle: '收摊照片没有通过',
    opens: '/market/gate-pass',
    accept: () => Promise.resolve(),
  },
  round: {
    scene: 'social',
    refusedTitle: '巡查照片没有通过',
    opens: '/desk/market/round',
    accept: () => Promise.resolve(),
  },
}

/**
 * Takes in a photo about a night that its sender uploaded for this use.
 * @returns its path; undefined where none was sent
 */
export async function takePhoto(
  photo: { file: string | undefined; owner: string; me: Member | undefined; use: 'pitch' | 'round'; about: string },
  refuse: (code: 'NOT_YOUR_FILE' | 'FILE_MISSING') => Error,
  now: Date,
): Promise<string | undefined> {
  const { file, owner, me, use, about } = photo
  if (file === undefined) return undefined
  const path = me?.uploads === undefined ? null : pathIn(folderOf(me.uploads, use), file)
  if (path === null) throw refuse('NOT_YOUR_FILE')
  if (!(await receivePhoto({ owner, file, path, use, about }, photoUses, now))) throw refuse('FILE_MISSING')
  return path
}
