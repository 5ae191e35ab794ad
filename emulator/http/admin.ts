import fastifyMultipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answer, answerForm, type Cloud } from '../protocol/admin'
import { refusals } from '../protocol/errors'

// Media an API is given are at most 10 MB; the rest of a form is short.
const FORM_LIMITS = { fileSize: 16 * 1024 * 1024, fieldSize: 1024 * 1024, parts: 50 }

function isAction(body: unknown): body is Record<string, unknown> & { action: string } {
  return typeof body === 'object' && body !== null && 'action' in body && typeof body.action === 'string'
}

async function readForm(request: FastifyRequest): Promise<Map<string, Buffer>> {
  const form = new Map<string, Buffer>()
  for await (const part of request.parts({ limits: FORM_LIMITS })) {
    form.set(part.fieldname, part.type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value)))
  }
  return form
}

/** `POST /admin`: what the SDK calls, with JSON or (open APIs, payments) with a form. */
export async function addAdminRoute(app: FastifyInstance, cloud: Cloud): Promise<void> {
  await app.register(fastifyMultipart)
  app.post('/admin', async (request, reply) => {
    if (request.isMultipart()) {
      const { body, type } = await answerForm(await readForm(request), cloud)
      return reply.type(type).send(body)
    }
    void reply.type('application/json; charset=utf-8')
    let body: unknown
    try {
      body = JSON.parse(String(request.body))
    } catch {
      body = undefined
    }
    if (!isAction(body)) {
      const { code, message } = refusals.badParameter('the body must be JSON with an action')
      return { code, message, requestId: request.id }
    }
    return answer(body, cloud)
  })
}
