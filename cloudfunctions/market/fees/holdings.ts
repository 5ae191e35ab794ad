import { claim, command, find } from '../../shared/database'
import { newId } from '../../shared/ids'
import { leftName, type Shelf } from '../../shared/person'
import { feeAccounts, nights, type FeeAccount, type Night } from '../documents'
import { chargeOf, seatsOf } from './rules'

const perStep = 50

const accountsBefore = (openid: string, before: string | undefined): Promise<FeeAccount[]> =>
  find(feeAccounts, {
    where: { vendor: openid, ...(before === undefined ? {} : { _id: command.lt(before) }) },
    sort: [['_id', 'desc']],
    limit: perStep,
  })

const words = { paid: '付', waived: '免', refunded: '退' } as const

/** What was paid, let go and paid back, the latest night first. */
export const paidFees: Shelf = {
  title: '摊位费',
  read: async (openid, after) => {
    const found = await accountsBefore(openid, after)
    const last = found.length === perStep ? found[found.length - 1] : undefined
    const rows = found.flatMap(({ marketName, date, facts }) =>
      facts.map(({ kind, amount, way, reason, at }) => ({
        夜市: marketName,
        日期: date,
        事项: words[kind],
        金额分: amount,
        ...(way === undefined ? {} : { 方式: way === 'cash' ? '现金' : '微信' }),
        ...(reason === undefined ? {} : { 原因: reason }),
        时间: at.toISOString(),
      })),
    )
    return { rows, ...(last ? { after: last._id } : {}) }
  },
}

/** What that night charged, where it is over: a stall to come is free again, and its money is to be paid back. */
function chargedBy(night: Night | undefined, { shop, left }: FeeAccount, now: Date) {
  return (night && night.endsAt <= now ? chargeOf(night, seatsOf(night, shop)) : undefined) ?? left
}

/**
 * Accounts stay, without whose they are; before the nights forget, since what was charged follows from them.
 * @returns how many there were
 */
export async function forgetFees(openid: string, now: Date): Promise<number> {
  const found = await accountsBefore(openid, undefined)
  if (found.length === 0) return 0
  const where = { _id: command.in(found.map(({ night }) => night)) }
  const known = new Map((await find(nights, { where, sort: [], limit: perStep })).map((night) => [night._id, night]))
  for (const account of found) {
    const left = chargedBy(known.get(account.night), account, now)
    const change = { vendor: `left-${newId()}`, name: leftName, owed: command.remove(), rev: command.inc(1) }
    await claim(
      feeAccounts,
      account._id,
      { vendor: openid },
      { ...change, ...(left ? { left: command.set(left) } : {}) },
    )
  }
  return found.length
}
