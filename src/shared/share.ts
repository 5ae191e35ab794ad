import { useShareAppMessage, useShareTimeline } from '@tarojs/taro'

interface Card {
  title: string
  /** The page it opens, with what that page needs to know: `/market/night-map?night=…`. */
  path: string
  /** A picture, 5:4; WeChat takes one of the page itself where there is none. */
  image?: string | undefined
}

/** What goes to a friend or to 朋友圈 when a public page is shared; its config says `enableShareAppMessage: true`. */
export function useShare({ title, path, image }: Card): void {
  const picture = image === undefined ? {} : { imageUrl: image }
  useShareAppMessage(() => ({ title, path, ...picture }))
  useShareTimeline(() => ({ title, query: path.split('?')[1] ?? '', ...picture }))
}
