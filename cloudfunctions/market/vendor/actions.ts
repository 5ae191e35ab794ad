import { addOnce, find, untilClaimed } from '../../shared/database'
import { members, photos } from '../../shared/documents'
import { newCode } from '../../shared/ids'
import { many, maybe, one, oneLike } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { folderOf } from '../../shared/photos'
import { seal } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { signedIn } from '../../shared/signed-in'
import { favourites, markets, nights, vendors, type Market, type Night, type ShopStep, type Vendor } from '../documents'
import { favouriteId } from '../favourite/keeping'
import { takePhoto } from '../photos'
import { factsOf, nightsMissedByShop } from '../record/facts'
import { missedSince } from '../record/rules'
import { vendor as contract } from './contract'
import { submitEvent, whyNotPaper, whyNotSubmit } from './rules'
import { wasDone, writeStep } from './saving'
import { inspectedAt, latelyOf, myShop as view, nextOf, nightsOfShop, recordFrom, stoodAt } from './views'

/** Photos of papers that are looked at: each paper and its renewals. */
const paperPhotos = (owner: string) => ({ match: { owner, use: 'paper' }, sort: { at: -1 } as const, limit: 20 })

const marketsOffered = 20

export const myShop = action(contract.myShop, {
  load: ({ caller }) => ({
    me: maybe(members, caller),
    mine: maybe(vendors, caller),
    taken: many(photos, paperPhotos(caller)),
    all: many(markets, { match: {}, sort: { _id: 1 }, limit: marketsOffered, fields: { name: 1 } }),
  }),
  run: async ({ caller, now, loaded: { me, mine, taken, all } }) => {
    const { uploads } = await signedIn(caller, me, now)
    return {
      ...(mine ? { mine: view(mine, taken) } : {}),
      today: dateOf(now),
      markets: all.map(({ _id, name }) => ({ id: _id, name })),
      folder: folderOf(uploads, 'paper'),
    }
  },
})

/** A profile that somebody begins. */
const begun = (openid: string, { _id, name, place }: Market): Vendor => ({
  _id: openid,
  shop: newCode(10),
  market: _id,
  marketName: name,
  place,
  name: '',
  sells: '',
  kinds: [],
  state: 'draft',
  rev: 0,
  steps: [],
})

/** The caller's profile; begun where there is none. */
async function mineOrBegun(caller: string, mine: Vendor | undefined, market: Market): Promise<Vendor> {
  if (mine) return mine
  const fresh = begun(caller, market)
  if (await addOnce(vendors, fresh)) return fresh
  const [there] = await find(vendors, { where: { _id: caller }, sort: [], limit: 1 })
  return there ?? fresh
}

const photosOf = (openid: string) =>
  find(photos, { where: { owner: openid, use: 'paper' }, sort: [['at', 'desc']], limit: 20 })

export const putPaper = action(contract.putPaper, {
  load: ({ input, caller }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { name: 1, place: 1 } }),
    me: maybe(members, caller),
    mine: maybe(vendors, caller),
  }),
  run: async ({ input, caller, key, now, loaded: { market, me, mine }, refuse }) => {
    const { paper, number, until, file } = input
    if (mine && wasDone(mine, key)) return view(mine, await photosOf(caller))
    const why = whyNotPaper(mine, until, dateOf(now))
    if (why) throw refuse(why)
    const photo = await takePhoto({ file, owner: caller, me, use: 'paper' }, refuse, now)
    const offered = { number: seal(number, caller), last: number.slice(-4), until, photo: photo._id, file, at: now }
    const saved = await untilClaimed(vendors, await mineOrBegun(caller, mine, market), async (vendor) => {
      if (wasDone(vendor, key)) return vendor
      const why = whyNotPaper(vendor, until, dateOf(now))
      if (why) throw refuse(why)
      const waits = vendor.state === 'approved' ? { waitsSince: vendor.waitsSince ?? now } : {}
      return writeStep(
        vendor,
        { key, event: 'paper', at: now },
        { offered: { ...vendor.offered, [paper]: offered }, ...waits },
      )
    })
    if (!saved) throw refuse('SHOP_SUSPENDED')
    return view(saved, [photo])
  },
})

export const submitShop = action(contract.submitShop, {
  load: ({ input, caller }) => ({
    market: one(markets, input.market, 'NO_SUCH_MARKET', { fields: { name: 1, place: 1 } }),
    me: maybe(members, caller),
    mine: maybe(vendors, caller),
    taken: many(photos, paperPhotos(caller)),
  }),
  run: async ({ input, caller, key, now, loaded: { market, me, mine, taken }, refuse }) => {
    const { name, sells, kinds } = input
    if (mine && wasDone(mine, key)) return view(mine, taken)
    const check = (vendor: Vendor | undefined) => {
      const why = whyNotSubmit(vendor, input, dateOf(now))
      if (why) throw refuse(why)
    }
    check(mine)
    await checkWords(caller, `${name}\n${sells}`, 'profile')
    // Whoever is approved gets a role, which stands in a document of their own.
    await signedIn(caller, me, now)
    const saved = await untilClaimed(vendors, await mineOrBegun(caller, mine, market), (vendor) => {
      if (wasDone(vendor, key)) return Promise.resolve(vendor)
      check(vendor)
      const step: ShopStep = { key, event: submitEvent(vendor, kinds), at: now }
      const at = { market: market._id, marketName: market.name, place: market.place }
      const words = { name, sells, kinds }
      if (step.event === 'edit') return writeStep(vendor, step, words)
      return writeStep(vendor, step, { ...words, ...at, waitsSince: now })
    })
    if (!saved) throw refuse('SHOP_SUSPENDED')
    return view(saved, taken)
  },
})

export const shopPage = action(contract.shopPage, {
  load: ({ input: { shop }, caller }) => ({
    vendor: oneLike(vendors, { shop, since: { $exists: true } }, 'NO_SUCH_SHOP', {
      fields: { shop: 1, name: 1, sells: 1, kinds: 1, since: 1, state: 1 },
    }),
    nights: many(nights, nightsOfShop(shop)),
    missed: many<Night>(nights, nightsMissedByShop(shop)),
    kept: maybe(favourites, favouriteId(caller ?? '', shop)),
  }),
  run: ({ caller, now, loaded: { vendor, nights, missed, kept } }) => {
    const { _id, shop, name, sells, kinds, since = now, state } = vendor
    return {
      today: dateOf(now),
      ...{ shop, name, sells, kinds },
      since: dateOf(since),
      resting: state !== 'approved',
      stood: stoodAt(nights, now),
      missed: missedSince(factsOf(missed, _id), recordFrom(now)),
      inspected: inspectedAt([...nights, ...missed], now),
      next: nextOf(nights, now),
      lately: latelyOf(nights, now),
      mine: _id === caller,
      favourite: kept?.as ?? ('none' as const),
    }
  },
})
