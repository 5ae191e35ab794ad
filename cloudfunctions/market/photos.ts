import { longDate } from '../shared/shanghai'
import type { Member, Photo } from '../shared/documents'
import { folderOf, pathIn, receivePhoto, type PhotoUses } from '../shared/photos'

const nothing = () => Promise.resolve()

/** A photo about a night: which one. */
const named = (night: string) => ({ words: longDate(night.slice(0, 10)), query: `?night=${night}` })

/** What the market's photos are for. Nothing follows from one that is fine: whoever shows it looks at how it stands. */
export const photoUses = {
  paper: { scene: 'social', refusedTitle: '证照照片没有通过', opens: '/market/my-shop', accept: nothing },
  report: { scene: 'social', refusedTitle: '反映的照片没有通过', opens: '/market/my-reports', accept: nothing },
  pitch: { scene: 'social', refusedTitle: '收摊照片没有通过', opens: '/market/gate-pass', named, accept: nothing },
  round: { scene: 'social', refusedTitle: '巡查照片没有通过', opens: '/desk/market/round', named, accept: nothing },
} as const satisfies PhotoUses

/**
 * Takes in a photo that its sender uploaded for this use.
 * @param photo.about the id of the thing it is shown with, if it is one
 */
export async function takePhoto(
  photo: { file: string; owner: string; me: Member | undefined; use: keyof typeof photoUses; about?: string },
  refuse: (code: 'NOT_YOUR_FILE' | 'FILE_MISSING') => Error,
  now: Date,
): Promise<Photo> {
  const { me, ...sent } = photo
  const path = me?.uploads === undefined ? null : pathIn(folderOf(me.uploads, sent.use), sent.file)
  if (path === null) throw refuse('NOT_YOUR_FILE')
  const received = await receivePhoto({ ...sent, path }, photoUses, now)
  if (!received) throw refuse('FILE_MISSING')
  return received
}
