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

const documentsPerRun = 50

/**
 * Does what is due. A document that fails is logged and looked at again a minute later; the others go on. One at which
 * nothing happens costs two requests: it is read once, and told when to be looked at next.
 */
export async function tendDue<T extends Tended>(
  from: Collection<T>,
  tenders: readonly Tender<T>[],
  now: Date,
): Promise<number> {
  const due = await find(from, {
    where: { due: command.lte(now) },
    sort: [['due', 'asc']],
    limit: documentsPerRun,
    fields: { _id: true },
  })
  for (const { _id } of due)
    try {
      let document = await fresh(from, _id)
      for (const { tend } of tenders) if (await tend(document, now)) document = await fresh(from, _id)
      await setDue(from, document, tenders, now)
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', tend: _id, error: String(error) }))
    }
  return due.length
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
