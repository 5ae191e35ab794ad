import type { FastifyInstance } from 'fastify'
import { parseFault } from '../faults/fault'
import type { Faults } from '../faults/faults'
import { readObject } from './call'

/** The control doors of faults: plan one, see them, take one or all away. */
export function addFaultRoutes(app: FastifyInstance, faults: Faults): void {
  app.get('/_/faults', () => faults.list())
  app.post('/_/faults', async (request, reply) => {
    const body = readObject(request.body)
    const fault = body ? parseFault(body) : 'the body must be a JSON object'
    if (typeof fault === 'string') return reply.code(400).send({ errMsg: fault })
    return { id: faults.plan(fault) }
  })
  const reset = () => {
    faults.reset()
    return {}
  }
  app.delete('/_/faults', reset)
  app.post('/_/faults/reset', reset)
  app.delete<{ Params: { id: string } }>('/_/faults/:id', async (request, reply) =>
    faults.remove(Number(request.params.id)) ? {} : reply.code(404).send({ errMsg: 'there is no such fault' }),
  )
}
