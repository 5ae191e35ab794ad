/** The id of what one person keeps of one vendor. */
export const favouriteId = (openid: string, shop: string): string => `${openid}:${shop}`
