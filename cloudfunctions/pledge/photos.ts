import { command, find } from '../shared/database'
import { photos, type Photo } from '../shared/documents'
import { photoTaker, type PhotoUses } from '../shared/photos'

/** A photo of one pledge: which. */
const named = (pledge: string) => ({ words: '', query: `?pledge=${pledge}` })

/** What a pledge's photos are for. Nothing follows from one that is fine: whoever shows it looks at how it stands. */
export const photoUses = {
  pledge: {
    scene: 'social',
    refusedTitle: '践诺的照片没有通过',
    opens: '/pledge/mine',
    named,
    accept: () => Promise.resolve(),
  },
} as const satisfies PhotoUses

export const takePhoto = photoTaker(photoUses)

/** How these photos stand, by their paths; no request where there are none. */
export async function photosOf(paths: readonly string[]): Promise<Map<string, Photo>> {
  if (paths.length === 0) return new Map()
  const found = await find(photos, { where: { _id: command.in(paths) }, sort: [], limit: Math.min(paths.length, 1000) })
  return new Map(found.map((photo) => [photo._id, photo]))
}

/** The photos of these paths that were let pass, by their paths. */
export const fineOf = async (paths: readonly string[]): Promise<Map<string, Photo>> =>
  new Map([...(await photosOf(paths))].filter(([, { state }]) => state === 'fine'))
