import { randomUUID } from 'node:crypto'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance } from 'fastify'
import { LostReply } from '../faults/faults'
import type { Cloud } from '../protocol/admin'
import { addAdminRoute } from './admin'
import { addCallRoute } from './call'
import { addControlRoutes } from './control'
import { addPageRoutes } from './page'
import { addFileRoutes } from './files'
import { guardAdmin } from './guard'
import { isLoopback } from './loopback'
import { addOpenApiRoutes } from './open-api'

// The largest request the database takes: one document of 16 MB, as EJSON.
const BODY_LIMIT = 32 * 1024 * 1024
// How long a stop waits for what clients still send.
const STALLED_MS = 3000

/** Builds the server: the service's door `/admin`, the client's `/call`, the control doors `/_/…` and static files. */
export async function createServer(cloud: Cloud, hosting: string | null): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: BODY_LIMIT, keepAliveTimeout: 65_000, genReqId: () => randomUUID() })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers
    if (!isLoopback(host, origin)) {
      await reply.code(403).send({ errMsg: 'the local cloud answers requests from this machine only' })
      return
    }
    if (origin !== undefined) {
      // A development server on another port of this machine may call functions too.
      void reply.header('access-control-allow-origin', origin).header('vary', 'origin')
      void reply.header('access-control-allow-headers', 'content-type, x-openid')
    }
    if (request.method === 'OPTIONS') await reply.code(204).send()
  })

  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof LostReply) {
      // The caller sees its connection break, as when a machine or a line fails.
      reply.hijack()
      request.raw.socket.destroy()
      return
    }
    const status = error.statusCode ?? 500
    if (status >= 500) process.stderr.write(`[emulator ${request.id}] ${error.stack ?? error.message}\n`)
    return reply.code(status).send({ errMsg: error.message })
  })

  guardAdmin(app, cloud)
  closePromptly(app)
  addCallRoute(app, cloud)
  addControlRoutes(app, cloud)
  addOpenApiRoutes(app, cloud.openApi)
  await app.register((scope) => addAdminRoute(scope, cloud))
  addPageRoutes(app)
  await app.register((scope) => addFileRoutes(scope, cloud))
  if (hosting !== null) await addHosting(app, hosting)
  return app
}

/**
 * A connection whose last answer was still on its way when the server closed would keep it open: look again for idle
 * ones. Every call has ended by then; an upload that stands still is cut off after a while.
 */
function closePromptly(app: FastifyInstance): void {
  app.addHook('preClose', () => {
    const timer = setInterval(() => app.server.closeIdleConnections(), 20)
    const end = setTimeout(() => app.server.closeAllConnections(), STALLED_MS)
    app.server.once('close', () => {
      clearInterval(timer)
      clearTimeout(end)
    })
    return Promise.resolve()
  })
}

/** Serves built pages: files whose name carries a hash never change, html is asked for each time. */
async function addHosting(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (response, file) => {
      const hashed = /[.-][0-9a-f]{8,}\.\w+$/i.test(file)
      const html = file.endsWith('.html')
      const value = html || !hashed ? 'no-cache' : 'public, max-age=31536000, immutable'
      response.setHeader('cache-control', value)
    },
  })
}
