import { approval } from '../../cloudfunctions/market/approval/contract'
import type { Vendor } from '../../cloudfunctions/market/documents'
import type { StallKind } from '../../cloudfunctions/market/night/contract'
import { vendor } from '../../cloudfunctions/market/vendor/contract'
import type { Member, Notice, Photo } from '../../cloudfunctions/shared/documents'
import type { Cloud } from './cloud'
import { until, wechatOf } from './wechat'

export const operator = 'o-operator-0001'

/** What tests of vendors do and look at on a cloud. */
export function shopsOf(cloud: Cloud) {
  const wechat = wechatOf(cloud)
  /** Some documents of a collection, without reading all that is stored. */
  async function some<T>(collection: string, query: object): Promise<T[]> {
    const asked = `collection=${collection}&query=${encodeURIComponent(JSON.stringify(query))}`
    const answer = (await (await fetch(`${cloud.url}/_/documents?${asked}`)).json()) as { documents: string[] }
    return answer.documents.map((line) => JSON.parse(line) as T)
  }
  const mine = async (who: string) => (await some<Vendor>('market_vendors', { _id: who }))[0]
  const shopOf = async (who: string): Promise<string> => (await mine(who))?.shop ?? 'shopOfNobody1'
  const submit = (who: string, kinds: StallKind[] = ['goods'], key?: string, name = '桥头小绿植') =>
    cloud.call(who, vendor.submitShop, { market: 'taohuajing', name, sells: '多肉', kinds }, key)
  const photograph = async (who: string, use: 'paper' | 'report', folder: string, name: string) =>
    wechat.upload(who, `photos/${folder}/${use}-${name}.jpg`)
  return {
    some,
    /** Queries of the functions that no index served; those of this file are no part of the product. */
    unserved: async () =>
      (await cloud.unservedQueries()).filter((each) => (each as { caller: string }).caller !== 'the page'),
    mine,
    shopOf,
    submit,
    photograph,
    member: async (who: string) => (await some<Member>('members', { _id: who }))[0],
    noticesOf: (who: string) => some<Notice>('notices', { to: who }),
    /** Puts a paper with a photo that WeChat lets pass. */
    putPaper: async (who: string, paper: 'food' | 'health', until_: string, name = `${paper}-of-0001`) => {
      const asked = await cloud.call(who, vendor.myShop, {})
      if (!asked.ok) throw new Error(asked.code)
      const file = await photograph(who, 'paper', asked.value.folder, name)
      const number = '430112198001010011'
      const put = await cloud.call(who, vendor.putPaper, { market: 'taohuajing', paper, number, until: until_, file })
      if (put.ok)
        await until(async () => (await some<Photo>('photos', { file })).some(({ state }) => state !== 'checking'))
      return put
    },
    open: async (who: string, by = operator) => cloud.call(by, approval.openShop, { shop: await shopOf(who) }),
    approve: async (who: string, key?: string, by = operator) => {
      const { shop = 'shopOfNobody1', rev = 0 } = (await mine(who)) ?? {}
      return cloud.call(by, approval.approveShop, { shop, seen: rev }, key)
    },
    ask: async (who: string, hint = '照片看不清，重拍一张', key?: string) =>
      cloud.call(operator, approval.askShop, { shop: await shopOf(who), hint }, key),
    suspend: async (who: string, reason = '油倒进了下水道', key?: string) =>
      cloud.call(operator, approval.suspendShop, { shop: await shopOf(who), reason }, key),
    reinstate: async (who: string, reason = '整改好了') =>
      cloud.call(operator, approval.reinstateShop, { shop: await shopOf(who), reason }),
  }
}
