import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'

const FOLDER = path.join(__dirname, '..', 'page')
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' }

/** `GET /_/`: the page to look inside. */
export function addPageRoutes(app: FastifyInstance): void {
  app.get('/_', (_request, reply) => reply.redirect('/_/'))
  for (const file of readdirSync(FOLDER)) {
    const type = TYPES[path.extname(file)]
    if (type === undefined) continue
    app.get(file === 'index.html' ? '/_/' : `/_/${file}`, (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'no-cache')
        // Documents may hold anything; nothing of it ever runs, and the page talks to this service only.
        .header('content-security-policy', "default-src 'self'; img-src 'self' data:")
        .send(readFileSync(path.join(FOLDER, file))),
    )
  }
}
