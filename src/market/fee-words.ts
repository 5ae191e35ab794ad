import type { FeeLine } from '../../cloudfunctions/market/fees/contract'

/** Fen as people write yuan. */
export const yuan = (fen: number): string => String(fen / 100)

/** Where one night's money stands, to whom it is about. @param wechat whether it can be paid by WeChat */
export function feeStateWords({ state, fee, toPay, toRefund, free }: FeeLine, wechat: boolean): string {
  const how = wechat ? '这里付，或到摊位上付给收费的人都行' : '到摊位上付给收费的人就行'
  if (state === 'owed') return `还要交 ${yuan(toPay)} 元，${how}`
  if (state === 'toRefund') return `要退您 ${yuan(toRefund)} 元，找夜市运营方领`
  if (free === 'cancelled') return '这一晚取消了，不收'
  if (free === 'good') return '公益摊位，不收'
  if (state === 'paid') return `${yuan(fee)} 元，交清了`
  if (state === 'refunded') return '退给您了'
  return state === 'waived' ? `${yuan(fee)} 元，免收了` : '不用交'
}

const kinds = { paid: '交了', waived: '免了', refunded: '退了' } as const
const ways = { cash: '，现金', wechat: '，微信' } as const

/** One thing that happened to that money: `交了 30 元，现金`. */
export const factWords = ({ kind, amount, way }: FeeLine['facts'][number]): string =>
  `${kinds[kind]} ${yuan(amount)} 元${way === undefined ? '' : ways[way]}`
