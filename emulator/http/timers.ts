import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../protocol/admin'
import { answerCall, readObject } from './call'

/** Reads a time: ISO text or milliseconds; null is the machine's own time; undefined means it is neither. */
function readTime(value: unknown): number | null | undefined {
  if (value === null) return null
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const time = new Date(value).getTime()
  return Number.isNaN(time) ? undefined : time
}

/** The control doors of time: the clock, the timers, and running one by hand. */
export function addTimeRoutes(app: FastifyInstance, { clock, timers }: Cloud): void {
  const clockState = () => ({ now: new Date(clock.now()).toISOString(), real: clock.offset === 0 })

  app.get('/_/clock', clockState)
  app.post('/_/clock', async (request, reply) => {
    const { now, move } = readObject(request.body) ?? {}
    if (move !== undefined) {
      if (typeof move !== 'number' || !Number.isFinite(move) || now !== undefined) {
        return reply.code(400).send({ errMsg: 'move must be milliseconds, without now' })
      }
      clock.move(move)
      const ran = await timers.advance()
      return { ...clockState(), ran }
    }
    const time = readTime(now)
    if (time === undefined) return reply.code(400).send({ errMsg: 'now must be an ISO time, milliseconds or null' })
    clock.set(time)
    timers.clockSet()
    return clockState()
  })

  app.get('/_/timers', () => timers.list())
  app.post('/_/tick', async (request, reply) => {
    const name = readObject(request.body)?.['function']
    if (typeof name !== 'string') return reply.code(400).send({ errMsg: 'function must be a name' })
    return answerCall(timers.tick(name), request, reply)
  })
}
