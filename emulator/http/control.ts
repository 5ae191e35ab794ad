import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { exportLines } from '../database/transfer'
import type { Cloud } from '../protocol/admin'
import { addExplainRoute } from './explain'
import { addFaultRoutes } from './faults'
import { addInspectionRoutes } from './inspect'
import { addTimeRoutes } from './timers'

/** The control doors `/_/…`: clock, timers, counters and data, for tests and tools. */
export function addControlRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { database, invocations } = cloud
  addTimeRoutes(app, cloud)
  addFaultRoutes(app, cloud.faults)
  addExplainRoute(app, cloud)
  addInspectionRoutes(app, cloud)

  app.get('/_/stats', () => invocations.stats())
  app.post('/_/stats/reset', () => {
    invocations.resetStats()
    return {}
  })
  app.get('/_/queries', () => database.scans.list())
  app.get('/_/queries/rows', () => database.scans.rowsRead())
  app.post('/_/queries/reset', () => {
    database.scans.reset()
    return {}
  })

  app.get<{ Querystring: { collection?: string } }>('/_/export', ({ query }, reply) =>
    reply
      .type('application/x-ndjson; charset=utf-8')
      .send(Readable.from(exportLines(database.store, query.collection))),
  )
}
