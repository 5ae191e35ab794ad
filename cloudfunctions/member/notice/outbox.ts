import { readClock } from '../../shared/clock'
import { claim, command, find } from '../../shared/database'
import { members, notices, type Member, type Message, type Notice } from '../../shared/documents'
import { templateOf, type NoticeKind } from '../../shared/notices'
import { sendMessage } from '../../shared/wechat'
import { afterAttempt, leaseMs, noConsent, pageOf, runMs, whyNotSend } from './rules'

/** How many messages are looked at together. */
const messagesAtOnce = 50

/** A notice whose message is due. */
type Due = Notice & { message: Message }

/**
 * Sends the WeChat messages that wait, each at most once: whoever turns it from waiting to sending, by one write, is the
 * only one who sends it. When nobody came back from sending until the lease was over, it may have left: it fails.
 * Stops early and leaves the rest to the next minute.
 */
export async function sendWaiting(now: Date): Promise<{ handled: number }> {
  let handled = 0
  for (;;) {
    const due = await findDue(now)
    const people = await peopleOf(due)
    for (const each of due) {
      if (+readClock() - +now > runMs) return { handled }
      await handle(each, people.get(each.to), now)
      handled++
    }
    if (due.length < messagesAtOnce) return { handled }
  }
}

async function findDue(now: Date): Promise<Due[]> {
  const found = await find(notices, {
    where: { 'message.state': command.in(['waiting', 'sending']), 'message.next': command.lte(now) },
    sort: [['message.next', 'asc']],
    limit: messagesAtOnce,
  })
  return found.filter((each): each is Due => each.message !== undefined)
}

async function peopleOf(due: readonly Due[]): Promise<Map<string, Member>> {
  if (due.length === 0) return new Map()
  const found = await find(members, {
    where: { _id: command.in([...new Set(due.map(({ to }) => to))]) },
    sort: [],
    limit: messagesAtOnce,
    fields: { notices: true },
  })
  return new Map(found.map((each) => [each._id, each]))
}

/** Sends one due message, or says why it is not sent. */
async function handle(due: Due, reader: Member | undefined, now: Date): Promise<void> {
  const { message, kind } = due
  const whyNot = whyNotSend(message, kind, reader)
  if (whyNot) {
    await turn(due, whyNot)
    return
  }
  const sending = { state: 'sending', tries: message.tries + 1, next: new Date(+now + leaseMs) } as const
  if (!(await turn(due, sending))) return
  const mine: Due = { ...due, message: { ...message, ...sending } }
  if (message.spent === true || (await spendConsent(due.to, kind))) await attempt(mine, now)
  else await turn(mine, noConsent)
}

/** One conditional write: the person still has a consent for this kind, and now has one less. */
const spendConsent = (openid: string, kind: NoticeKind): Promise<boolean> =>
  claim(members, openid, { [consentsOf(kind)]: command.gt(0) }, { [consentsOf(kind)]: command.inc(-1) })

const consentsOf = (kind: NoticeKind): string => `notices.consents.${kind}`

async function attempt(mine: Due, now: Date): Promise<void> {
  const { to, kind, message, opens } = mine
  const template = templateOf(kind)?.id ?? ''
  const result = await sendMessage({ to, template, page: pageOf(opens), values: message.values })
  const outcome = afterAttempt(result, message.tries, now)
  await turn(mine, outcome.state === 'waiting' ? { ...outcome, spent: true } : outcome)
  if (outcome.state === 'none') await claim(members, to, {}, { [consentsOf(kind)]: 0 })
  if (outcome.state === 'failed' && outcome.consentLeft)
    await claim(members, to, {}, { [consentsOf(kind)]: command.inc(1) })
}

/** Moves a message on, if and only if it still stands as it was found. */
const turn = ({ _id, message }: Due, to: Partial<Message>): Promise<boolean> =>
  claim(
    notices,
    _id,
    { 'message.state': message.state, 'message.tries': message.tries, 'message.next': message.next },
    Object.fromEntries(
      fieldsKept.flatMap((field) => (to[field] === undefined ? [] : [[`message.${field}`, to[field]]])),
    ),
  )

const fieldsKept = ['state', 'tries', 'next', 'spent', 'reason'] as const
