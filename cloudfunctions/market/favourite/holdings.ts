import { command, find, removeAll } from '../../shared/database'
import type { Shelf } from '../../shared/person'
import { favourites, vendors } from '../documents'

const perStep = 50

const favouritesAfter = (openid: string, after: string | undefined) =>
  find(favourites, {
    where: { openid, ...(after === undefined ? {} : { _id: command.gt(after) }) },
    sort: [['_id', 'asc']],
    limit: perStep,
  })

/** Whom somebody follows. */
export const kept: Shelf = {
  title: '收藏的摊主',
  read: async (openid, after) => {
    const found = await favouritesAfter(openid, after === undefined ? undefined : `${openid}:${after}`)
    const last = found.length === perStep ? found[found.length - 1] : undefined
    const rows = found.map(({ shop, as }) => ({ 摊: shop, 收藏成: as }))
    return { rows, ...(last ? { after: last.shop } : {}) }
  },
}

/** Whom they followed goes, and who followed them: of a vendor who left there is nothing to tell. */
export async function forgetFavourites(openid: string): Promise<number> {
  const [mine] = await find(vendors, { where: { _id: openid }, sort: [], limit: 1, fields: { shop: true } })
  const followers = mine ? await find(favourites, { where: { shop: mine.shop }, sort: [], limit: perStep }) : []
  const own = await favouritesAfter(openid, undefined)
  return removeAll(
    favourites,
    [...followers, ...own].map(({ _id }) => _id),
  )
}
