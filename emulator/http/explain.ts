import type { FastifyInstance } from 'fastify'
import { explain } from '../database/explain'
import type { Cloud } from '../protocol/admin'
import { isPlainObject, parseEjson } from '../protocol/ejson'
import { CloudError, refusals } from '../protocol/errors'
import { readCount, readSort } from '../protocol/requests'

/** `POST /_/explain {collection, query, sort, limit}`, all but the collection optional: how the query finds its rows. */
export function addExplainRoute(app: FastifyInstance, { clock, database }: Cloud): void {
  app.post('/_/explain', async (request, reply) => {
    try {
      const body = readBody(String(request.body), clock.now())
      const { collection, query = {} } = body
      if (typeof collection !== 'string' || !isPlainObject(query)) {
        throw refusals.badParameter('collection must be a name, query an object')
      }
      const asked = { action: 'explain', ...body, order: JSON.stringify(body['sort'] ?? {}) }
      const limit = body['limit'] === undefined ? Infinity : readCount(asked, 'limit', 0)
      const wanted = { filter: query, sort: readSort(asked, clock.now()), limit }
      return explain(database.finder, wanted, database.store.collections.get(collection))
    } catch (error) {
      if (error instanceof CloudError) return reply.code(400).send({ code: error.code, errMsg: error.message })
      throw error
    }
  })
}

function readBody(text: string, now: number): Record<string, unknown> {
  try {
    const value = parseEjson(text, now)
    if (isPlainObject(value)) return value
  } catch {
    // Answered below, as anything else that is no object.
  }
  throw refusals.badParameter('the body must be a JSON object')
}
