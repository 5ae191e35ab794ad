import { claim, command, find } from '../../shared/database'
import { notice } from '../../shared/notify'
import { pledgeEvents, pledges, type Pledge, type PledgeEvent } from '../documents'
import { changePledge } from '../promise/saving'
import { callName, calledFor } from './rules'

const pledgesPerPage = 50
const pagesPerRun = 6
/** How many pledges are written at the same time. */
const atOnce = 10

const told = ({ _id, member }: Pledge, { words, day }: PledgeEvent, due: string, at: Date, cause: string) =>
  notice({
    to: member,
    kind: 'pledge',
    title: '您承诺的事用得上了',
    words: due === day ? `${words}，请今天做` : `${words}，请在 ${due} 前做`,
    state: '该做了',
    opens: `/pledge/mine?pledge=${_id}`,
    at,
    cause,
  })

/** Opens one time of a pledge, once for each event. */
async function callOne(pledge: Pledge, event: PledgeEvent): Promise<boolean> {
  const { _id: id, kind, day, made } = event
  if (!calledFor(pledge, { id, kind, day })) return pledge.called.some((each) => each.id === id)
  const step = { event: 'called', by: made.by, at: made.at, key: id }
  const after = await changePledge(
    pledge,
    step,
    (pledge) => {
      const asked = calledFor(pledge, { id, kind, day })
      if (!asked) return { set: {} }
      return {
        set: { called: [...pledge.called, { id, kind, day }], due: made.at },
        told: [told(pledge, event, asked.due, made.at, `${id}${pledge._id}`)],
      }
    },
    () => new Error(`pledge ${pledge._id} could not be called`),
  )
  return after.called.some((each) => each.id === id)
}

/** Calls the next pledges of an event; returns whether there are more. */
async function callPage(event: PledgeEvent): Promise<PledgeEvent | undefined> {
  const { _id, place, kind, after } = event
  const page = await find(pledges, {
    where: { calls: callName(place, kind), _id: command.gt(after) },
    sort: [['_id', 'asc']],
    limit: pledgesPerPage,
  })
  let called = 0
  for (let start = 0; start < page.length; start += atOnce) {
    const some = await Promise.all(page.slice(start, start + atOnce).map((pledge) => callOne(pledge, event)))
    called += some.filter(Boolean).length
  }
  const last = page.length === pledgesPerPage ? page.at(-1)?._id : undefined
  const progress = last === undefined ? { open: command.remove() } : { after: last }
  const onward = await claim(pledgeEvents, _id, { after, open: true }, { called: command.inc(called), ...progress })
  return onward && last !== undefined ? { ...event, after: last, called: event.called + called } : undefined
}

const eventsPerRun = 5

/** Goes on calling: each pledge once, however often a run died before its end. */
export async function callAll(): Promise<{ events: number }> {
  const open = await find(pledgeEvents, { where: { open: true }, sort: [['open', 'asc']], limit: eventsPerRun })
  for (const event of open) {
    let next: PledgeEvent | undefined = event
    for (let pages = 0; next && pages < pagesPerRun; pages++) next = await callPage(next)
  }
  return { events: open.length }
}
