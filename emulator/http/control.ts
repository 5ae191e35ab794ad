import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { exportLines } from '../database/transfer'
import { CallError } from '../functions/functions'
import type { Cloud } from '../protocol/admin'
import { readObject, statusOf } from './call'

/** Reads a time: ISO text or milliseconds; null is the machine's own time; undefined means it is neither. */
function readTime(value: unknown): number | null | undefined {
  if (value === null) return null
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const time = new Date(value).getTime()
  return Number.isNaN(time) ? undefined : time
}

/** The control doors `/_/…`: clock, timers, counters and data, for tests and tools. */
export function addControlRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { clock, database, functions, invocations } = cloud
  const clockState = () => ({ now: new Date(clock.now()).toISOString(), real: clock.offset === 0 })

  app.get('/_/clock', clockState)
  app.post('/_/clock', async (request, reply) => {
    const time = readTime(readObject(request.body)?.['now'])
    if (time === undefined) return reply.code(400).send({ errMsg: 'now must be an ISO time, milliseconds or null' })
    clock.set(time)
    return clockState()
  })

  app.post('/_/tick', async (request, reply) => {
    const name = readObject(request.body)?.['function']
    if (typeof name !== 'string') return reply.code(400).send({ errMsg: 'function must be a name' })
    void reply.type('application/json; charset=utf-8')
    try {
      return await functions.tick(name)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const { errCode, message, requestId = request.id } = error
      return reply.code(statusOf(error)).send({ errCode, errMsg: message, requestId })
    }
  })

  app.get('/_/stats', () => invocations.stats())
  app.post('/_/stats/reset', () => {
    invocations.resetStats()
    return {}
  })
  app.get('/_/queries', () => database.scans.list())
  app.post('/_/queries/reset', () => {
    database.scans.reset()
    return {}
  })

  app.get('/_/export', (_request, reply) =>
    reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(exportLines(database.store))),
  )

  const later = (what: string) => ({ errMsg: `${what} is not implemented by the local cloud yet` })
  app.get('/_/messages', (_request, reply) => reply.code(501).send(later('messages sent to phones (GET /_/messages)')))
  app.post('/_/faults', (_request, reply) => reply.code(501).send(later('fault injection (POST /_/faults)')))
}
