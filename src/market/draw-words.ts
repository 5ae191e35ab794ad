import type { Finding } from '../../cloudfunctions/market/draw/check.rules'
import type { draw, Round } from '../../cloudfunctions/market/draw/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'

export type DrawOfNight = Output<typeof draw.showDraw>
export type MyDraw = NonNullable<DrawOfNight['me']>
export type Proof = Output<typeof draw.proveDraw>

/** Where a round stands, and what comes next. */
export function roundWords({ state, opensAt, closesAt, numberAt, revealBy, voided }: Round): string {
  switch (state) {
    case 'coming':
      return `${dayAndTime(opensAt)} 开始报名`
    case 'open':
      return `正在报名，${dayAndTime(closesAt)} 截止`
    case 'freezing':
      return '报名截止了，名单马上公布'
    case 'frozen':
      return `名单定了，等 ${dayAndTime(numberAt)} 的公共数字`
    case 'late':
      return `${dayAndTime(revealBy)} 前没等到公共数字，要作废重摇`
    case 'drawn':
      return '开签了，谁都能验'
    case 'void':
      return `作废了：${voided ?? ''}`
  }
}

/** What came of it for the reader, if anything did. */
export function resultWords(result: NonNullable<MyDraw['result']>): string {
  if (result.stall !== undefined) return `中签了，${result.stall} 是您的`
  return result.turn === undefined
    ? '定名单的时候，您已有摊位，或者资料、证照、到场记录不符，没进名单'
    : `这次没中签，轮到您是没中签里的第 ${String(result.turn)} 位，已经排进候补`
}

/** A hash or a secret is compared by its ends; whoever wants all of it copies it. */
export const ends = (hex: string): string => `${hex.slice(0, 8)}…${hex.slice(-8)}`

const fitting: Record<Finding['step'], string> = {
  hash: '名单和冻结时公布的指纹一致，一个字也没改',
  list: '名单上的场次、承诺和数字来源，和公布的一致',
  secret: '揭开的密码，正是报名前承诺的那一个',
  seed: '密码、公共数字和名单，合成的种子一致',
  turn: '每一位的先后和摊位，重摇一遍都一致',
  end: '没有多出谁，也没有漏掉谁',
}

const failing: Record<Finding['step'], string> = {
  hash: '名单和冻结时公布的指纹对不上：名单被改过',
  list: '名单的写法，或场次、承诺、数字来源，和公布的对不上',
  secret: '揭开的密码，不是报名前承诺的那一个',
  seed: '密码、公共数字和名单，合不出公布的种子',
  turn: '有人的先后或摊位，重摇出来不是这样',
  end: '公布的结果里多出了人',
}

export const stepWords = (step: Finding['step'], fits: boolean): string => (fits ? fitting : failing)[step]

/** Puts names in the place of public ids. */
export function named(text: string, names: Proof['names']): string {
  const known = new Map(names.map(({ shop, name }) => [shop, name]))
  return text.replace(/[\w-]{4,40}/g, (word) => known.get(word) ?? word)
}
