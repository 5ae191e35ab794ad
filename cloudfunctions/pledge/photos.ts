import type { Photo } from '../shared/documents'
import { photosOf, photosTaker, type PhotoUses } from '../shared/photos'

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

export const takePhotos = photosTaker(photoUses)

/** The photos of these paths that were let pass, by their paths. */
export const fineOf = async (paths: readonly string[]): Promise<Map<string, Photo>> =>
  new Map([...(await photosOf(paths))].filter(([, { state }]) => state === 'fine'))
