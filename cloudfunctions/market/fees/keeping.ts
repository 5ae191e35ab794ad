import { addOnce, claim, command, untilClaimed } from '../../shared/database'
import { newId } from '../../shared/ids'
import { maybe, many, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { Refusal } from '../../shared/refusal'
import { actorOf } from '../../shared/seal'
import { longDate } from '../../shared/shanghai'
import { feeAccounts, nights, vendors, type FeeAccount, type FeeFact, type FeeRefund, type Night } from '../documents'
import { whyNotFee, type FeeLine, type WhyNotFee } from './contract'
import { accountId, lineOf } from './lines'
import { amountOf, feeTable, refundParts, seatsOf, type FeeEvent } from './rules'
import { sendRefunds } from './sending'

/** What is read for the operator who acts on one account. */
export const accountOf = ({ input }: { input: { night: string; shop: string } }) => ({
  night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0 } }),
  account: maybe(feeAccounts, accountId(input.night, input.shop)),
  found: many(vendors, { match: { shop: input.shop }, limit: 1 }),
})

const no = (why: WhyNotFee): Refusal => new Refusal(why, whyNotFee[why])

interface Act {
  event: FeeEvent
  input: { night: string; shop: string; amount: number; reason?: string }
  caller: string
  key: string
  now: Date
  loaded: { night: Night; account: FeeAccount | undefined; found: { _id: string }[] }
}

const kindOf = { takeCash: 'paid', waive: 'waived', refund: 'refunded' } as const satisfies Record<
  FeeEvent,
  FeeFact['kind']
>

/** An account as it is before its first fact; null when this vendor has nothing to do with this night. */
export function emptyAccount(night: Night, shop: string): FeeAccount | null {
  const [seat] = seatsOf(night, shop)
  if (!seat || shop === '') return null
  const { _id, market, marketName, place, date } = night
  const { vendor, name } = seat
  return {
    _id: accountId(_id, shop),
    night: _id,
    market,
    marketName,
    place,
    date,
    vendor,
    shop,
    name,
    facts: [],
    rev: 0,
  }
}

/**
 * Adds a fact to an account, onto exactly the facts that it was decided on, with the notice of it: of two people at
 * once one is told that the other was first.
 * @throws Refusal why not
 */
export async function record(act: Act): Promise<FeeLine> {
  const { event, input, caller, key, loaded } = act
  const { night } = loaded
  const by = actorOf(caller)
  const first = loaded.account ?? emptyAccount(night, input.shop)
  if (!first) throw no('NO_ACCOUNT')
  const line = (account: FeeAccount) => lineOf(night, account, { shop: input.shop, name: account.name, reader: by })
  const isTold = ({ facts }: FeeAccount) => facts.some((each) => each.key === key && each.by === by)
  if (isTold(first)) {
    await sendRefunds(first)
    return line(first)
  }
  if (first.vendor === caller || loaded.found[0]?._id === caller) throw no('NOT_YOURSELF')
  if (input.reason !== undefined) await checkWords(caller, input.reason, 'comment')
  const kept = await untilClaimed(feeAccounts, first, async (account) => {
    if (isTold(account)) return account
    const money = line(account)
    const why = feeTable[money.state][event]
    if (why) throw no(why)
    const took = (each: FeeFact) => each.kind === 'paid' && each.by === by
    if (event === 'refund' && account.facts.some(took)) throw no('SECOND_PERSON')
    if (amountOf(event, money) !== input.amount) throw no('AMOUNT_CHANGED')
    return addFacts(account, factsOf(act, by, account), money.stall)
  })
  if (!kept) throw no('AMOUNT_CHANGED')
  await sendRefunds(kept)
  return line(kept)
}

/** What an act adds: one fact, but for money that goes back several ways. */
function factsOf({ event, input, key, now }: Act, by: string, { facts }: FeeAccount): FeeFact[] {
  const { amount, reason } = input
  const fact = { kind: kindOf[event], by, ...(reason === undefined ? {} : { reason }), at: now, key }
  if (event === 'waive') return [{ ...fact, id: newId(), amount }]
  if (event === 'takeCash') return [{ ...fact, id: newId(), amount, way: 'cash' }]
  return refundParts(amount, facts).map(({ amount, order }) => ({
    ...fact,
    id: newId(),
    amount,
    ...(order ? { way: 'wechat' as const, of: order.number } : { way: 'cash' as const }),
  }))
}

/** What facts send back through WeChat. */
const sendingOf = (facts: readonly FeeFact[], { orders = [] }: FeeAccount): FeeRefund[] =>
  facts.flatMap(({ kind, of, amount, id }) => {
    const order = orders.find(({ number }) => number === of)
    return kind === 'refunded' && order
      ? [{ number: id.replace(/-/g, ''), order: order.number, amount, total: order.amount }]
      : []
  })

/** ONE write. @returns null when the account changed meanwhile */
export async function addFacts(account: FeeAccount, added: readonly FeeFact[], stall = ''): Promise<FeeAccount | null> {
  const list = account.vendor.startsWith('left-') ? [] : added.map((fact) => tell(account, fact, stall))
  const facts = [...account.facts, ...added]
  const rev = account.rev + 1
  const sending = sendingOf(added, account)
  const done =
    account.rev === 0
      ? await addOnce(feeAccounts, { ...account, facts, rev, ...(list.length > 0 ? { owed: list } : {}) })
      : await claim(
          feeAccounts,
          account._id,
          { rev: account.rev },
          {
            facts: command.push({ each: added }),
            rev: command.inc(1),
            ...(sending.length > 0 ? { sending: command.push({ each: sending }) } : {}),
            ...owed(list),
          },
        )
  if (!done) return null
  await settle(feeAccounts, account._id, list)
  return { ...account, facts, rev, sending }
}

const titles = { paid: '收到摊位费', waived: '免收摊位费', refunded: '退还摊位费' } as const
const states = { paid: '已收款', waived: '已免收', refunded: '已退款' } as const

const tell = ({ vendor, night, date }: FeeAccount, { kind, amount, way, reason, at, id }: FeeFact, stall: string) => {
  const how = way === undefined ? '' : way === 'cash' ? '，现金' : '，微信'
  return notice({
    to: vendor,
    kind: 'market',
    title: `${titles[kind]} ${String(amount / 100)} 元`,
    words: `${longDate(date)}${stall === '' ? '' : ` ${stall}`}${how}${reason === undefined ? '' : `：${reason}`}。对不上就找夜市运营方`,
    state: states[kind],
    opens: `/market/night-map?night=${night}`,
    at,
    cause: id,
  })
}
