import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../protocol/admin'
import { answerCall, readObject } from './call'

/** Reads a time: ISO text or milliseconds; null is the machine's own time; undefined means it is neither. */
function readTime(value: unknown): number | null | undefined {
  if (value === null) return null
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const time = new Date(value).getTime()
  return isTime(time) ? time : undefined
}

// Years that ISO writes with four digits; nothing here counts beyond.
const isTime = (time: number) => time >= 0 && time < Date.UTC(10_000, 0, 1)

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
      if (!isTime(clock.now() + move)) {
        return reply.code(400).send({ errMsg: 'move must stay within the years 1970 to 9999' })
      }
      clock.move(move)
      const ran = await timers.advance()
      return { ...clockState(), ran }
    }
    const time = readTime(now)
    if (time === undefined)
      return reply.code(400).send({
        errMsg: 'expected {move: milliseconds}, or {now} as an ISO time of 1970 to 9999, milliseconds or null',
      })
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
