import { claim, command, find } from '../../shared/database'
import { payBack, payMerchant } from '../../shared/pay'
import { feeAccounts, type FeeAccount } from '../documents'

/** Sends what is to go back through WeChat. It never throws: what did not go is sent again by the timer. */
export async function sendRefunds({ _id, sending = [] }: Pick<FeeAccount, '_id' | 'sending'>): Promise<void> {
  for (const refund of sending)
    try {
      await payBack(refund)
      await claim(feeAccounts, _id, {}, { sending: command.pull({ number: refund.number }) })
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', refund: refund.number, account: _id, error: String(error) }))
    }
}

const accountsPerRun = 20

/** For the timer: refunds that were decided and did not reach WeChat yet. */
export async function settleRefunds(): Promise<{ refunded: number }> {
  if (payMerchant() === undefined) return { refunded: 0 }
  const found = await find(feeAccounts, {
    where: { 'sending.number': command.gt('') },
    sort: [['sending.number', 'asc']],
    limit: accountsPerRun,
  })
  for (const account of found) await sendRefunds(account)
  return { refunded: found.length }
}
