import { longDate } from '../shared/shanghai'
import { photoTaker, type PhotoUses } from '../shared/photos'

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

export const takePhoto = photoTaker(photoUses)
