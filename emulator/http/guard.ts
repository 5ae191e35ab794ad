import type { FastifyInstance } from 'fastify'
import type { Cloud } from '../protocol/admin'
import { CloudError, refusals } from '../protocol/errors'
import { readObject } from './call'

// What a request to the database may carry; a document of up to 16 MB grows by several.
const DATABASE_REQUEST_BYTES = 512 * 1024

/** The server SDK signs each request with its secret; which secret does not matter here. */
function isSigned(authorization: string | undefined): boolean {
  return /\bCredential=[^/\s]+\//.test(authorization ?? '')
}

function denied(action: unknown): CloudError {
  const [area] = String(action).split('.')
  const code =
    area === 'database'
      ? 'DATABASE_PERMISSION_DENIED'
      : area === 'storage'
        ? 'STORAGE_EXCEED_AUTHORITY'
        : 'PERMISSION_DENIED'
  return new CloudError(code, '[OperationDenied] Permission denied: a direct client has no access, its function has.')
}

/**
 * Guards `/admin`: only functions and whoever signs as the server SDK does come in. There are no security rules that
 * would let a direct client in, so it is refused as the service refuses it where rules allow nothing.
 */
export function guardAdmin(app: FastifyInstance, { invocations }: Cloud): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || request.url.split('?')[0] !== '/admin') return
    const bytes = request.body instanceof Uint8Array ? request.body.length : 0
    const signed = isSigned(request.headers.authorization)
    if (signed && bytes <= DATABASE_REQUEST_BYTES) return
    const body = readObject(request.body) ?? {}
    const known = signed || invocations.find(body['wxCloudApiToken']) !== undefined
    const large = bytes > DATABASE_REQUEST_BYTES && String(body['action']).startsWith('database.')
    if (known && !large) return
    const { code, message } = known ? refusals.requestTooLarge(bytes, DATABASE_REQUEST_BYTES) : denied(body['action'])
    await reply.type('application/json; charset=utf-8').send({ requestId: request.id, code, message })
  })
}
