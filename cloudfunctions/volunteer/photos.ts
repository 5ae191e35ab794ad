import { photosTaker, photoTaker, type PhotoUses } from '../shared/photos'

const nothing = () => Promise.resolve()

/** What the volunteers' photos are for. Nothing follows from one that is fine: whoever shows it looks at how it stands. */
export const photoUses = {
  proof: { scene: 'social', refusedTitle: '证件照片没有通过', opens: '/volunteer/enroll', accept: nothing },
  wish: {
    scene: 'social',
    refusedTitle: '心愿的照片没有通过',
    opens: '/volunteer/wish',
    named: (wish: string) => ({ words: '', query: `?wish=${wish}` }),
    accept: nothing,
  },
} as const satisfies PhotoUses

export const takePhoto = photoTaker(photoUses)
export const takePhotos = photosTaker(photoUses)
