import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../protocol/admin'
import { CloudError } from '../protocol/errors'
import { stringifyEjson } from '../protocol/ejson'
import { parseDocument, parseText } from '../protocol/requests'
import { readObject } from './call'

type Query = Record<string, string | undefined>

const DEFAULT_ROWS = 20
const MAX_ROWS = 200
// The page's own reads are not the functions' and are told apart in the log of queries.
const READER = { caller: 'the page' }

function readLimit(text: string | undefined): number {
  const limit = Number(text ?? DEFAULT_ROWS)
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, MAX_ROWS) : DEFAULT_ROWS
}

/** The control doors that look inside: functions, invocations, collections and single documents. */
export function addInspectionRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { database, functions, history } = cloud

  app.get('/_/functions', () => {
    const stats = cloud.invocations.stats()
    return functions.names.map((name) => {
      const known = { name, actions: stats[name] ?? {}, timings: history.timings(name) }
      try {
        const source = functions.describe(name)
        return { ...known, timeout: source?.timeout, memory: source?.memory, problem: null }
      } catch (error) {
        return { ...known, problem: error instanceof Error ? error.message : String(error) }
      }
    })
  })

  app.get<{ Querystring: Query }>('/_/invocations', ({ query }) =>
    history.list(readLimit(query['limit']), query['function'] === '' ? undefined : query['function']),
  )
  app.get<{ Params: { id: string } }>('/_/invocations/:id', async ({ params }, reply) => {
    const record = history.find(params.id)
    return record ?? reply.code(404).send({ errMsg: 'there is no such invocation among the last ones' })
  })

  app.get('/_/collections', () =>
    database.store.collections.all().map((collection) => ({
      name: collection.name,
      documents: database.store.count(collection),
      indexes: collection.indexes.map(({ name, keys, unique }) => ({ name, keys, unique })),
    })),
  )
  addDocumentRoutes(app, cloud)
}

/** Comparisons stay within a type; texts come after numbers in the order of ids. */
function idsAfter(id: unknown): Record<string, unknown> {
  const same = { _id: { $gt: id } }
  return typeof id === 'number' ? { $or: [same, { _id: { $gte: '' } }] } : same
}

function addDocumentRoutes(app: FastifyInstance, { database, clock }: Cloud): void {
  /** Runs what may be refused as the database refuses it: with its code and text, and HTTP 400. */
  const refusable = async (run: () => Promise<unknown>): Promise<{ status: number; body: unknown }> => {
    try {
      return { status: 200, body: await run() }
    } catch (error) {
      if (!(error instanceof CloudError)) throw error
      return { status: 400, body: { code: error.code, errMsg: error.message } }
    }
  }

  app.get<{ Querystring: Query }>('/_/documents', async ({ query }, reply) => {
    const { status, body } = await refusable(() => {
      const collection = database.store.collections.get(query['collection'] ?? '')
      const limit = readLimit(query['limit'])
      const wanted = query['query'] ?? ''
      const filter = wanted.trim() === '' ? {} : parseDocument(wanted, 'query', clock.now())
      const after = query['after'] === undefined ? null : parseText(query['after'], 'after', clock.now())
      const filters = after === null ? filter : { $and: [filter, idsAfter(after)] }
      // In the order of the ids, which has an index: a page costs no more than its rows.
      const request = { collection, filter: filters, sort: [['_id', 1] as [string, 1]], limit: limit + 1 }
      const rows = database.finder.find(request, READER)
      const list = rows.slice(0, limit)
      return Promise.resolve({
        documents: list.map(({ text }) => text),
        after: rows.length > limit ? stringifyEjson(list.at(-1)?.document['_id']) : null,
      })
    })
    return reply.code(status).send(body)
  })

  app.put('/_/documents', async (request, reply) => {
    const { collection, document } = readObject(request.body) ?? {}
    if (typeof collection !== 'string' || document === undefined) {
      return reply.code(400).send({ errMsg: 'expected {"collection": name, "document": {"_id": …}} in EJSON' })
    }
    const { status, body } = await refusable(async () => {
      const { _id, ...fields } = parseDocument(JSON.stringify(document), 'document', clock.now())
      if (_id === undefined) throw new CloudError('INVALID_PARAM', 'the document has no _id')
      const options = { multi: false, upsert: true }
      await database.modify(collection, { _id }, { replacement: fields }, options, READER)
      return {}
    })
    return reply.code(status).send(body)
  })

  app.delete<{ Querystring: Query }>('/_/documents', async ({ query }, reply) => {
    const { status, body } = await refusable(async () => {
      const { id } = parseDocument(`{"id":${query['id'] ?? 'null'}}`, 'id', clock.now())
      return { deleted: await database.remove(query['collection'] ?? '', { _id: id }, false, READER) }
    })
    return reply.code(status).send(body)
  })
}
