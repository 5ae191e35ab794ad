import { photoTaker, type PhotoUses } from '../shared/photos'

const nothing = () => Promise.resolve()

/** What the volunteers' photos are for. Nothing follows from one that is fine: whoever shows it looks at how it stands. */
export const photoUses = {
  proof: { scene: 'social', refusedTitle: '证件照片没有通过', opens: '/volunteer/enroll', accept: nothing },
} as const satisfies PhotoUses

export const takePhoto = photoTaker(photoUses)
