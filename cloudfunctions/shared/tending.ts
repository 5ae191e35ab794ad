import type { Collection } from './collection'
import { claim, command, find } from './database'

/** A document that the clock changes: `due` says when to look at it next, `rev` counts its writes. */
export interface Tended {
  _id: string
  due?: Date
  rev: number
}

/** Something that happens to documents of a collection by the clock alone. */
export interface Tender<T extends Tended> {
  /**
   * Does what is due by `now`; may be called again for the same.
   * @returns whether the document may have changed by it: whoever comes next then reads it anew
   */
  tend: (document: T, now: Date) => Promise<boolean>
  /** When it must look at this document after `now`; those that are past do no harm. */
  due: (document: T, now: Date) => readonly Date[]
}

const documentsPerRound = 50

/** How much is done in one run, where documents know nothing of one another: so many at the same time, so many rounds of 50. */
interface Pace {
  atOnce?: number
  rounds?: number
}

/**
 * Does what is due. A document that fails is logged and looked at again a minute later; the others go on. One at which
 * nothing happens costs two requests: it is read once, and told when to be looked at next.
 */
export async function tendDue<T extends Tended>(
  from: Collection<T>,
  tenders: readonly Tender<T>[],
  now: Date,
  { atOnce = 1, rounds = 1 }: Pace = {},
): Promise<number> {
  let tended = 0
  for (let round = 0; round < rounds; round++) {
    const due = await find(from, {
      where: { due: command.lte(now) },
      sort: [['due', 'asc']],
      limit: documentsPerRound,
      fields: { _id: true },
    })
    tended += due.length
    let failed = false
    for (let at = 0; at < due.length; at += atOnce) {
      const done = await Promise.all(due.slice(at, at + atOnce).map(({ _id }) => tendOne(from, tenders, _id, now)))
      failed ||= done.includes(false)
    }
    // What failed is still due: it would be looked at again and again.
    if (failed || due.length < documentsPerRound) break
  }
  return tended
}

/** @returns whether it went well */
async function tendOne<T extends Tended>(
  from: Collection<T>,
  tenders: readonly Tender<T>[],
  id: string,
  now: Date,
): Promise<boolean> {
  try {
    let document = await fresh(from, id)
    for (const { tend } of tenders) if (await tend(document, now)) document = await fresh(from, id)
    await setDue(from, document, tenders, now)
    return true
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', tend: id, error: String(error) }))
    return false
  }
}

async function fresh<T extends Tended>(from: Collection<T>, id: string): Promise<T> {
  const [document] = await find(from, { where: { _id: id }, sort: [], limit: 1 })
  if (!document) throw new Error(`${from.name} ${id} is gone`)
  return document
}

/** Onto exactly the document that it was computed from: what a call made due meanwhile is not forgotten. */
async function setDue<T extends Tended>(
  from: Collection<T>,
  document: T,
  tenders: readonly Tender<T>[],
  now: Date,
): Promise<void> {
  const later = tenders.flatMap(({ due }) => due(document, now)).filter((each) => each > now)
  const due = later.length === 0 ? command.remove() : new Date(Math.min(...later.map(Number)))
  await claim(from, document._id, { rev: document.rev }, { due, rev: command.inc(1) })
}
