import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CallError } from '../functions/functions'
import type { Cloud } from '../protocol/admin'

/** Reads a body that must be a JSON object; null when it is not. */
export function readObject(body: unknown): Record<string, unknown> | null {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : ''
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

const NOT_FOUND = -501000

/** Answers with a function's reply, or with the service's refusal when there is none. */
export async function answerCall(
  call: Promise<string>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | FastifyReply> {
  void reply.type('application/json; charset=utf-8')
  try {
    return await call
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const { errCode, message, requestId = request.id } = error
    return reply.code(errCode === NOT_FOUND ? 404 : 500).send({ errCode, errMsg: message, requestId })
  }
}

/** `POST /call/<function>`: the client's door. The body is the event, the header `x-openid` says who calls. */
export function addCallRoute(app: FastifyInstance, { functions, openApi }: Cloud): void {
  app.post<{ Params: { name: string } }>('/call/:name', async (request, reply) => {
    const event = readObject(request.body)
    if (!event) return reply.code(400).send({ errCode: -501007, errMsg: 'the body must be a JSON object' })
    const header = request.headers['x-openid']
    const openid = typeof header === 'string' && header !== '' ? header : undefined
    if (openid !== undefined) openApi.security.recordVisit(openid)
    return answerCall(functions.call(request.params.name, event, { openid, source: 'wx_client' }), request, reply)
  })
}
